package dev.opsdeck.incident;

import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code incident_errand}: what Slack should have, wanted in the transaction that makes it so. */
@Singleton
public final class ErrandStore {
    /** Name of the scheduled task; the instance is the incident's number. */
    public static final String TASK = "incident-room";

    /** Wants it from now on; what is wanted already, unchanged, does nothing. */
    public void want(Handle tx, long incident, Errand.Kind kind, String ref, String detail, Instant now) {
        tx.createUpdate("""
                        insert into incident_errand as e (incident, kind, ref, detail)
                        values (:incident, :kind, :ref, :detail)
                        on conflict (incident, kind, ref) do update
                        set detail = excluded.detail, version = e.version + 1, problem = null
                        where e.detail <> excluded.detail""")
                .bind("incident", incident)
                .bind("kind", kind.name())
                .bind("ref", ref)
                .bind("detail", detail)
                .execute();
        TaskTable.schedule(tx, TASK, Long.toString(incident), now);
    }

    /** What is still to be done, in the order in which it must be. */
    public List<Errand> pending(Handle handle, long incident) {
        return handle
                .createQuery("select * from incident_errand where incident = :incident and done_version < version")
                .bind("incident", incident)
                .map((row, _) -> new Errand(
                        row.getLong("id"),
                        Errand.Kind.valueOf(row.getString("kind")),
                        row.getString("ref"),
                        row.getString("detail"),
                        row.getLong("version"),
                        row.getString("problem")))
                .stream()
                .sorted(java.util.Comparator.comparing(Errand::kind).thenComparingLong(Errand::id))
                .toList();
    }

    /** Sees to it that somebody works on what is still to be done. */
    public void reschedule(Handle tx, Instant now) {
        tx.createQuery("""
                        select distinct incident from incident_errand e where done_version < version and not exists (
                            select 1 from scheduled_tasks where task_name = :task and task_instance = e.incident::text)""")
                .bind("task", TASK)
                .mapTo(Long.class)
                .list()
                .forEach(incident -> TaskTable.schedule(tx, TASK, Long.toString(incident), now));
    }

    /** It is done, or will never be: then {@code problem} says why. */
    public void done(Handle tx, Errand errand, @Nullable String problem) {
        tx.createUpdate("""
                        update incident_errand set done_version = greatest(done_version, :version), problem = :problem
                        where id = :id""")
                .bind("version", errand.version())
                .bind("problem", problem)
                .bind("id", errand.id())
                .execute();
    }
}
