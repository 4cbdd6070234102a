package dev.opsdeck.release;

import dev.opsdeck.catalog.ServiceRef;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Releases in PostgreSQL, one row for each service and version that came into service. */
@Singleton
public final class ReleaseStore {
    /** So many releases of each service may be gone back to. */
    static final int KEPT = 15;

    private final Jdbi jdbi;

    public ReleaseStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Puts on record what runs, unless the newest release on record is the same image; then only how many run.
     *
     * @param run the run that puts it on record
     * @param deployed whether that run deployed it, or found it running
     */
    void put(Running running, long run, boolean deployed, Instant now) {
        jdbi.useTransaction(tx -> {
            Optional<Release> newest = of(tx, running.service(), 1).stream().findFirst();
            if (newest.isPresent() && newest.get().image().equals(running.image())) {
                tx.createUpdate("update release set replicas = :replicas where id = :id")
                        .bind("replicas", running.replicas())
                        .bind("id", newest.get().id())
                        .execute();
                return;
            }
            tx.createUpdate("""
                            insert into release (system, service, version, image, replicas, run, deployed, at)
                            values (:system, :service, :version, :image, :replicas, :run, :deployed, :now)""")
                    .bind("system", running.service().system())
                    .bind("service", running.service().service())
                    .bind("version", running.version())
                    .bind("image", running.image())
                    .bind("replicas", running.replicas())
                    .bind("run", run)
                    .bind("deployed", deployed)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
        });
    }

    /** Takes back what a run put on record: it was put back and is in service no more. */
    void withdraw(long run) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from release where run = :run and deployed")
                .bind("run", run)
                .execute());
    }

    /** The release on which all services of a system stood when the given one was put on record; empty for none. */
    List<Release> together(String system, long id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct on (r.service) r.*, run.requester
                        from release r join run on run.id = r.run
                        where r.system = :system and r.id <= (
                            select max(c.id) from release c join release w on c.run = w.run and c.deployed = w.deployed
                            where w.id = :id and w.system = :system)
                        order by r.service, r.id desc""")
                .bind("system", system)
                .bind("id", id)
                .map((row, _) -> release(row))
                .list());
    }

    /** Newest first. */
    public List<Release> of(ServiceRef service, int limit) {
        return jdbi.withHandle(handle -> of(handle, service, limit));
    }

    private static List<Release> of(Handle handle, ServiceRef service, int limit) {
        return handle.createQuery("""
                        select r.*, run.requester from release r join run on run.id = r.run
                        where r.system = :system and r.service = :service order by r.id desc limit :limit""")
                .bind("system", service.system())
                .bind("service", service.service())
                .bind("limit", limit)
                .map((row, _) -> release(row))
                .list();
    }

    /**
     * The images of a service that a rollback may want: those of its newest releases, and those on which it stood when
     * any of the system's newest releases was put on record.
     */
    Set<String> mayReturn(ServiceRef service) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with newest as (
                            select id from (
                                select id, row_number() over (partition by service order by id desc) as age
                                from release where system = :system) aged
                            where age <= :most)
                        select distinct image from release r
                        where system = :system and service = :service
                          and (id in (select id from newest)
                            or exists (select from newest n where n.id >= r.id and not exists (
                                select from release later
                                where later.system = r.system and later.service = r.service
                                  and later.id > r.id and later.id <= n.id)))""")
                .bind("system", service.system())
                .bind("service", service.service())
                .bind("most", KEPT)
                .mapTo(String.class)
                .set());
    }

    /** Of all services of a system, newest first. */
    public List<Release> of(String system, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select r.*, run.requester from release r join run on run.id = r.run
                        where r.system = :system order by r.id desc limit :limit""")
                .bind("system", system)
                .bind("limit", limit)
                .map((row, _) -> release(row))
                .list());
    }

    /**
     * What runs of a system left under a name, newest first: the way back for what is no image.
     *
     * @param key {@code revision} of the code, or {@code configuration}
     */
    public List<Left> left(String system, String key, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.run, s.result ->> :key as value, s.ended_at, r.requester
                        from run_step s join run r on r.id = s.run
                        where r.system = :system and jsonb_exists(s.result, :key) and s.undoes is null
                        order by s.run desc, s.index desc limit :limit""")
                .bind("system", system)
                .bind("key", key)
                .bind("limit", limit)
                .map((row, _) -> new Left(
                        row.getLong("run"),
                        row.getString("value"),
                        row.getString("requester"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getLong("id"),
                new ServiceRef(row.getString("system"), row.getString("service")),
                row.getString("version"),
                row.getString("image"),
                row.getInt("replicas"),
                row.getLong("run"),
                row.getBoolean("deployed"),
                row.getString("requester"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
