package dev.opsdeck.incident;

import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code incident_clock}: what is still to happen, each also a row of the scheduler's table. */
@Singleton
public final class AlarmStore {
    /** Name of the scheduled task; the instance is the alarm's number. */
    public static final String TASK = "incident-clock";

    /** Sets an alarm. */
    public void set(Handle tx, long incident, Alarm.Draft draft) {
        long id = tx.createUpdate("""
                        insert into incident_clock (incident, kind, detail, target, due_at)
                        values (:incident, :kind, :detail, :target, :due)""")
                .bind("incident", incident)
                .bind("kind", draft.kind().name())
                .bind("detail", draft.detail())
                .bind("target", draft.target())
                .bind("due", IncidentStore.utc(draft.due()))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        TaskTable.schedule(tx, TASK, Long.toString(id), draft.due());
    }

    /** Stops what of these kinds is still to come, and says how much that was. */
    public int stop(Handle tx, long incident, Collection<Alarm.Kind> kinds, String by, Instant at) {
        List<Long> stopped = tx.createQuery("""
                        update incident_clock set stopped_at = :at, stopped_by = :by
                        where incident = :incident and rung_at is null and stopped_at is null
                            and kind = any (:kinds) returning id""")
                .bind("at", IncidentStore.utc(at))
                .bind("by", by)
                .bind("incident", incident)
                .bindArray("kinds", String.class, kinds.stream().map(Enum::name).toList())
                .mapTo(Long.class)
                .list();
        stopped.forEach(id -> TaskTable.remove(tx, TASK, Long.toString(id)));
        return stopped.size();
    }

    /** Which incident an alarm belongs to, if it is still to ring. */
    public Optional<Long> incidentOf(Handle handle, long id) {
        return handle.createQuery("""
                        select incident from incident_clock
                        where id = :id and rung_at is null and stopped_at is null""").bind("id", id).mapTo(Long.class).findOne();
    }

    /** The alarm, if it is still to ring. */
    public Optional<Alarm> find(Handle handle, long id) {
        return handle.createQuery(
                        "select * from incident_clock where id = :id and rung_at is null and stopped_at is null")
                .bind("id", id)
                .map((row, _) -> alarm(row))
                .findOne();
    }

    /** It rang, for good. */
    public void rang(Handle tx, Alarm alarm, Instant at) {
        tx.createUpdate("update incident_clock set rung_at = :at where id = :id")
                .bind("at", IncidentStore.utc(at))
                .bind("id", alarm.id())
                .execute();
    }

    /** What is still to come, soonest first. */
    public List<Alarm> pending(Handle handle, long incident) {
        return handle.createQuery("""
                        select * from incident_clock
                        where incident = :incident and rung_at is null and stopped_at is null order by due_at, id""")
                .bind("incident", incident)
                .map((row, _) -> alarm(row))
                .list();
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getLong("id"),
                row.getLong("incident"),
                Alarm.Kind.valueOf(row.getString("kind")),
                row.getString("detail"),
                row.getString("target"),
                row.getTimestamp("due_at").toInstant());
    }
}
