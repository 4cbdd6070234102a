package dev.opsdeck.routine;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Maintenance windows in PostgreSQL. */
@Singleton
public final class WindowStore {
    /** What a window begins with; see {@link Window}. */
    public record NewWindow(
            String system,
            Instant startsAt,
            Instant endsAt,
            String reason,
            String requester,
            boolean isLate,
            boolean isEmergency,
            @Nullable String recurring,
            boolean byItself) {
        /** One that a person plans. */
        public NewWindow(
                String system,
                Instant startsAt,
                Instant endsAt,
                String reason,
                String requester,
                boolean isLate,
                boolean isEmergency) {
            this(system, startsAt, endsAt, reason, requester, isLate, isEmergency, null, false);
        }
    }

    public Window plan(Handle tx, NewWindow window, Instant now) {
        return planOnce(tx, window, now).orElseThrow();
    }

    /** Empty where that time of a rule was planned before, even if it was called off since. */
    public Optional<Window> planOnce(Handle tx, NewWindow window, Instant now) {
        return tx.createQuery("""
                        insert into maintenance_window
                            (system, state, starts_at, ends_at, reason, requester, requested_at, is_late, is_emergency,
                             recurring, by_itself)
                        values (:system, 'PLANNED', :starts, :ends, :reason, :requester, :now, :late, :emergency,
                             :recurring, :itself)
                        on conflict do nothing
                        returning *""")
                .bind("system", window.system())
                .bind("starts", at(window.startsAt()))
                .bind("ends", at(window.endsAt()))
                .bind("reason", window.reason())
                .bind("requester", window.requester())
                .bind("now", at(now))
                .bind("late", window.isLate())
                .bind("emergency", window.isEmergency())
                .bind("recurring", window.recurring())
                .bind("itself", window.byItself())
                .map((row, _) -> window(row))
                .findOne();
    }

    /** The window; nobody else changes it before this transaction ends. */
    public Optional<Window> lock(Handle tx, long id) {
        return tx.createQuery("select * from maintenance_window where id = :id for update")
                .bind("id", id)
                .map((row, _) -> window(row))
                .findOne();
    }

    /** Those of a system that are planned or open, in the order in which they begin. */
    public List<Window> of(Handle handle, String system) {
        return handle.createQuery("""
                        select * from maintenance_window where system = :system and state in ('PLANNED', 'OPEN')
                        order by starts_at, id""")
                .bind("system", system)
                .map((row, _) -> window(row))
                .list();
    }

    public Window begin(Handle tx, Window window, String by, Instant now) {
        return change(tx, window, "state = 'OPEN', started_at = :now, started_by = :by", by, now);
    }

    public Window end(Handle tx, Window window, String by, Instant now) {
        return change(tx, window, "state = 'ENDED', ended_at = :now, ended_by = :by", by, now);
    }

    public Window cancel(Handle tx, Window window, String by, Instant now) {
        return change(tx, window, "state = 'CANCELLED', ended_at = :now, ended_by = :by", by, now);
    }

    private static Window change(Handle tx, Window window, String what, String by, Instant now) {
        return tx.createQuery("update maintenance_window set " + what + " where id = :id returning *")
                .bind("id", window.id())
                .bind("by", by)
                .bind("now", at(now))
                .map((row, _) -> window(row))
                .one();
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(
                row.getLong("id"),
                row.getString("system"),
                Window.State.valueOf(row.getString("state")),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                row.getString("requester"),
                row.getBoolean("is_late"),
                row.getBoolean("is_emergency"),
                instant(row, "started_at"),
                row.getString("started_by"),
                instant(row, "ended_at"),
                row.getString("ended_by"),
                row.getString("recurring"),
                row.getBoolean("by_itself"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
