package dev.opsdeck.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** People and groups in the database, which is how replicas share what one of them learns. */
@Singleton
final class DirectoryStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    DirectoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Snapshot<Person>> person(String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from directory_user where id = :id and fetched_at is not null")
                        .bind("id", id)
                        .map((row, context) -> new Snapshot<>(person(row), fetchedAt(row), isCurrent(row)))
                        .findOne());
    }

    /** What to give to {@link #save(Person, long, Instant)}: read before Slack is asked. */
    long generation(String user) {
        return jdbi.withHandle(handle -> handle.createQuery("select generation from directory_user where id = :id")
                .bind("id", user)
                .mapTo(long.class)
                .findOne()
                .orElse(0L));
    }

    void save(Person person, long generation, Instant fetchedAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into directory_user as u
                            (id, fetched_generation, fetched_at, handle, name, email, full_member, known)
                        values (:id, :generation, :at, :handle, :name, :email, :full, :known)
                        on conflict (id) do update set
                            fetched_generation = excluded.fetched_generation, fetched_at = excluded.fetched_at,
                            handle = excluded.handle, name = excluded.name, email = excluded.email,
                            full_member = excluded.full_member, known = excluded.known
                        where u.fetched_at is null or u.fetched_generation < excluded.fetched_generation
                            or (u.fetched_generation = excluded.fetched_generation
                                and u.fetched_at <= excluded.fetched_at)
                        """)
                .bind("id", person.id())
                .bind("generation", generation)
                .bind("at", fetchedAt.atOffset(ZoneOffset.UTC))
                .bind("handle", person.handle())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("full", person.fullMember())
                .bind("known", person.known())
                .execute());
    }

    /** Slack announced a change: what is stored no longer serves, on any replica. False when nothing was stored. */
    boolean personChanged(String id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        insert into directory_user as u (id, generation) values (:id, 1)
                        on conflict (id) do update set generation = u.generation + 1
                        returning fetched_at is not null
                        """).bind("id", id).mapTo(boolean.class).one());
    }

    /** The id of somebody with that handle, as far as it is stored; anybody's, if it was reused. */
    Optional<String> idOfHandle(String handle) {
        return jdbi.withHandle(open ->
                open.createQuery("""
                        select id from directory_user
                        where lower(handle) = lower(:handle) and known and fetched_generation = generation
                        order by full_member desc, fetched_at desc limit 1
                        """).bind("handle", handle).mapTo(String.class).findOne());
    }

    Optional<Snapshot<List<Group>>> groups() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from directory_groups where fetched_at is not null")
                        .map((row, context) -> new Snapshot<>(groups(row), fetchedAt(row), isCurrent(row)))
                        .findOne());
    }

    long groupsGeneration() {
        return jdbi.withHandle(handle -> handle.createQuery("select generation from directory_groups")
                .mapTo(long.class)
                .one());
    }

    /** Replaces all groups, unless newer ones are stored already. */
    void save(List<Group> groups, long generation, Instant fetchedAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update directory_groups
                        set groups = :groups::jsonb, fetched_generation = :generation, fetched_at = :at
                        where fetched_at is null or fetched_generation < :generation
                            or (fetched_generation = :generation and fetched_at <= :at)
                        """)
                .bind("groups", JSON.valueToTree(groups).toString())
                .bind("generation", generation)
                .bind("at", fetchedAt.atOffset(ZoneOffset.UTC))
                .execute());
    }

    void groupsChanged() {
        jdbi.useHandle(handle -> handle.execute("update directory_groups set generation = generation + 1"));
    }

    private static List<Group> groups(ResultSet row) throws SQLException {
        try {
            return JSON.readValue(row.getString("groups"), new TypeReference<List<Group>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("The stored groups cannot be read", e);
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("id"),
                row.getString("handle"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("full_member"),
                row.getBoolean("known"));
    }

    private static Instant fetchedAt(ResultSet row) throws SQLException {
        return row.getObject("fetched_at", OffsetDateTime.class).toInstant();
    }

    private static boolean isCurrent(ResultSet row) throws SQLException {
        return row.getLong("fetched_generation") == row.getLong("generation");
    }
}
