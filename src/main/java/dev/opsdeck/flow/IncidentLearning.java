package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.command.IncidentCommand;
import dev.opsdeck.incident.ActionItem;
import dev.opsdeck.incident.ActionStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.MeanTimes;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.IncidentMetricsTable;
import dev.opsdeck.message.IncidentReview;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.chart.Bars;
import dev.opsdeck.message.chart.BarsPicture;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is learned from incidents: action items, the post-mortem, how long things take. */
@Singleton
final class IncidentLearning {
    private static final Duration USUAL = Duration.ofDays(90);
    private static final int MOST = 1_000;

    private final IncidentStore incidents;
    private final ActionStore actions;
    private final IncidentFinding finding;
    private final IncidentRights rights;
    private final IncidentPaper paper;
    private final IncidentCourse course;
    private final ChartImages images;
    private final Outbox outbox;
    private final Directory directory;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    IncidentLearning(
            IncidentStore incidents,
            ActionStore actions,
            IncidentFinding finding,
            IncidentRights rights,
            IncidentPaper paper,
            IncidentCourse course,
            ChartImages images,
            Outbox outbox,
            Directory directory,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.incidents = incidents;
        this.actions = actions;
        this.finding = finding;
        this.rights = rights;
        this.paper = paper;
        this.course = course;
        this.images = images;
        this.outbox = outbox;
        this.directory = directory;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply action(Caller caller, IncidentCommand.Action wish) {
        String owner = wish.owner();
        Optional<String> user = owner == null ? Optional.empty() : directory.find(owner);
        if (owner != null && user.isEmpty()) {
            return tell("Nobody here is called " + Mrkdwn.code(owner) + ".");
        }
        String name = user.map(id -> directory.actor(id).name()).orElse(null);
        return finding.change(caller, wish.number(), (tx, incident) -> {
            if (wish.done() != null) {
                boolean done = RecordAnswers.number(wish.done())
                        .filter(id -> actions.done(
                                tx, incident.number(), id, caller.actor().id(), clock.instant()))
                        .isPresent();
                return done
                        ? new Reply.Private(IncidentReview.actions(incident, actions.of(tx, incident.number())))
                        : tell(incident.label() + " has no open action item " + wish.done() + ".");
            }
            if (wish.text() != null) {
                actions.add(tx, incident.number(), wish.text(), user.orElse(null), name, clock.instant());
            }
            return new Reply.Private(IncidentReview.actions(incident, actions.of(tx, incident.number())));
        });
    }

    /** Shows the draft, or publishes it. */
    Reply postMortem(Caller caller, @Nullable String number, boolean publish) {
        return finding.look(caller, number, incident -> {
            if (incident.phase().open()) {
                return tell(incident.label() + " is still open. Resolve it first: `/ops incident resolve "
                        + incident.number() + "`.");
            }
            audit.record(journaled.request(caller, incident.system(), publish ? "published" : "ok"))
                    .join();
            return new Reply.PrivateLater(
                    Message.of("Putting the post-mortem together…"),
                    CompletableFuture.supplyAsync(
                            () -> publish ? publish(caller, incident) : draft(incident), threads));
        });
    }

    private Message draft(Incident incident) {
        IncidentPaper.Made made = paper.make(incident);
        List<ActionItem> open = made.document().actions().stream()
                .filter(item -> item.doneAt() == null)
                .toList();
        return IncidentReview.draft(incident, made.document(), open);
    }

    private Message publish(Caller caller, Incident seen) {
        IncidentPaper.Made made = paper.make(seen);
        return jdbi.inTransaction(tx -> {
            Incident incident = incidents.lock(tx, seen.number()).orElseThrow();
            paper.publish(tx, incident, made);
            if (incident.phase() == Phase.RESOLVED) {
                course.close(tx, incident, caller.actor());
            }
            return Message.of("The post-mortem of " + incident.label() + " is published where it was handled.");
        });
    }

    /** Posts the picture of the course where the incident is handled. */
    Reply picture(Caller caller, String number) {
        return finding.look(caller, number, incident -> {
            var drawn = CompletableFuture.supplyAsync(
                    () -> {
                        byte[] png = paper.picture(incident);
                        jdbi.useTransaction(tx -> outbox.file(
                                tx,
                                "incident:" + incident.number() + ":picture:"
                                        + caller.request().delivery(),
                                incidents
                                        .lock(tx, incident.number())
                                        .orElseThrow()
                                        .room(),
                                null,
                                "inc-" + incident.number() + "-course.png",
                                "Course of " + incident.label(),
                                "Severity, runs and alerts of " + incident.label() + " on one time axis",
                                images.keep(tx, png)));
                        return Message.of("The picture is in the channel of " + incident.label() + ".");
                    },
                    threads);
            return new Reply.PrivateLater(Message.of("Drawing…"), drawn);
        });
    }

    Reply metrics(Caller caller, IncidentCommand.Metrics wish) {
        if (wish.system() != null && !caller.catalog().systems().containsKey(wish.system())) {
            return tell("The catalog has no system " + Mrkdwn.code(wish.system()) + ".");
        }
        Duration back = wish.period().orElse(USUAL);
        List<Incident> found = jdbi
                .withHandle(handle ->
                        incidents.since(handle, wish.system(), clock.instant().minus(back), MOST))
                .stream()
                .filter(incident -> rights.refusal(
                                caller.catalog(),
                                caller.actor(),
                                incident.system(),
                                caller.request().channelName())
                        .isEmpty())
                .toList();
        audit.record(journaled.request(caller, wish.system() == null ? "" : wish.system(), "ok"))
                .join();
        if (found.isEmpty()) {
            return tell("No incident was declared within the last " + Elapsed.words(back) + ".");
        }
        List<MeanTimes.Group> groups = MeanTimes.grouped(found);
        Message table = IncidentMetricsTable.of(groups, MeanTimes.of(found), "the last " + Elapsed.words(back));
        String channel = caller.request().channel();
        if (channel.isEmpty()) {
            return new Reply.Private(table);
        }
        var drawn = CompletableFuture.supplyAsync(
                () -> {
                    byte[] png = BarsPicture.png(bars(groups));
                    jdbi.useTransaction(tx -> outbox.file(
                            tx,
                            "incident-metrics:" + caller.request().delivery(),
                            channel,
                            null,
                            "incident-metrics.png",
                            "Mean times of incidents, the last " + Elapsed.words(back),
                            "Mean times to acknowledge, mitigate and resolve by system and severity",
                            images.keep(tx, png)));
                    return table;
                },
                threads);
        return new Reply.PrivateLater(table, drawn);
    }

    private static Bars bars(List<MeanTimes.Group> groups) {
        return new Bars(
                "Mean times of incidents",
                "minutes",
                List.of("acknowledge", "mitigate", "resolve"),
                groups.stream()
                        .map(group -> new Bars.Bar(
                                group.system() + " " + group.severity(),
                                Map.of(
                                        "acknowledge", minutes(group.times().acknowledge()),
                                        "mitigate", minutes(group.times().mitigate()),
                                        "resolve", minutes(group.times().resolve()))))
                        .toList());
    }

    private static double minutes(@Nullable Duration time) {
        return time == null ? 0 : time.toMillis() / 60_000.0;
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
