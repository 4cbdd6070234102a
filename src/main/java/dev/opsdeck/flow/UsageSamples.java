package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.routine.UsageStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Remembers what instances use, a value each minute, for systems that no Prometheus measures. */
@Singleton
final class UsageSamples {
    static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(2);

    private final LiveCatalog catalog;
    private final Probing probing;
    private final UsageStore store;
    private final Clock clock;

    UsageSamples(LiveCatalog catalog, Probing probing, UsageStore store, Clock clock) {
        this.catalog = catalog;
        this.probing = probing;
        this.store = store;
        this.clock = clock;
    }

    /** Sees what is used now, in all systems side by side. */
    void take() {
        Instant now = clock.instant();
        CompletableFuture<?>[] seen = catalog.current().systems().values().stream()
                .filter(system -> system.monitoring().prometheus() == null)
                .map(system -> probing.ask(system, new Probe.Stats(null), Probing.PATIENCE)
                        .thenAccept(answer -> keep(system, now, answer)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(seen).join();
        store.forgetBefore(now.minus(KEPT));
    }

    private void keep(ManagedSystem system, Instant at, Answer answer) {
        if (answer instanceof Answer.Read(Reading reading, Duration _)) {
            store.keep(
                    system.name(),
                    at,
                    reading.measures().stream()
                            .filter(measure ->
                                    UsageCharts.MEASURES.contains(measure.name()) && Double.isFinite(measure.value()))
                            .toList());
        }
    }
}
