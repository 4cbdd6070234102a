package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.HelpText;
import dev.opsdeck.message.PlanCard;
import dev.opsdeck.plan.Plan;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through what the first command needs, changing nothing, so that the first person after a start does not
 * wait for classes to load. The service is ready when it is done.
 */
@Singleton
final class WarmUp implements HealthIndicator, ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final Grammar grammar;
    private final Policy policy;
    private final LiveCatalog catalog;
    private final RecordAnswers records;
    private final Deliveries deliveries;
    private final List<WarmUpPart> parts;
    private final ApplicationEventPublisher<Ready> publisher;
    private volatile boolean done;

    WarmUp(
            Grammar grammar,
            Policy policy,
            LiveCatalog catalog,
            RecordAnswers records,
            Deliveries deliveries,
            List<WarmUpPart> parts,
            ApplicationEventPublisher<Ready> publisher) {
        this.grammar = grammar;
        this.policy = policy;
        this.catalog = catalog;
        this.records = records;
        this.deliveries = deliveries;
        this.parts = parts;
        this.publisher = publisher;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Thread.ofVirtual().name("warm-up").start(this::run);
    }

    private void run() {
        long began = System.nanoTime();
        try {
            grammar.parse("restart \"a b\" --rolling --reason=warm --dry-run");
            grammar.parse("rstart a");
            var nobody = new Actor("U0", "nobody", null, Set.of(), false);
            var action = new Action("restart", Risk.CHANGE, null, null, "general");
            policy.explain(catalog.current().access(), nobody, action);
            deliveries.known("warm-up");
            records.waiting();
            records.active();
            HelpText.all(grammar.entries());
            PlanCard.of(Plan.of("restart a/b", "a", List.of(), List.of(), List.of()), List.of());
            grammar.canonical(new Command.Status(null));
            parts.forEach(WarmUpPart::run);
        } catch (RuntimeException e) {
            LOG.warn("The warm-up ended early; the first command will be slower: {}", e.toString());
        } finally {
            done = true;
            LOG.info("Ready after a warm-up of {} ms", (System.nanoTime() - began) / 1_000_000);
            publisher.publishEvent(new Ready());
        }
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return io.micronaut.core.async.publisher.Publishers.just(
                HealthResult.builder("warm-up", done ? HealthStatus.UP : HealthStatus.DOWN)
                        .build());
    }
}
