package dev.opsdeck.flow;

import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.OutboxState;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** How far Slack is behind what it should show. */
@Singleton
final class OutboxIndicator extends Indicator {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Outbox outbox;

    OutboxIndicator(Outbox outbox) {
        super("outbox", WARN);
        this.outbox = outbox;
    }

    @Override
    Look look() {
        OutboxState state = outbox.state();
        boolean late = state.oldest().compareTo(LATE) > 0;
        return new Look(
                late || state.dead() > 0 ? WARN : HealthStatus.UP,
                Map.of(
                        "pending", state.pending(),
                        "oldestSeconds", state.oldest().toSeconds(),
                        "refusedLastDay", state.dead()));
    }
}
