package dev.opsdeck.flow;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/** A part of {@code /health} that is looked at when asked, within two seconds. */
abstract class Indicator implements HealthIndicator {
    /** Something is wrong that a restart or another replica would not mend, so the service stays in rotation. */
    static final HealthStatus WARN = new HealthStatus("WARN", "Works, but somebody should look", true, 500);

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final long PATIENCE_SECONDS = 2;

    private final String name;
    private final HealthStatus slow;

    /** @param slow what it means when the look takes too long or fails */
    Indicator(String name, HealthStatus slow) {
        this.name = name;
        this.slow = slow;
    }

    /** What was found. */
    record Look(HealthStatus status, Map<String, ?> details) {}

    abstract Look look();

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::look, THREADS)
                .completeOnTimeout(
                        problem("No answer within " + PATIENCE_SECONDS + " s"), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(fault -> problem(fault.getClass().getSimpleName()))
                .thenApply(look -> HealthResult.builder(name, look.status())
                        .details(look.details())
                        .build()));
    }

    private Look problem(String text) {
        return new Look(slow, Map.of("problem", text));
    }
}
