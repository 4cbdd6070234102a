package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.incident.ActionStore;
import dev.opsdeck.incident.DocumentStore;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.incident.UpdateStore;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.PostMortem;
import dev.opsdeck.message.chart.Course;
import dev.opsdeck.message.chart.CoursePicture;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Puts the documents of an incident together: text for repositories, a page of its own, the picture of the course. */
@Singleton
final class IncidentPaper {
    /** Kind of the document that is for the channel's canvas. */
    static final String CANVAS = "canvas";

    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_RUNS = 20;

    private final IncidentStore incidents;
    private final TimelineStore timeline;
    private final UpdateStore updates;
    private final ActionStore actions;
    private final DocumentStore documents;
    private final ErrandStore errands;
    private final IncidentCards cards;
    private final Rooms rooms;
    private final Outbox outbox;
    private final Directory directory;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentPaper(
            IncidentStore incidents,
            TimelineStore timeline,
            UpdateStore updates,
            ActionStore actions,
            DocumentStore documents,
            ErrandStore errands,
            IncidentCards cards,
            Rooms rooms,
            Outbox outbox,
            Directory directory,
            Jdbi jdbi,
            Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.updates = updates;
        this.actions = actions;
        this.documents = documents;
        this.errands = errands;
        this.cards = cards;
        this.rooms = rooms;
        this.outbox = outbox;
        this.directory = directory;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The documents of an incident as it is now. */
    record Made(PostMortem document, byte[] picture) {}

    Made make(Incident incident) {
        byte[] picture = picture(incident);
        return jdbi.withHandle(handle -> {
            List<Entry> entries = timeline.page(handle, incident.number(), 0, MOST_ENTRIES);
            var document = new PostMortem(
                    incident,
                    cards.system(incident).map(ManagedSystem::title).orElse(incident.system()),
                    incidents.duties(handle, incident.number()),
                    entries,
                    updates.of(handle, incident.number()),
                    actions.of(handle, incident.number()),
                    names(entries),
                    runs(entries),
                    Base64.getEncoder().encodeToString(picture));
            return new Made(document, picture);
        });
    }

    private Map<String, String> names(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> Stream.of(entry.actor(), entry.correctedBy()))
                .filter(Objects::nonNull)
                .filter(actor -> actor.matches("[UW][A-Z0-9]+"))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), this::name));
    }

    private String name(String user) {
        try {
            return directory.actor(user).name();
        } catch (Directory.DirectoryException e) {
            return user;
        }
    }

    /** Where the cards of the runs are, as far as Slack tells now. */
    private Map<String, String> runs(List<Entry> entries) {
        var links = new HashMap<String, String>();
        entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.RUN)
                .map(entry -> entry.source().replaceAll("\\D", ""))
                .distinct()
                .limit(MOST_RUNS)
                .forEach(run -> link(run).ifPresent(url -> links.put(run, url)));
        return links;
    }

    private Optional<String> link(String run) {
        return outbox.posted(RunCards.key(Long.parseLong(run)))
                .map(card -> rooms.permalink(card.channel(), card.ts()))
                .filter(Rooms.Outcome.Done.class::isInstance)
                .map(outcome -> ((Rooms.Outcome.Done) outcome).value());
    }

    /** Severity, alerts, runs and people on one time axis. */
    byte[] picture(Incident incident) {
        return jdbi.withHandle(handle -> {
            List<Entry> entries = timeline.page(handle, incident.number(), 0, MOST_ENTRIES);
            Instant to = Objects.requireNonNullElse(incident.times().resolved(), clock.instant());
            Duration margin =
                    Duration.between(incident.times().began(), to).dividedBy(20).plus(Duration.ofMinutes(1));
            List<IncidentStore.Rating> ratings = incidents.ratings(handle, incident.number());
            return CoursePicture.png(new Course(
                    incident.label() + "  " + incident.title(),
                    incident.times().began().minus(margin),
                    to.plus(margin),
                    severities(incident, ratings),
                    ratings.stream()
                            .filter(rating -> !rating.at().isAfter(to))
                            .map(rating -> new Course.Rating(rating.at(), rating.severity()))
                            .toList(),
                    entries.stream().flatMap(entry -> mark(entry).stream()).toList()));
        });
    }

    /** The catalog names the worst first; the picture shows it on top. */
    private List<String> severities(Incident incident, List<IncidentStore.Rating> ratings) {
        var names = new LinkedHashSet<String>();
        cards.system(incident)
                .ifPresent(
                        system -> names.addAll(IncidentRules.severities(system).keySet()));
        ratings.forEach(rating -> names.add(rating.severity()));
        return new ArrayList<>(names).reversed();
    }

    private static Optional<Course.Mark> mark(Entry entry) {
        return switch (entry.kind()) {
            case ALERT -> Optional.of(new Course.Mark(entry.at(), Course.Lane.ALERTS));
            case RUN, APPROVAL -> Optional.of(new Course.Mark(entry.at(), Course.Lane.RUNS));
            case UPDATE -> Optional.of(new Course.Mark(entry.at(), Course.Lane.UPDATES));
            case DECLARED, ACKNOWLEDGED, MITIGATED, RESOLVED, REOPENED, CLOSED, DUTY, MESSAGE, NOTE ->
                Optional.of(new Course.Mark(entry.at(), Course.Lane.PEOPLE));
            case SEVERITY, CLOCK, ROOM -> Optional.empty();
        };
    }

    /** Keeps the documents and posts them where the incident was handled and where its system's incidents are told. */
    void publish(Handle tx, Incident incident, Made made) {
        long number = incident.number();
        Instant now = clock.instant();
        documents.keep(tx, number, "md", made.document().markdown().getBytes(StandardCharsets.UTF_8), now);
        documents.keep(tx, number, "html", made.document().html().getBytes(StandardCharsets.UTF_8), now);
        documents.keep(tx, number, "png", made.picture(), now);
        documents.keep(tx, number, CANVAS, made.document().canvas().getBytes(StandardCharsets.UTF_8), now);
        String head = incident.channel() != null && !incident.ownChannel() ? IncidentCards.key(number) : null;
        String version = ":" + now.toEpochMilli();
        post(tx, incident, head, "png", "Course of " + incident.label(), version);
        post(tx, incident, head, "md", "Post-mortem of " + incident.label(), version);
        post(tx, incident, head, "html", "Post-mortem of " + incident.label() + " as a page", version);
        if (incident.ownChannel()) {
            String title = made.document().canvasTitle();
            errands.want(tx, number, Errand.Kind.CANVAS, title, now.toString(), now);
        }
    }

    private void post(Handle tx, Incident incident, @Nullable String head, String kind, String title, String version) {
        outbox.file(
                tx,
                IncidentCards.key(incident.number()) + ":document:" + kind + version,
                incident.room(),
                head,
                "inc-" + incident.number() + "-post-mortem." + kind,
                title,
                title,
                FileSource.incident(incident.number(), kind));
    }
}
