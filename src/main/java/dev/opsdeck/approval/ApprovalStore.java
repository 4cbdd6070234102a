package dev.opsdeck.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Approvals and votes in PostgreSQL. Every method works within the caller's transaction. */
@Singleton
public final class ApprovalStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What became of a vote. */
    public sealed interface Cast {
        /** It counts; {@code approval} includes it and may be granted by it. */
        record Counted(Approval approval) implements Cast {}

        /** The person had voted before; nothing changed. */
        record Again(Approval approval) implements Cast {}

        /** The approval was decided, withdrawn or expired before; nothing changed. */
        record TooLate(Approval approval) implements Cast {}
    }

    public void open(Handle tx, long run, String digest, List<Requirement> requirements, Instant expiresAt) {
        tx.createUpdate("""
                        insert into approval (run, digest, requirements, expires_at, state)
                        values (:run, :digest, :requirements::jsonb, :expiresAt, 'OPEN')""")
                .bind("run", run)
                .bind("digest", digest)
                .bind("requirements", json(requirements))
                .bind("expiresAt", at(expiresAt))
                .execute();
    }

    /** Gives people another time to decide; whoever looks when the old one is up sees the new one. */
    public void decideUntil(Handle tx, long run, Instant expiresAt) {
        tx.createUpdate("update approval set expires_at = :expiresAt where run = :run and state = 'OPEN'")
                .bind("expiresAt", at(expiresAt))
                .bind("run", run)
                .execute();
    }

    public Optional<Approval> find(Handle tx, long run) {
        return find(tx, run, "");
    }

    /** Open approvals, those that expire first come first. */
    public List<Approval> open(Handle tx) {
        Map<Long, List<Vote>> votes = tx.createQuery("""
                        select vote.* from approval_vote vote join approval using (run) where state = 'OPEN'
                        order by cast_at, voter""")
                .map((row, _) -> Map.entry(row.getLong("run"), vote(row)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return tx.createQuery("select * from approval where state = 'OPEN' order by expires_at")
                .map((row, _) -> approval(row, votes.getOrDefault(row.getLong("run"), List.of())))
                .list();
    }

    /** Counts the vote unless the person voted before or it is too late; grants the approval when it is the last needed. */
    public Cast cast(Handle tx, long run, Vote vote) {
        Approval before = locked(tx, run);
        if (before.votes().stream().anyMatch(earlier -> earlier.voter().equals(vote.voter()))) {
            return new Cast.Again(before);
        }
        if (before.state() != Approval.State.OPEN || !vote.at().isBefore(before.expiresAt())) {
            return new Cast.TooLate(before);
        }
        insert(tx, run, vote);
        Approval after = locked(tx, run);
        if (!after.complete()) {
            return new Cast.Counted(after);
        }
        state(tx, run, Approval.State.GRANTED, null, null);
        return new Cast.Counted(locked(tx, run));
    }

    /**
     * Ends an approval that is open, or one that was granted and is void now.
     *
     * @return false when it had ended before; nothing changed then
     */
    public boolean close(Handle tx, long run, Approval.State state, @Nullable String by, @Nullable String reason) {
        Approval before = locked(tx, run);
        boolean voids = state == Approval.State.VOIDED && before.state() == Approval.State.GRANTED;
        if (before.state() != Approval.State.OPEN && !voids) {
            return false;
        }
        state(tx, run, state, by, reason);
        return true;
    }

    private Approval locked(Handle tx, long run) {
        return find(tx, run, " for update")
                .orElseThrow(() -> new IllegalArgumentException("run " + run + " has no approval"));
    }

    private Optional<Approval> find(Handle tx, long run, String lock) {
        return tx.createQuery("select * from approval where run = :run" + lock)
                .bind("run", run)
                .map((row, _) -> approval(row, votes(tx, run)))
                .findOne();
    }

    private static void insert(Handle tx, long run, Vote vote) {
        tx.createUpdate("""
                        insert into approval_vote (run, voter, name, roles, cast_at)
                        values (:run, :voter, :name, :roles, :at)""")
                .bind("run", run)
                .bind("voter", vote.voter())
                .bind("name", vote.name())
                .bindArray("roles", String.class, vote.roles())
                .bind("at", at(vote.at()))
                .execute();
    }

    private static void state(Handle tx, long run, Approval.State state, @Nullable String by, @Nullable String reason) {
        tx.createUpdate("update approval set state = :state, closed_by = :by, closed_reason = :reason where run = :run")
                .bind("state", state)
                .bind("by", by)
                .bind("reason", reason)
                .bind("run", run)
                .execute();
    }

    private static List<Vote> votes(Handle tx, long run) {
        return tx.createQuery("select * from approval_vote where run = :run order by cast_at, voter")
                .bind("run", run)
                .map((row, _) -> vote(row))
                .list();
    }

    private static Vote vote(ResultSet row) throws SQLException {
        return new Vote(
                row.getString("voter"),
                row.getString("name"),
                List.of((String[]) row.getArray("roles").getArray()),
                instant(row, "cast_at"));
    }

    private static Approval approval(ResultSet row, List<Vote> votes) throws SQLException {
        return new Approval(
                row.getLong("run"),
                row.getString("digest"),
                requirements(row.getString("requirements")),
                instant(row, "expires_at"),
                Approval.State.valueOf(row.getString("state")),
                votes,
                row.getString("closed_by"),
                row.getString("closed_reason"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String json(List<Requirement> requirements) {
        try {
            return JSON.writeValueAsString(requirements);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Requirements cannot be written as JSON", e);
        }
    }

    private static List<Requirement> requirements(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored requirements cannot be read", e);
        }
    }
}
