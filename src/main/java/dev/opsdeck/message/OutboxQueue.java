package dev.opsdeck.message;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of the outbox. A message is held by one sender at a time, among all replicas; a sender that died
 * loses what it held when its time is up, and who takes over is told of a post that is in doubt.
 */
@Singleton
public final class OutboxQueue {
    /** How soon after an update the same message is updated again, unless it is final. */
    static final Duration PROGRESS_PACE = Duration.ofSeconds(1);

    private static final String NEXT =
            """
            with next as (
                select m.key from message m
                where m.sent_version < m.version and m.dead_at is null
                    and m.channel not like 'room:%%'
                    and m.next_attempt_at <= :now
                    and (m.claimed_until is null or m.claimed_until <= :now)
                    and (m.urgent or m.sent_at is null or m.sent_at <= :paced)
                    and %1$s <> all (:busy)
                    and not %2$s && (cast(case when m.urgent or m.ts is null then :closed else :closedToProgress end as text[]))
                    and not exists (
                        select 1 from message p where p.key = m.thread_of and p.ts is null and p.dead_at is null)
                order by (m.urgent or m.ts is null) desc, m.pending_since
                limit 1
                for update of m skip locked
            )
            update message m set claim = :claim, claimed_until = :until
            from next where m.key = next.key
            returning m.*, (select p.ts from message p where p.key = m.thread_of) as thread_ts, %2$s as limits
            """.formatted("case when m.kind = 'FILE' then m.channel || ' files' else m.channel end", """
                    array[
                        case
                            when m.uncertain_version is not null then 'conversations.history'
                            when m.kind = 'WHISPER' then 'chat.postEphemeral'
                            when m.kind = 'FILE' then 'files.completeUploadExternal'
                            when m.ts is not null then 'chat.update'
                            else 'chat.postMessage'
                        end,
                        case when m.ts is null and m.kind in ('CARD', 'POST', 'DIRECT')
                            then 'chat.postMessage in ' || m.channel else '' end
                    ]""");

    private static final String CERTAIN = "uncertain_version = null, uncertain_since = null, ";
    private static final String RELEASED = "claim = null, claimed_until = null";

    private final Jdbi jdbi;
    private final Clock clock;

    public OutboxQueue(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Takes the message that should be sent first, if any may be: what is final or new before progress, then what waits
     * longest.
     *
     * @param busy lanes that this process is busy with
     * @param closed limits, by the name of a Slack method or {@code chat.postMessage in CHANNEL}, that let nothing pass
     * @param closedToProgress limits that let no progress pass; includes all of {@code closed}
     * @param lease how long it is held at most
     */
    public Optional<Claimed> claim(
            Collection<String> busy, Collection<String> closed, Collection<String> closedToProgress, Duration lease) {
        Instant now = clock.instant();
        return jdbi.inTransaction(tx -> tx.createQuery(NEXT)
                .bind("now", now)
                .bind("paced", now.minus(PROGRESS_PACE))
                .bind("until", now.plus(lease))
                .bind("claim", UUID.randomUUID())
                .bindArray("busy", String.class, busy)
                .bindArray("closed", String.class, closed)
                .bindArray("closedToProgress", String.class, closedToProgress)
                .map((row, context) -> claimed(row))
                .findOne());
    }

    /**
     * Puts on record that a post begins, so that it is in doubt until its outcome is, too.
     *
     * @param fileId the upload that is to be shared; null for messages
     * @return false when it is not held any more: do not post
     */
    public boolean begins(Claimed message, @Nullable String fileId) {
        return held(message, "uncertain_version = :version, uncertain_since = :now, file_id = :fileId", set -> set.bind(
                                "version", message.version())
                        .bind("now", clock.instant())
                        .bind("fileId", fileId))
                == 1;
    }

    /** Holds it for that long from now on; false when it is not held any more. */
    public boolean holds(Claimed message, Duration lease) {
        Instant until = clock.instant().plus(lease);
        return held(message, "claimed_until = :until", set -> set.bind("until", until)) == 1;
    }

    /** It is in Slack as it was claimed; {@code posted} is null for what has no place that could be named. */
    public void sent(Claimed message, @Nullable Posted posted) {
        int done = held(message, """
                sent_version = :version, sent_at = :now, attempts = 0, last_error = null,
                pending_since = case when version > :version then :now else pending_since end,
                posted_channel = coalesce(:channel, posted_channel), ts = coalesce(:ts, ts),
                """ + CERTAIN + RELEASED, set -> set.bind("version", message.version())
                .bind("now", clock.instant())
                .bind("channel", posted == null ? null : posted.channel())
                .bind("ts", posted == null ? null : posted.ts()));
        if (done == 0) {
            mend(message, posted);
        }
    }

    /** The post in doubt is in Slack after all. */
    public void found(Claimed message, @Nullable Posted posted) {
        held(message, """
                sent_version = uncertain_version, sent_at = :now, attempts = 0, last_error = null,
                posted_channel = coalesce(:channel, posted_channel), ts = coalesce(:ts, ts),
                """ + CERTAIN + RELEASED, set -> set.bind("now", clock.instant())
                .bind("channel", posted == null ? null : posted.channel())
                .bind("ts", posted == null ? null : posted.ts()));
    }

    /** The post in doubt is not in Slack: it may be made again. */
    public void notFound(Claimed message) {
        held(message, CERTAIN + RELEASED, set -> set);
    }

    /**
     * It was not sent and will be tried again.
     *
     * @param doubtful whether Slack may have done it all the same
     */
    public void again(Claimed message, Duration after, String error, boolean doubtful) {
        held(
                message,
                "attempts = attempts + 1, last_error = :error, next_attempt_at = :next, "
                        + (doubtful ? "" : CERTAIN)
                        + RELEASED,
                set -> set.bind("error", error).bind("next", clock.instant().plus(after)));
    }

    /** A limit is closed, which is no failure; goes on when it opens. */
    public void hold(Claimed message, Instant until, boolean doubtful) {
        held(
                message,
                "next_attempt_at = :until, " + (doubtful ? "" : CERTAIN) + RELEASED,
                set -> set.bind("until", until));
    }

    /** What has to change before it can be sent. */
    public enum Change {
        /** The message is gone from Slack: post it anew. */
        POST_ANEW("ts = null, "),
        /** Slack refused the blocks: send the text alone. */
        PLAIN("plain = true, "),
        /** The channel was joined. */
        JOINED("joined = true, "),
        /** There is no such thread: post to the channel. */
        NO_THREAD("thread_of = null, ");

        private final String assignment;

        Change(String assignment) {
            this.assignment = assignment;
        }
    }

    /** Tries again at once, changed; nothing is in doubt, because Slack refused. */
    public void changed(Claimed message, Change change, String error) {
        held(
                message,
                change.assignment + "last_error = :error, " + CERTAIN + RELEASED,
                set -> set.bind("error", error));
    }

    /** The id of the channel that was asked for by name or by a person. */
    public void opened(Claimed message, String channel) {
        held(message, "posted_channel = :channel", set -> set.bind("channel", channel));
    }

    /** It goes to another channel, or person, from now on. */
    public void moved(Claimed message, String channel, String error) {
        held(
                message,
                "channel = :channel, posted_channel = null, last_error = :error, " + CERTAIN + RELEASED,
                set -> set.bind("channel", channel).bind("error", error));
    }

    /** Slack refuses it for good. */
    public void dead(Claimed message, String error) {
        held(message, "dead_at = :now, last_error = :error, " + CERTAIN + RELEASED, set -> set.bind(
                        "now", clock.instant())
                .bind("error", error));
    }

    private int held(Claimed message, String assignments, UnaryOperator<Update> values) {
        return jdbi.withHandle(handle -> values.apply(handle.createUpdate(
                                "update message set " + assignments + " where key = :key and claim = :claim")
                        .bind("key", message.key())
                        .bind("claim", message.claim()))
                .execute());
    }

    /** Another sender took over meanwhile; what is in Slack now may be the older of the two. */
    private void mend(Claimed message, @Nullable Posted posted) {
        if (message.kind() == Kind.CARD) {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            update message set sent_version = version - 1, pending_since = :now,
                                posted_channel = coalesce(posted_channel, :channel), ts = coalesce(ts, :ts)
                            where key = :key
                            """)
                    .bind("now", clock.instant())
                    .bind("channel", posted == null ? null : posted.channel())
                    .bind("ts", posted == null ? null : posted.ts())
                    .bind("key", message.key())
                    .execute());
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        Timestamp doubtful = row.getTimestamp("uncertain_since");
        return new Claimed(
                row.getObject("claim", UUID.class),
                row.getString("key"),
                Kind.valueOf(row.getString("kind")),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("thread_ts"),
                row.getLong("version"),
                row.getString("content"),
                row.getString("posted_channel"),
                row.getString("ts"),
                doubtful == null ? null : new Claimed.Doubt(doubtful.toInstant(), row.getString("file_id")),
                row.getBoolean("plain"),
                row.getBoolean("joined"),
                row.getInt("attempts"),
                row.getTimestamp("pending_since").toInstant(),
                Stream.of((String[]) row.getArray("limits").getArray())
                        .filter(scope -> !scope.isEmpty())
                        .toList());
    }
}
