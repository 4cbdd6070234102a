package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.chart.ChartPicture;
import dev.opsdeck.message.chart.Panel;
import dev.opsdeck.message.chart.Words;
import dev.opsdeck.probe.ProbeException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Draws how measured values went and posts the picture. */
@Singleton
final class ChartAnswers {
    private final ChartPanels panels;
    private final ChartImages images;
    private final Policy policy;
    private final Denials denials;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ChartAnswers(
            ChartPanels panels,
            ChartImages images,
            Policy policy,
            Denials denials,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi) {
        this.panels = panels;
        this.images = images;
        this.policy = policy;
        this.denials = denials;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
    }

    Reply chart(Caller caller, Command.Chart command) {
        return switch (panels.find(caller, command.metric())) {
            case ChartPanels.Subject.NotClear(Message answer) -> {
                audit.record(journaled.request(caller, command.metric(), "unclear"))
                        .join();
                yield new Reply.Private(answer);
            }
            case ChartPanels.Subject.Of of -> chart(caller, command, of);
        };
    }

    private Reply chart(Caller caller, Command.Chart command, ChartPanels.Subject.Of subject) {
        ManagedSystem system = subject.system();
        var action = new Action(
                command.action(),
                Risk.READ,
                system.name(),
                null,
                caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
            return denials.answer(caller, action, deny);
        }
        audit.record(journaled.request(caller, system.name(), "ok")).join();
        var drawn = CompletableFuture.supplyAsync(() -> posted(caller, command, subject), threads);
        return new Reply.PrivateLater(Message.of("Drawing…"), drawn);
    }

    private Message posted(Caller caller, Command.Chart command, ChartPanels.Subject.Of subject) {
        try {
            List<Panel> drawn = panels.draw(subject, command.span());
            byte[] png = ChartPicture.png(drawn);
            String what = subject.system().name() + " " + subject.name() + ", last " + command.last();
            String file = (what.replaceAll("[^A-Za-z0-9.-]+", "-") + ".png").toLowerCase(Locale.ROOT);
            jdbi.useTransaction(tx -> outbox.file(
                    tx,
                    "chart:" + caller.request().delivery(),
                    caller.request().channel(),
                    null,
                    file,
                    what,
                    Words.of(drawn),
                    images.keep(tx, png)));
            return Message.of("The chart of " + Mrkdwn.bold(what) + " is in this channel." + missing(drawn));
        } catch (ProbeException e) {
            return Message.of(Mrkdwn.escape(Objects.requireNonNullElse(e.getMessage(), "It cannot be drawn.")));
        }
    }

    private static String missing(List<Panel> drawn) {
        String problems = drawn.stream()
                .filter(panel -> panel.problem() != null)
                .map(panel -> "\n• " + Mrkdwn.escape(panel.title() + ": " + panel.problem()))
                .collect(Collectors.joining());
        return problems.isEmpty() ? "" : " Without:" + problems;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
