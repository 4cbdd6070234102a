package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.catalog.Template;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.PublicUpdate;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.incident.UpdateStore;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.IncidentPost;
import dev.opsdeck.message.IncidentWords;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Tells those who wait how it stands, from templates that are filled in with what is known. */
@Singleton
final class IncidentUpdates {
    /** What counts as an action that was taken. */
    private static final Set<Entry.Kind> ACTIONS =
            EnumSet.of(Entry.Kind.RUN, Entry.Kind.NOTE, Entry.Kind.MESSAGE, Entry.Kind.MITIGATED, Entry.Kind.RESOLVED);

    private static final int MOST_ACTIONS = 12;

    /** Those who wait read it in their own zone's neighbourhood; a text cannot know which. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final IncidentStore incidents;
    private final UpdateStore updates;
    private final TimelineStore timeline;
    private final IncidentClocks clocks;
    private final IncidentCards cards;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    IncidentUpdates(
            IncidentStore incidents,
            UpdateStore updates,
            TimelineStore timeline,
            IncidentClocks clocks,
            IncidentCards cards,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.incidents = incidents;
        this.updates = updates;
        this.timeline = timeline;
        this.clocks = clocks;
        this.cards = cards;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /** The templates of the incident's system, by name. */
    Map<String, Template> templates(Incident incident) {
        return cards.system(incident).map(IncidentRules::templates).orElse(Map.of());
    }

    /** The template that fits how it stands. */
    String fitting(Handle handle, Incident incident) {
        if (!incident.phase().open()) {
            return "resolved";
        }
        return updates.of(handle, incident.number()).isEmpty() ? "start" : "update";
    }

    /** What is known for a template's variables. */
    Map<String, String> known(Handle handle, Incident incident) {
        var known = new HashMap<String, String>();
        Instant now = clock.instant();
        List<PublicUpdate> before = updates.of(handle, incident.number());
        known.put("number", incident.label());
        known.put("system", cards.system(incident).map(ManagedSystem::title).orElse(incident.system()));
        known.put("title", incident.title());
        known.put("severity", incident.severity());
        put(known, "impact", incident.impact());
        known.put("start", TIME.format(incident.times().began()));
        known.put("status", status(incident, before));
        known.put("actions", actions(handle, incident, before));
        put(known, "resolution", incident.summary());
        put(known, "cause", incident.cause());
        known.put("duration", Elapsed.words(IncidentWords.duration(incident, now)));
        Duty.Holder commander = incidents.duties(handle, incident.number()).get(Duty.COMMANDER);
        put(known, "commander", commander == null ? null : commander.name());
        Severity severity = cards.severity(incident);
        Duration cadence = severity == null ? null : severity.updateEvery();
        if (cadence != null && incident.phase().open()) {
            known.put("next-update", TIME.format(now.plus(cadence)));
            known.put("update-every", Elapsed.words(cadence));
        }
        Instant resolved = incident.times().resolved();
        if (severity != null && severity.postMortem() != null && resolved != null) {
            known.put("post-mortem-due", TIME.format(resolved.plus(severity.postMortem())));
        }
        return known;
    }

    private static void put(Map<String, String> known, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            known.put(name, value);
        }
    }

    private static String status(Incident incident, List<PublicUpdate> before) {
        return switch (incident.phase()) {
            case RESOLVED, CLOSED -> "Resolved";
            case MITIGATED -> "Monitoring";
            case DECLARED, ACKNOWLEDGED ->
                before.isEmpty() || before.getLast().status() == null
                        ? "Investigating"
                        : before.getLast().status();
        };
    }

    private String actions(Handle handle, Incident incident, List<PublicUpdate> before) {
        Instant since = before.isEmpty()
                ? incident.times().declared()
                : before.getLast().postedAt();
        // Who waits wants to know how a run ended, not each of its states.
        var latest = new LinkedHashMap<String, String>();
        timeline.since(handle, incident.number(), since).stream()
                .filter(entry -> ACTIONS.contains(entry.kind()))
                .forEach(entry -> latest.putLast(
                        entry.kind() == Entry.Kind.RUN ? entry.source() : "entry " + entry.id(), entry.text()));
        return latest.values().stream()
                .map(text -> "- " + text)
                .limit(MOST_ACTIONS)
                .collect(Collectors.joining("\n"));
    }

    /** Where an update from the template goes: names of channels. */
    List<String> channels(Incident incident, String template) {
        Template known = templates(incident).get(template);
        List<String> own = known == null ? List.of() : known.to();
        return own.isEmpty()
                ? cards.system(incident).map(ManagedSystem::stakeholders).orElse(List.of())
                : own;
    }

    /** What is posted. */
    record Text(String template, String subject, String text, String status) {}

    /** The template filled in with what is known and what was given. */
    Optional<Text> fill(Handle handle, Incident incident, String template, Map<String, String> given) {
        return Optional.ofNullable(templates(incident).get(template)).map(found -> {
            var all = known(handle, incident);
            all.putAll(given);
            return new Text(template, found.renderSubject(all), found.render(all), all.getOrDefault("status", ""));
        });
    }

    /** Posts it wherever people wait for it, and sets the clock for the next. */
    void post(Handle tx, Incident incident, Actor actor, Text text) {
        Instant now = clock.instant();
        long number = incident.number();
        long id = updates.add(
                tx,
                number,
                text.template(),
                text.subject(),
                text.text(),
                text.status().isBlank() ? null : text.status(),
                actor.id(),
                actor.name(),
                now);
        List<PublicUpdate> all = updates.of(tx, number);
        for (String channel : channels(incident, text.template())) {
            String head = IncidentCards.key(number) + ":told:" + channel;
            outbox.desire(
                    tx, head, channel, IncidentPost.newest(incident, all.getLast(), all.size()), Urgency.FINAL, id);
            outbox.post(tx, head + ":" + id, channel, IncidentPost.one(incident, all.getLast()), head);
        }
        cards.say(tx, incident, IncidentCards.key(number) + ":update:" + id, IncidentPost.one(incident, all.getLast()));
        timeline.add(
                tx,
                number,
                new Entry.Draft(
                        now,
                        Entry.Kind.UPDATE,
                        actor.id(),
                        "update " + all.size(),
                        "Update posted: " + text.subject() + (text.status().isBlank() ? "" : " · " + text.status()),
                        "update:" + id));
        clocks.updated(tx, incident, actor.id());
        incidents.changed(tx, incident);
        cards.show(tx, number);
        audit.append(
                tx,
                journaled.entry(
                        actor.id(),
                        "incident",
                        incident.system(),
                        Map.of("incident", number, "what", "update", "text", text.text())));
    }

    /** Whether anything can be posted about it at all. */
    static boolean possible(Incident incident) {
        return incident.phase() != Phase.CLOSED;
    }
}
