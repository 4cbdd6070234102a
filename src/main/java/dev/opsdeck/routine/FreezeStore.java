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

/** Freezes in PostgreSQL; one that is over counts no more, without anybody ending it. */
@Singleton
public final class FreezeStore {
    /** A later freeze of the same system takes the place of the earlier. */
    public void put(Handle tx, Freeze freeze) {
        Instant until = freeze.until();
        tx.createUpdate("""
                        insert into system_freeze (system, until, reason, by_user, since)
                        values (:system, :until, :reason, :by, :since)
                        on conflict (system) do update set until = excluded.until, reason = excluded.reason,
                            by_user = excluded.by_user, since = excluded.since""")
                .bind("system", freeze.system())
                .bind("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .bind("reason", freeze.reason())
                .bind("by", freeze.by())
                .bind("since", freeze.since().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** @return whether it was frozen */
    public boolean remove(Handle tx, String system, Instant now) {
        boolean frozen = of(tx, system, now).isPresent();
        tx.createUpdate("delete from system_freeze where system = :system")
                .bind("system", system)
                .execute();
        return frozen;
    }

    public Optional<Freeze> of(Handle tx, String system, Instant now) {
        return tx.createQuery("select * from system_freeze where system = :system and (until is null or until > :now)")
                .bind("system", system)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> freeze(row))
                .findFirst();
    }

    /** Those that hold now, by system. */
    public List<Freeze> all(Handle tx, Instant now) {
        return tx.createQuery("select * from system_freeze where until is null or until > :now order by system")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> freeze(row))
                .list();
    }

    private static Freeze freeze(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new Freeze(
                row.getString("system"),
                until == null ? null : until.toInstant(),
                row.getString("reason"),
                row.getString("by_user"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
