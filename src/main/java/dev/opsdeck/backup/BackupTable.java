package dev.opsdeck.backup;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The record of backups, in PostgreSQL. */
@Singleton
public final class BackupTable {
    private final Jdbi jdbi;

    public BackupTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Puts one on record; one that is there already is left alone. */
    void add(Manifest manifest) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into backup (name, system, source, kind, store, taken_at, manifest, run)
                        values (:name, :system, :source, :kind, :store, :at, :manifest::jsonb, :run)
                        on conflict (name) do nothing""")
                .bind("name", manifest.name())
                .bind("system", manifest.system())
                .bind("source", manifest.source())
                .bind("kind", manifest.kind())
                .bind("store", manifest.store())
                .bind("at", at(manifest.at()))
                .bind("manifest", manifest.json())
                .bind("run", manifest.run())
                .execute());
    }

    /** Whether a backup of that name is or was there. */
    boolean known(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("select exists (select from backup where name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one());
    }

    /** The backup of that name that is still there. */
    public Optional<Backup> find(String system, String name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from backup where system = :system and name = :name and deleted_at is null""")
                .bind("system", system)
                .bind("name", name)
                .map((row, _) -> backup(row))
                .findOne());
    }

    /** Those of one thing that are still there, newest first. */
    public List<Backup> of(String system, String source) {
        return list(system, source, Integer.MAX_VALUE);
    }

    /**
     * Those that are still there, newest first.
     *
     * @param source null for all of the system
     */
    public List<Backup> list(String system, @Nullable String source, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from backup
                        where system = :system and (:source::text is null or source = :source) and deleted_at is null
                        order by taken_at desc, name desc limit :most""")
                .bind("system", system)
                .bind("source", source)
                .bind("most", most)
                .map((row, _) -> backup(row))
                .list());
    }

    /** It was seen to be whole. */
    void verified(String name, Instant when, String how) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update backup set verified_at = :at, verified_how = :how, broken = null where name = :name""")
                .bind("at", at(when))
                .bind("how", how)
                .bind("name", name)
                .execute());
    }

    /** It was seen not to be good. */
    void broken(String name, String why) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set broken = :why where name = :name")
                .bind("why", why)
                .bind("name", name)
                .execute());
    }

    void deleted(String name, Instant when) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set deleted_at = :at where name = :name")
                .bind("at", at(when))
                .bind("name", name)
                .execute());
    }

    private static Backup backup(ResultSet row) throws SQLException {
        try {
            var verified = row.getObject("verified_at", OffsetDateTime.class);
            return new Backup(
                    Manifest.read(row.getString("manifest").getBytes(StandardCharsets.UTF_8)),
                    verified == null ? null : verified.toInstant(),
                    row.getString("verified_how"),
                    row.getString("broken"));
        } catch (IOException e) {
            throw new UncheckedIOException("A stored manifest cannot be read", e);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
