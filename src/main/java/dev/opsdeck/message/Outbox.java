package dev.opsdeck.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What Slack should look like, written in the transaction that changes what it tells of. What was committed here is
 * sent, however long Slack is away; what Slack refuses for good is kept as dead with the reason.
 *
 * <p>Every write needs a handle that is in a transaction. A channel is a Slack channel id, a public channel's name
 * without {@code #}, a Slack user id for the conversation with that person alone, or {@code room:} and a name for one that is still being made: messages for it wait until
 * {@link #moveIn} says which it became. Messages are cut to Slack's limits here.
 */
@Singleton
public final class Outbox {
    private final Jdbi jdbi;
    private final Clock clock;
    private final OutboxBell bell;

    public Outbox(Jdbi jdbi, Clock clock, OutboxBell bell) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.bell = bell;
    }

    /**
     * What one message should look like from now on: posted the first time, updated in place later. Only the newest
     * content is sent; content that is the same as the last sends nothing.
     *
     * @param key names the message, for ever
     */
    public void desire(Handle tx, String key, String channel, Message message, Urgency urgency) {
        desire(tx, key, channel, message, urgency, 0);
    }

    /**
     * The same for a writer that counts: content of a lower version than the newest seen is ignored.
     *
     * @param version grows with what the message tells of
     */
    public void desire(Handle tx, String key, String channel, Message message, Urgency urgency, long version) {
        tx.createUpdate("""
                insert into message as m
                    (key, kind, channel, content, urgent, source_version, pending_since, next_attempt_at)
                values (:key, 'CARD', :channel, :content, :urgent, :version, :now, :now)
                on conflict (key) do update set
                    content = excluded.content,
                    urgent = excluded.urgent,
                    source_version = excluded.source_version,
                    version = m.version + 1,
                    pending_since = case when m.sent_version < m.version and m.dead_at is null
                        then m.pending_since else excluded.pending_since end,
                    next_attempt_at = case when m.dead_at is null
                        then m.next_attempt_at else excluded.next_attempt_at end,
                    attempts = case when m.dead_at is null then m.attempts else 0 end,
                    plain = false,
                    dead_at = null
                where m.content <> excluded.content and m.source_version <= excluded.source_version
                """)
                .bind("key", key)
                .bind("channel", channel)
                .bind("content", OutboxJson.write(BlockLimits.fit(message)))
                .bind("urgent", urgency == Urgency.FINAL)
                .bind("version", version)
                .bind("now", clock.instant())
                .execute();
        tx.afterCommit(bell::ring);
    }

    /**
     * A message that is posted once and never changes; a key seen before does nothing.
     *
     * @param threadOfKey key of the message in whose thread it goes, posted after that one; null for the channel itself
     */
    public void post(Handle tx, String key, String channel, Message message, @Nullable String threadOfKey) {
        once(tx, Kind.POST, key, channel, null, threadOfKey, json(message));
    }

    /** A direct message to one person, once. */
    public void direct(Handle tx, String key, String userId, Message message) {
        once(tx, Kind.DIRECT, key, userId, null, null, json(message));
    }

    /**
     * A message in a channel that only one person sees and that goes away by itself. Slack cannot be asked whether it
     * arrived, so one whose outcome is unknown is sent again.
     */
    public void whisper(Handle tx, String key, String channel, String user, Message message) {
        once(tx, Kind.WHISPER, key, channel, user, null, json(message));
    }

    /**
     * A file in a channel, once. The bytes are read when it is sent.
     *
     * @param threadOfKey key of the message in whose thread it goes; null for the channel itself
     * @param altText what screen readers say
     */
    public void file(
            Handle tx,
            String key,
            String channel,
            @Nullable String threadOfKey,
            String filename,
            String title,
            String altText,
            FileSource source) {
        var file = new FileContent(filename, title, altText, source);
        once(tx, Kind.FILE, key, channel, null, threadOfKey, OutboxJson.write(file));
    }

    /** Whether a message of that key was ever asked for, sent or not. */
    public boolean known(Handle tx, String key) {
        return tx.createQuery("select exists (select 1 from message where key = :key)")
                .bind("key", key)
                .mapTo(Boolean.class)
                .one();
    }

    /** The channel for which messages waited is there. The caller keeps others from writing to the room meanwhile. */
    public void moveIn(Handle tx, String room, String channel) {
        tx.createUpdate("update message set channel = :channel, next_attempt_at = :now where channel = :room")
                .bind("channel", channel)
                .bind("now", clock.instant())
                .bind("room", room)
                .execute();
        tx.afterCommit(bell::ring);
    }

    /** Where the message is in Slack; empty while it was not posted. */
    public Optional<Posted> posted(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select posted_channel, ts from message where key = :key and ts is not null")
                .bind("key", key)
                .map((row, context) -> new Posted(row.getString(1), row.getString(2)))
                .findOne());
    }

    /** How far Slack is behind. */
    public OutboxState state() {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select
                            (select count(*) from message where sent_version < version and dead_at is null),
                            (select min(pending_since) from message where sent_version < version and dead_at is null),
                            (select count(*) from message where dead_at > :since)
                        """)
                .bind("since", now.minus(Duration.ofDays(1)))
                .map((row, context) -> new OutboxState(row.getLong(1), age(row.getTimestamp(2), now), row.getLong(3)))
                .one());
    }

    private static Duration age(java.sql.@Nullable Timestamp since, Instant now) {
        return since == null ? Duration.ZERO : Duration.between(since.toInstant(), now);
    }

    private static String json(Message message) {
        return OutboxJson.write(BlockLimits.fit(message));
    }

    private void once(
            Handle tx,
            Kind kind,
            String key,
            String channel,
            @Nullable String recipient,
            @Nullable String threadOf,
            String content) {
        tx.createUpdate("""
                insert into message
                    (key, kind, channel, recipient, thread_of, content, urgent, pending_since, next_attempt_at)
                values (:key, :kind, :channel, :recipient, :threadOf, :content, true, :now, :now)
                on conflict (key) do nothing
                """)
                .bind("key", key)
                .bind("kind", kind.name())
                .bind("channel", channel)
                .bind("recipient", recipient)
                .bind("threadOf", threadOf)
                .bind("content", content)
                .bind("now", clock.instant())
                .execute();
        tx.afterCommit(bell::ring);
    }
}
