package dev.opsdeck.routine;

import dev.opsdeck.probe.Level;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Monitors in PostgreSQL: each is asked by one replica at a time, whichever comes first. */
@Singleton
public final class MonitorStore {
    private final Jdbi jdbi;

    public MonitorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes a monitor that is due, so that nobody else asks it before its next time.
     *
     * @return empty when it is not due
     */
    public Optional<Monitor> take(String system, String check, Duration every, Instant now) {
        return jdbi.inTransaction(tx -> {
            tx.createUpdate("""
                            insert into monitor (system, name, next_at, since) values (:system, :name, :now, :now)
                            on conflict (system, name) do nothing""")
                    .bind("system", system)
                    .bind("name", check)
                    .bind("now", at(now))
                    .execute();
            return tx.createQuery("""
                            update monitor set next_at = :next
                            where system = :system and name = :name and next_at <= :now returning *""")
                    .bind("system", system)
                    .bind("name", check)
                    .bind("next", at(now.plus(every)))
                    .bind("now", at(now))
                    .map((row, _) -> monitor(row))
                    .findOne();
        });
    }

    /**
     * Puts on record how it stands after an answer.
     *
     * @return false when somebody else told people something meanwhile; then nothing is changed
     */
    public boolean put(Handle tx, Monitor before, Monitor after) {
        return tx.createUpdate("""
                        update monitor set level = :level, since = :since, turning = :turning,
                            turning_since = :turningSince, seen = :seen, seen_at = :seenAt, told = :told
                        where system = :system and name = :name and told = :before""")
                        .bind("level", after.level())
                        .bind("since", at(after.since()))
                        .bind("turning", after.turning())
                        .bind("turningSince", at(after.turningSince()))
                        .bind("seen", after.seen())
                        .bind("seenAt", at(after.seenAt()))
                        .bind("told", after.told())
                        .bind("system", after.system())
                        .bind("name", after.check())
                        .bind("before", before.told())
                        .execute()
                == 1;
    }

    /** All monitors of a system. */
    public List<Monitor> of(String system) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from monitor where system = :system order by name")
                        .bind("system", system)
                        .map((row, _) -> monitor(row))
                        .list());
    }

    /** Forgets the monitors of a system that its catalog does not have any more. */
    public void keepOnly(String system, List<String> checks) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from monitor where system = :system and name <> all (:names)")
                        .bind("system", system)
                        .bindArray("names", String.class, checks)
                        .execute());
    }

    private static Monitor monitor(ResultSet row) throws SQLException {
        String turning = row.getString("turning");
        return new Monitor(
                row.getString("system"),
                row.getString("name"),
                Level.valueOf(row.getString("level")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                turning == null ? null : Monitor.Turning.valueOf(turning),
                instant(row, "turning_since"),
                row.getString("seen"),
                instant(row, "seen_at"),
                row.getInt("told"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
