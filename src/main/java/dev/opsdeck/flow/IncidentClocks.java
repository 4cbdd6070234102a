package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Escalation;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.AlarmStore;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.IncidentNotice;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of incidents: they are rows, so that they go on whatever dies, and each rings once because what it does is
 * committed together with the mark that it rang.
 */
@Singleton
final class IncidentClocks implements Timer {
    /** Until somebody answers. */
    static final Set<Alarm.Kind> ANSWER = EnumSet.of(Alarm.Kind.ACKNOWLEDGE, Alarm.Kind.ESCALATE);

    static final Set<Alarm.Kind> UPDATES = EnumSet.of(Alarm.Kind.UPDATE, Alarm.Kind.OVERDUE);

    /** All that ends with the incident. */
    static final Set<Alarm.Kind> COURSE = EnumSet.complementOf(EnumSet.of(Alarm.Kind.POST_MORTEM));

    /** An update counts as late a third of its cadence after it was due, but soon enough for those who wait. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final Duration POST_MORTEM_AGAIN = Duration.ofDays(1);

    private final AlarmStore alarms;
    private final IncidentStore incidents;
    private final TimelineStore timeline;
    private final IncidentCards cards;
    private final Paging paging;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentClocks(
            AlarmStore alarms,
            IncidentStore incidents,
            TimelineStore timeline,
            IncidentCards cards,
            Paging paging,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.alarms = alarms;
        this.incidents = incidents;
        this.timeline = timeline;
        this.cards = cards;
        this.paging = paging;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Sets everything that the incident's severity asks for, in place of what was set before. Whoever has to answer has
     * the whole time from now on; phases count from the beginning, and those that should be over already are not told.
     */
    void set(Handle tx, Incident incident) {
        Instant now = clock.instant();
        alarms.stop(tx, incident.number(), COURSE, "opsdeck", now);
        Severity severity = cards.severity(incident);
        if (severity == null || !incident.phase().open()) {
            return;
        }
        if (incident.phase() == Phase.DECLARED) {
            severity.page().forEach(role -> put(tx, incident, Alarm.Kind.PAGE, severity.name(), role, now));
            put(tx, incident, Alarm.Kind.ACKNOWLEDGE, "", null, now.plus(severity.respond()));
            escalate(tx, incident, now);
        }
        for (Map.Entry<String, Duration> phase : severity.phases().entrySet()) {
            Instant due = incident.times().declared().plus(phase.getValue());
            if (due.isAfter(now)) {
                put(tx, incident, Alarm.Kind.PHASE, phase.getKey(), null, due);
            }
        }
        nextUpdate(tx, incident, now);
    }

    private void escalate(Handle tx, Incident incident, Instant now) {
        List<Escalation> levels = cards.system(incident)
                .map(system -> IncidentRules.escalation(system, incident.severity()))
                .orElse(List.of());
        for (int level = 0; level < levels.size(); level++) {
            Escalation next = levels.get(level);
            put(tx, incident, Alarm.Kind.ESCALATE, "level " + (level + 1), next.page(), now.plus(next.after()));
        }
    }

    /** Somebody answered. */
    void answered(Handle tx, Incident incident, String by) {
        alarms.stop(tx, incident.number(), ANSWER, by, clock.instant());
        paging.answered(tx, incident.number(), by);
    }

    /** An update was posted: the next is due a cadence later. */
    void updated(Handle tx, Incident incident, String by) {
        alarms.stop(tx, incident.number(), UPDATES, by, clock.instant());
        if (incident.phase().open()) {
            nextUpdate(tx, incident, clock.instant());
        }
    }

    /** The incident is over: a post-mortem is due. */
    void resolved(Handle tx, Incident incident, String by) {
        Instant now = clock.instant();
        alarms.stop(tx, incident.number(), COURSE, by, now);
        paging.answered(tx, incident.number(), by);
        Severity severity = cards.severity(incident);
        if (severity != null && severity.postMortem() != null) {
            put(tx, incident, Alarm.Kind.POST_MORTEM, "", null, now.plus(severity.postMortem()));
        }
    }

    /** Stops everything that is still to come, and says how much that was. */
    int stop(Handle tx, Incident incident, String by) {
        return alarms.stop(tx, incident.number(), EnumSet.allOf(Alarm.Kind.class), by, clock.instant());
    }

    private void nextUpdate(Handle tx, Incident incident, Instant from) {
        Severity severity = cards.severity(incident);
        if (severity != null && severity.updateEvery() != null) {
            put(tx, incident, Alarm.Kind.UPDATE, "", null, from.plus(severity.updateEvery()));
        }
    }

    private void put(
            Handle tx, Incident incident, Alarm.Kind kind, String detail, @Nullable String target, Instant due) {
        alarms.set(tx, incident.number(), new Alarm.Draft(kind, detail, target, due));
    }

    @Override
    public String task() {
        return AlarmStore.TASK;
    }

    /** Lets the alarm ring if it is time. */
    @Override
    public Optional<Instant> due(long id) {
        return jdbi.inTransaction(tx -> {
            Incident incident = alarms.incidentOf(tx, id)
                    .flatMap(number -> incidents.lock(tx, number))
                    .orElse(null);
            // Only now does nobody else stop it any more.
            Alarm alarm = incident == null ? null : alarms.find(tx, id).orElse(null);
            if (incident == null || alarm == null) {
                return Optional.<Instant>empty();
            }
            if (clock.instant().isBefore(alarm.due())) {
                return Optional.of(alarm.due());
            }
            alarms.rang(tx, alarm, clock.instant());
            ring(tx, incident, alarm);
            cards.show(tx, incident.number());
            audit.append(
                    tx,
                    journaled.entry(
                            "opsdeck",
                            "incident-clock",
                            incident.system(),
                            Map.of(
                                    "incident", incident.number(),
                                    "kind", alarm.kind().name(),
                                    "detail", alarm.detail(),
                                    "due", alarm.due().toString())));
            return Optional.<Instant>empty();
        });
    }

    private void ring(Handle tx, Incident incident, Alarm alarm) {
        switch (alarm.kind()) {
            case PAGE -> {
                page(tx, incident, alarm);
                record(tx, incident, alarm, "Paged " + alarm.target());
            }
            case ACKNOWLEDGE -> {
                Duration within = Duration.between(incident.times().declared(), alarm.due());
                say(tx, incident, alarm, IncidentNotice.unanswered(incident, within));
                record(tx, incident, alarm, "Nobody acknowledged within " + Elapsed.words(within));
            }
            case ESCALATE -> {
                page(tx, incident, alarm);
                say(tx, incident, alarm, IncidentNotice.escalated(incident, alarm));
                record(tx, incident, alarm, "Escalated to " + alarm.target() + ", " + alarm.detail());
            }
            case PHASE -> {
                say(tx, incident, alarm, IncidentNotice.phase(incident, alarm.detail()));
                record(tx, incident, alarm, "The " + alarm.detail() + " should have been over");
            }
            case UPDATE -> updateDue(tx, incident, alarm);
            case OVERDUE -> updateLate(tx, incident, alarm);
            case POST_MORTEM -> {
                say(tx, incident, alarm, IncidentNotice.postMortemDue(incident));
                outbox.direct(tx, key(alarm) + ":direct", leader(tx, incident), IncidentNotice.postMortemDue(incident));
                put(tx, incident, alarm.kind(), "", null, clock.instant().plus(POST_MORTEM_AGAIN));
            }
        }
    }

    private void page(Handle tx, Incident incident, Alarm alarm) {
        paging.page(
                tx,
                incident.system(),
                Objects.requireNonNull(alarm.target()),
                IncidentNotice.page(incident),
                Paging.keyOf(incident.number()) + alarm.id());
    }

    private void updateDue(Handle tx, Incident incident, Alarm alarm) {
        Map<Duty, Duty.Holder> duties = incidents.duties(tx, incident.number());
        Duty.Holder writer = duties.getOrDefault(Duty.COMMUNICATIONS, duties.get(Duty.COMMANDER));
        say(tx, incident, alarm, IncidentNotice.updateDue(incident, writer == null ? null : writer.user()));
        Severity severity = cards.severity(incident);
        Duration cadence = severity == null ? null : severity.updateEvery();
        if (cadence != null) {
            Duration grace = cadence.dividedBy(3).compareTo(LATE) < 0 ? cadence.dividedBy(3) : LATE;
            put(
                    tx,
                    incident,
                    Alarm.Kind.OVERDUE,
                    alarm.due().toString(),
                    null,
                    alarm.due().plus(grace));
            put(tx, incident, Alarm.Kind.UPDATE, "", null, clock.instant().plus(cadence));
        }
    }

    private void updateLate(Handle tx, Incident incident, Alarm alarm) {
        Duration late = Duration.between(Instant.parse(alarm.detail()), alarm.due());
        outbox.direct(tx, key(alarm), leader(tx, incident), IncidentNotice.updateLate(incident, late));
        record(tx, incident, alarm, "The update is late");
    }

    /** The commander; while there is none, who declared it. */
    private String leader(Handle tx, Incident incident) {
        Duty.Holder commander = incidents.duties(tx, incident.number()).get(Duty.COMMANDER);
        return commander == null ? incident.declaredBy() : commander.user();
    }

    private void say(Handle tx, Incident incident, Alarm alarm, Message message) {
        cards.say(tx, incident, key(alarm), message);
    }

    private void record(Handle tx, Incident incident, Alarm alarm, String text) {
        timeline.add(
                tx,
                incident.number(),
                new Entry.Draft(clock.instant(), Entry.Kind.CLOCK, "opsdeck", "clock", text, key(alarm)));
    }

    private static String key(Alarm alarm) {
        return "incident:" + alarm.incident() + ":clock:" + alarm.id();
    }
}
