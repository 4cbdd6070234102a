package dev.opsdeck.run;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/**
 * Puts work on the scheduler's table within the caller's transaction, which the scheduler's own client cannot do. The
 * columns are those that db-scheduler documents for its table.
 */
public final class TaskTable {
    /** Name of the task that executes a run; the instance is the run's number. */
    public static final String RUN = "run";

    private TaskTable() {}

    /** Due at the time; an instance that is on the table already is brought forward, never put off. */
    public static void schedule(Handle tx, String task, String instance, Instant at) {
        tx.createUpdate("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        values (:task, :instance, :at, false, 1)
                        on conflict (task_name, task_instance) do update
                        set execution_time = least(scheduled_tasks.execution_time, excluded.execution_time),
                            version = scheduled_tasks.version + 1
                        where not scheduled_tasks.picked""")
                .bind("task", task)
                .bind("instance", instance)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Takes an instance off the table unless it is being executed. */
    public static void remove(Handle tx, String task, String instance) {
        tx.createUpdate(
                        "delete from scheduled_tasks where task_name = :task and task_instance = :instance and not picked")
                .bind("task", task)
                .bind("instance", instance)
                .execute();
    }
}
