package dev.opsdeck.flow;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;

/** Puts runs that should be worked on, but for which no work is scheduled, back on the scheduler's table. */
@Singleton
final class Sweep {
    private final Jdbi jdbi;
    private final Clock clock;

    Sweep(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    void run() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'run', id::text, :now, false, 1 from run where state in ('QUEUED', 'RUNNING')
                        on conflict do nothing""")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
    }
}
