package dev.opsdeck.routine;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where schedules stand, in PostgreSQL. */
@Singleton
public final class ScheduleStore {
    /**
     * Where one schedule stands.
     *
     * @param name {@code system/name}
     * @param definition what {@code due} was computed from
     * @param due null when it is never due
     * @param prepared whether it was decided if this time needs an approval
     * @param preparedRun the run that waits for the approval of this time; null when none does
     * @param lastDue null before the first time
     * @param lastRun the run of the last time; null when there was none
     */
    public record Row(
            String name,
            String definition,
            @Nullable Instant due,
            boolean prepared,
            @Nullable Long preparedRun,
            @Nullable Instant lastDue,
            @Nullable String lastResult,
            @Nullable Long lastRun,
            @Nullable String pausedBy) {}

    public Optional<Row> find(Handle tx, String name) {
        return tx.createQuery("select * from schedule where name = :name")
                .bind("name", name)
                .map((row, _) -> row(row))
                .findOne();
    }

    /** The schedule; empty while somebody else works on it. */
    public Optional<Row> take(Handle tx, String name) {
        return tx.createQuery("select * from schedule where name = :name for update skip locked")
                .bind("name", name)
                .map((row, _) -> row(row))
                .findOne();
    }

    /** Keeps when a new or changed schedule is due; what it was due before is forgotten. */
    public void define(Handle tx, String name, String definition, @Nullable Instant due) {
        tx.createUpdate("""
                        insert into schedule (name, definition, due) values (:name, :definition, :due)
                        on conflict (name) do update set definition = excluded.definition, due = excluded.due,
                            prepared = false, prepared_run = null
                        where schedule.definition <> excluded.definition""")
                .bind("name", name)
                .bind("definition", definition)
                .bind("due", at(due))
                .execute();
    }

    /** @param run the run that waits for an approval; null when none is needed, or nothing came of it */
    public void prepared(Handle tx, String name, @Nullable Long run) {
        tx.createUpdate("update schedule set prepared = true, prepared_run = :run where name = :name")
                .bind("name", name)
                .bind("run", run)
                .execute();
    }

    /** Puts the time behind it. */
    public void done(Handle tx, Row row, String result, @Nullable Long run, @Nullable Instant next) {
        tx.createUpdate("""
                        update schedule set last_due = :due, last_result = :result, last_run = :run, due = :next,
                            prepared = false, prepared_run = null
                        where name = :name""")
                .bind("name", row.name())
                .bind("due", at(row.due()))
                .bind("result", result)
                .bind("run", run)
                .bind("next", at(next))
                .execute();
    }

    /** @param by who paused it; null to let it go on */
    public void pause(Handle tx, String name, @Nullable String by, Instant now) {
        tx.createUpdate("update schedule set paused_by = :by, paused_at = :now where name = :name")
                .bind("name", name)
                .bind("by", by)
                .bind("now", at(now))
                .execute();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getString("definition"),
                instant(row, "due"),
                row.getBoolean("prepared"),
                row.getObject("prepared_run", Long.class),
                instant(row, "last_due"),
                row.getString("last_result"),
                row.getObject("last_run", Long.class),
                row.getString("paused_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
