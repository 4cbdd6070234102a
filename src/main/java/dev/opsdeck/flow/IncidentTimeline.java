package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.Vote;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.message.RunView;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Puts on the timelines of open incidents what happens elsewhere: runs, consents, alerts. */
@Singleton
final class IncidentTimeline {
    /** What was changed shortly before is what is suspected first. */
    private static final Duration BEFORE = Duration.ofHours(6);

    private static final int MOST_BEFORE = 20;

    private final IncidentStore incidents;
    private final TimelineStore timeline;
    private final RunStore runs;
    private final IncidentCards cards;
    private final Clock clock;

    IncidentTimeline(IncidentStore incidents, TimelineStore timeline, RunStore runs, IncidentCards cards, Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.runs = runs;
        this.cards = cards;
        this.clock = clock;
    }

    /** A run that changed, for the incidents of its system and the one in whose channel it was asked for. */
    void run(Handle tx, RunView view) {
        Run run = view.run();
        for (Incident incident : concerned(tx, run.plan().system(), run.channel())) {
            boolean news = timeline.add(tx, incident.number(), draft(run, clock.instant()));
            Approval approval = view.approval();
            if (approval != null) {
                for (Vote vote : approval.votes()) {
                    news |= timeline.add(tx, incident.number(), draft(run, vote));
                }
            }
            show(tx, incident, news);
        }
    }

    /** Something alerts, or does not any more. */
    void alert(Handle tx, String system, String source, String text, String ref) {
        for (Incident incident : concerned(tx, system, "")) {
            var draft = new Entry.Draft(clock.instant(), Entry.Kind.ALERT, "opsdeck", source, text, ref);
            show(tx, incident, timeline.add(tx, incident.number(), draft));
        }
    }

    /** Somebody called more people. */
    void escalated(Handle tx, long number, Actor by, String text, String ref) {
        Incident incident = incidents.lock(tx, number).orElseThrow();
        var draft = new Entry.Draft(clock.instant(), Entry.Kind.CLOCK, by.id(), "escalation", text, ref);
        show(tx, incident, timeline.add(tx, number, draft));
    }

    /** What was done to the system shortly before, and what is being done to it. */
    void before(Handle tx, Incident incident) {
        Instant since = incident.times().began().minus(BEFORE);
        Stream<Run> lately = runs.recent(tx, incident.system(), false, MOST_BEFORE).stream()
                .filter(run -> run.createdAt().isAfter(since));
        Stream.concat(lately, runs.recent(tx, incident.system(), true, MOST_BEFORE).stream())
                .forEach(run -> timeline.add(tx, incident.number(), draft(run, moved(run))));
    }

    private void show(Handle tx, Incident incident, boolean news) {
        if (news) {
            cards.show(tx, incident.number());
        }
    }

    /** In the order of their numbers, so that nobody waits for each other in a circle. */
    private List<Incident> concerned(Handle tx, String system, String channel) {
        var found = new ArrayList<>(incidents.open(tx, system));
        if (!channel.isEmpty()) {
            incidents
                    .ofChannel(tx, channel)
                    .filter(incident -> incident.phase().open())
                    .ifPresent(found::add);
        }
        return found.stream()
                .map(Incident::number)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .flatMap(number -> incidents.lock(tx, number).stream())
                .toList();
    }

    private static Instant moved(Run run) {
        if (run.endedAt() != null) {
            return run.endedAt();
        }
        return run.startedAt() != null ? run.startedAt() : run.createdAt();
    }

    private static Entry.Draft draft(Run run, Instant at) {
        String note =
                run.note() == null ? "" : ": " + run.note().lines().findFirst().orElse("");
        return new Entry.Draft(
                at,
                Entry.Kind.RUN,
                run.requester(),
                "run " + run.id(),
                "Run " + run.id() + " " + word(run.state()) + ", " + run.plan().command() + note,
                "run:" + run.id() + ":" + run.state());
    }

    private static Entry.Draft draft(Run run, Vote vote) {
        return new Entry.Draft(
                vote.at(),
                Entry.Kind.APPROVAL,
                vote.voter(),
                "run " + run.id(),
                vote.name() + " approved run " + run.id(),
                "run:" + run.id() + ":vote:" + vote.voter());
    }

    private static String word(RunState state) {
        return switch (state) {
            case WAITING -> "waits for approval";
            case QUEUED -> "may start";
            case ASKING -> "needs a person's decision";
            case RUNNING, SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED ->
                state.name().toLowerCase(Locale.ROOT);
        };
    }
}
