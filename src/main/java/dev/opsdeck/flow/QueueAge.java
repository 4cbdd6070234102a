package dev.opsdeck.flow;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Jdbi;

/** How long the oldest run that may start has waited for a worker or for its targets. */
@Singleton
final class QueueAge {
    private final Jdbi jdbi;
    private final Clock clock;

    QueueAge(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Zero when nothing waits. */
    double seconds() {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "select created_at from run where state = 'QUEUED' order by id limit 1")
                        .mapTo(OffsetDateTime.class)
                        .findOne())
                .map(since ->
                        Duration.between(since.toInstant(), clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
