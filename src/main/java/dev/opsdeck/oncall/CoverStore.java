package dev.opsdeck.oncall;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who stands in for whom, in PostgreSQL. */
@Singleton
public final class CoverStore {
    private final Jdbi jdbi;

    public CoverStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Puts it on record; its number is made here. */
    public Cover add(
            Handle tx,
            String system,
            String rotation,
            String person,
            Instant from,
            Instant until,
            String by,
            Instant now) {
        long id = tx.createQuery("""
                        insert into on_call_cover (system, rotation, person, starts_at, ends_at, made_by, made_at)
                        values (:system, :rotation, :person, :from, :until, :by, :now) returning id""")
                .bind("system", system)
                .bind("rotation", rotation)
                .bind("person", person)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bind("by", by)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
        return new Cover(id, system, rotation, person, from, until, by);
    }

    /** Those of a rotation that have not ended, in the order in which they begin. */
    public List<Cover> of(String system, String rotation, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from on_call_cover
                        where system = :system and rotation = :rotation and ends_at > :now and withdrawn_at is null
                        order by starts_at, id""")
                .bind("system", system)
                .bind("rotation", rotation)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> cover(row))
                .list());
    }

    /** The one with that number, if it has neither ended nor been taken back. */
    public Optional<Cover> find(Handle handle, long id, Instant now) {
        return handle.createQuery(
                        "select * from on_call_cover where id = :id and ends_at > :now and withdrawn_at is null")
                .bind("id", id)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> cover(row))
                .findOne();
    }

    /** Takes it back. */
    public void withdraw(Handle tx, long id, Instant now) {
        tx.createUpdate("update on_call_cover set withdrawn_at = :now where id = :id and withdrawn_at is null")
                .bind("id", id)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Cover cover(ResultSet row) throws SQLException {
        return new Cover(
                row.getLong("id"),
                row.getString("system"),
                row.getString("rotation"),
                row.getString("person"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getString("made_by"));
    }
}
