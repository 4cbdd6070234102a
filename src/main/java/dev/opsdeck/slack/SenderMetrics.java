package dev.opsdeck.slack;

import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.OutboxState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What Prometheus is told about sending. */
@Singleton
final class SenderMetrics {
    /** One scrape reads several gauges: they are to agree, and to cost one query. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Sample(OutboxState state, Instant at) {}

    private final MeterRegistry registry;
    private final Outbox outbox;
    private final Clock clock;
    private final Timer lag;
    private volatile Sample sample = new Sample(new OutboxState(0, Duration.ZERO, 0), Instant.EPOCH);

    SenderMetrics(MeterRegistry registry, Outbox outbox, Clock clock) {
        this.registry = registry;
        this.outbox = outbox;
        this.clock = clock;
        lag = Timer.builder("opsdeck.outbox.lag")
                .description("From the wish to the message in Slack")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("opsdeck.outbox.pending", () -> state().pending())
                .description("Messages that wait to be sent")
                .register(registry);
        Gauge.builder("opsdeck.outbox.age.seconds", () -> state().oldest().toMillis() / 1000.0)
                .description("How long the oldest of them has waited")
                .register(registry);
        Gauge.builder("opsdeck.outbox.dead", () -> state().dead())
                .description("Messages that Slack refused for good within a day")
                .register(registry);
    }

    /** How far Slack is behind, at most a second old. */
    OutboxState state() {
        Instant now = clock.instant();
        Sample last = sample;
        if (Duration.between(last.at(), now).compareTo(FRESH) > 0) {
            last = new Sample(outbox.state(), now);
            sample = last;
        }
        return last.state();
    }

    void sent(Instant pendingSince) {
        lag.record(Duration.between(pendingSince, clock.instant()));
    }

    void called(String method, String result) {
        registry.counter("opsdeck.slack.calls", "method", method, "result", result)
                .increment();
    }

    void limited(String method) {
        registry.counter("opsdeck.slack.ratelimited", "method", method).increment();
    }
}
