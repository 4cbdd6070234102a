package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.NewIncident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.message.IncidentTopic;
import dev.opsdeck.message.IncidentWords;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an incident, each time with its entry on the timeline, its clocks, what Slack shows of it and the audit
 * trail, in one transaction.
 */
@Singleton
final class IncidentCourse {
    /** Two people who see the same thing declare it within this time, or one does so twice. */
    private static final Duration SAME = Duration.ofMinutes(10);

    private final IncidentStore incidents;
    private final TimelineStore timeline;
    private final ErrandStore errands;
    private final IncidentClocks clocks;
    private final IncidentCards cards;
    private final IncidentTimeline recent;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    IncidentCourse(
            IncidentStore incidents,
            TimelineStore timeline,
            ErrandStore errands,
            IncidentClocks clocks,
            IncidentCards cards,
            IncidentTimeline recent,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.errands = errands;
        this.clocks = clocks;
        this.cards = cards;
        this.recent = recent;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /**
     * What somebody declares.
     *
     * @param began when the trouble began; null for now
     * @param source what it is declared from; null for nothing
     */
    record Wish(
            ManagedSystem system,
            Severity severity,
            String title,
            @Nullable String impact,
            @Nullable Instant began,
            @Nullable String source,
            String channel) {}

    /** What became of it. */
    sealed interface Declared {
        record New(Incident incident) implements Declared {}

        /** It was declared before. */
        record Known(Incident incident) implements Declared {}
    }

    Declared declare(Handle tx, Actor actor, Wish wish) {
        Optional<Incident> known = known(tx, wish);
        if (known.isPresent()) {
            return new Declared.Known(known.get());
        }
        Instant now = clock.instant();
        Incident created = incidents.create(
                tx,
                new NewIncident(
                        wish.system().name(),
                        wish.title(),
                        wish.severity().name(),
                        wish.impact(),
                        actor.id(),
                        actor.name(),
                        wish.began() == null ? now : wish.began(),
                        now,
                        wish.source(),
                        wish.channel()));
        String room = IncidentTopic.channel(created.number(), created.title());
        Incident incident = incidents.channelName(tx, created, room);
        String from = wish.source() == null ? "" : ", from " + wish.source();
        record(
                tx,
                incident,
                Entry.Kind.DECLARED,
                actor,
                "declared",
                "Declared " + incident.severity() + ": " + incident.title() + from);
        recent.before(tx, incident);
        furnish(tx, incident, wish, actor);
        clocks.set(tx, incident);
        cards.show(tx, incident.number());
        journal(tx, incident, actor, "declared", Map.of("severity", incident.severity(), "title", incident.title()));
        return new Declared.New(incident);
    }

    private Optional<Incident> known(Handle tx, Wish wish) {
        if (wish.source() != null) {
            Optional<Incident> before = incidents.ofSource(tx, wish.source());
            if (before.isPresent()) {
                return before;
            }
        }
        Instant since = clock.instant().minus(SAME);
        return incidents.open(tx, wish.system().name()).stream()
                .filter(incident -> incident.title().equalsIgnoreCase(wish.title()))
                .filter(incident -> incident.times().declared().isAfter(since))
                .findFirst();
    }

    private void furnish(Handle tx, Incident incident, Wish wish, Actor actor) {
        Instant now = clock.instant();
        long number = incident.number();
        errands.want(tx, number, Errand.Kind.CHANNEL, "", incident.channelName(), now);
        errands.want(tx, number, Errand.Kind.INVITE, actor.id(), actor.id(), now);
        wish.severity().page().forEach(role -> guests(tx, number, IncidentGuests.ROLE, role, now));
        wish.system().leads().forEach(role -> guests(tx, number, IncidentGuests.ALL, role, now));
        String prometheus = wish.system().monitoring().prometheus();
        if (prometheus != null) {
            errands.want(tx, number, Errand.Kind.BOOKMARK, "Metrics", prometheus, now);
        }
        String alertmanager = wish.system().monitoring().alertmanager();
        if (alertmanager != null) {
            errands.want(tx, number, Errand.Kind.BOOKMARK, "Alerts", alertmanager, now);
        }
        errands.want(tx, number, Errand.Kind.PIN, "card", "", now);
        errands.want(tx, number, Errand.Kind.BOOKMARK, "Incident card", "", now);
    }

    private void guests(Handle tx, long number, String which, String role, Instant now) {
        errands.want(tx, number, Errand.Kind.INVITE, which + role, role, now);
    }

    /** Somebody is on it; whoever answers first leads, until somebody else takes it. */
    Incident acknowledge(Handle tx, Incident incident, String user, String name) {
        Incident moved = incidents.move(tx, incident, Phase.ACKNOWLEDGED, clock.instant(), user);
        clocks.answered(tx, moved, user);
        add(tx, moved, Entry.Kind.ACKNOWLEDGED, user, "acknowledged", "Acknowledged by " + name);
        if (!incidents.duties(tx, incident.number()).containsKey(Duty.COMMANDER)) {
            give(tx, moved, Duty.COMMANDER, user, name, user);
        }
        errands.want(tx, incident.number(), Errand.Kind.INVITE, user, user, clock.instant());
        cards.show(tx, incident.number());
        journal(tx, moved, user, "acknowledged", Map.of());
        return moved;
    }

    Incident mitigate(Handle tx, Incident incident, Actor actor) {
        Incident moved = incidents.move(tx, incident, Phase.MITIGATED, clock.instant(), actor.id());
        clocks.answered(tx, moved, actor.id());
        record(
                tx,
                moved,
                Entry.Kind.MITIGATED,
                actor,
                "mitigated:" + moved.version(),
                "Mitigated: no more harm is done");
        cards.show(tx, incident.number());
        journal(tx, moved, actor, "mitigated", Map.of());
        return moved;
    }

    /** @param cause null while nobody knows */
    Incident resolve(Handle tx, Incident incident, Actor actor, String summary, @Nullable String cause) {
        Incident moved = incidents.move(tx, incident, Phase.RESOLVED, clock.instant(), actor.id());
        moved = incidents.summary(tx, moved, summary);
        if (cause != null) {
            moved = incidents.cause(tx, moved, cause);
        }
        clocks.resolved(tx, moved, actor.id());
        record(
                tx,
                moved,
                Entry.Kind.RESOLVED,
                actor,
                "resolved:" + moved.version(),
                "Resolved: " + summary + (cause == null ? "" : ". Root cause: " + cause));
        cards.show(tx, incident.number());
        journal(tx, moved, actor, "resolved", Map.of("summary", summary));
        return moved;
    }

    Incident reopen(Handle tx, Incident incident, Actor actor) {
        Incident moved = incidents.move(tx, incident, Phase.ACKNOWLEDGED, clock.instant(), actor.id());
        clocks.stop(tx, moved, actor.id());
        clocks.set(tx, moved);
        record(tx, moved, Entry.Kind.REOPENED, actor, "reopened:" + moved.version(), "Reopened: it is back");
        cards.show(tx, incident.number());
        journal(tx, moved, actor, "reopened", Map.of());
        return moved;
    }

    /** What is to be learned from it was published. */
    Incident close(Handle tx, Incident incident, Actor actor) {
        Incident moved = incidents.move(tx, incident, Phase.CLOSED, clock.instant(), actor.id());
        clocks.stop(tx, moved, actor.id());
        record(tx, moved, Entry.Kind.CLOSED, actor, "closed", "Closed: the post-mortem was published");
        cards.show(tx, incident.number());
        journal(tx, moved, actor, "closed", Map.of());
        return moved;
    }

    /** Everything that hangs on the severity is timed anew. */
    Incident rate(Handle tx, Incident incident, Actor actor, Severity severity) {
        Incident rated = incidents.severity(tx, incident, severity.name(), clock.instant());
        clocks.set(tx, rated);
        record(
                tx,
                rated,
                Entry.Kind.SEVERITY,
                actor,
                "severity:" + rated.version(),
                "Severity " + incident.severity() + " → " + severity.name());
        cards.show(tx, incident.number());
        journal(tx, rated, actor, "severity", Map.of("from", incident.severity(), "to", severity.name()));
        return rated;
    }

    void assign(Handle tx, Incident incident, Actor actor, Duty duty, String user, String name) {
        give(tx, incident, duty, user, name, actor.id());
        errands.want(tx, incident.number(), Errand.Kind.INVITE, user, user, clock.instant());
        cards.show(tx, incident.number());
        journal(tx, incident, actor, "duty", Map.of("duty", duty.word(), "user", user));
    }

    private void give(Handle tx, Incident incident, Duty duty, String user, String name, String by) {
        Duty.Holder before = incidents.duties(tx, incident.number()).get(duty);
        incidents.give(tx, incident, duty, user, name, clock.instant());
        String from = before == null ? "" : ", after " + before.name();
        Incident now = incidents.find(tx, incident.number()).orElseThrow();
        add(tx, now, Entry.Kind.DUTY, by, "duty:" + now.version(), IncidentWords.duty(duty) + ": " + name + from);
    }

    void note(Handle tx, Incident incident, Actor actor, String text, String delivery) {
        record(tx, incident, Entry.Kind.NOTE, actor, "note:" + delivery, text);
        cards.show(tx, incident.number());
        journal(tx, incident, actor, "note", Map.of("text", text));
    }

    boolean correct(Handle tx, Incident incident, Actor actor, long entry, String text) {
        boolean corrected = timeline.correct(tx, incident.number(), entry, actor.id(), text);
        if (corrected) {
            journal(tx, incident, actor, "corrected", Map.of("entry", entry, "text", text));
        }
        return corrected;
    }

    int stopClocks(Handle tx, Incident incident, Actor actor) {
        int stopped = clocks.stop(tx, incident, actor.id());
        if (stopped > 0) {
            Incident now = incidents.changed(tx, incident);
            record(tx, now, Entry.Kind.CLOCK, actor, "stopped:" + now.version(), "Stopped the clocks");
            cards.show(tx, incident.number());
            journal(tx, incident, actor, "clocks-stopped", Map.of("count", stopped));
        }
        return stopped;
    }

    private void record(Handle tx, Incident incident, Entry.Kind kind, Actor actor, String ref, String text) {
        add(tx, incident, kind, actor.id(), ref, text);
    }

    private void add(Handle tx, Incident incident, Entry.Kind kind, String actor, String ref, String text) {
        timeline.add(tx, incident.number(), new Entry.Draft(clock.instant(), kind, actor, "incident", text, ref));
    }

    private void journal(Handle tx, Incident incident, Actor actor, String what, Map<String, ?> detail) {
        journal(tx, incident, actor.id(), what, detail);
    }

    private void journal(Handle tx, Incident incident, String actor, String what, Map<String, ?> detail) {
        var all = new HashMap<String, Object>(detail);
        all.put("incident", incident.number());
        all.put("what", what);
        audit.append(tx, journaled.entry(actor, "incident", incident.system(), all));
    }
}
