package dev.opsdeck.flow;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Sees to it that a delivery, however often and wherever it arrives, is acted on once and answered the same each time. */
@Singleton
final class Deliveries {
    /** Slack repeats for minutes; a day leaves room for whatever stands between. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Gson gson = GsonFactory.createSnakeCase();

    Deliveries(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A reply that can be given again. */
    private record Stored(
            String kind, @Nullable String text, @Nullable List<LayoutBlock> blocks) {}

    /**
     * Acts and remembers the reply in one transaction, or gives the reply that was given before.
     *
     * @param action what there is to do; everything that it changes is undone when it throws
     */
    Reply once(String delivery, Function<Handle, Reply> action) {
        try {
            return jdbi.inTransaction(tx -> {
                claim(tx, delivery);
                Reply reply = action.apply(tx);
                // The audit trail was locked by the action; nothing else may be locked now, and this row is ours.
                remember(tx, delivery, reply);
                return reply;
            });
        } catch (Duplicate e) {
            return find(delivery).orElseGet(Reply.Silent::new);
        }
    }

    /** Whether it was handled before. */
    boolean known(String delivery) {
        return find(delivery).isPresent();
    }

    private void claim(Handle tx, String delivery) {
        int inserted = tx.createUpdate(
                        "insert into delivery (key, received_at) values (:key, :now) on conflict do nothing")
                .bind("key", delivery)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        if (inserted == 0) {
            throw new Duplicate(delivery);
        }
    }

    private void remember(Handle tx, String delivery, Reply reply) {
        tx.createUpdate("update delivery set reply = :reply::jsonb where key = :key")
                .bind("reply", gson.toJson(stored(reply)))
                .bind("key", delivery)
                .execute();
    }

    private static Stored stored(Reply reply) {
        return switch (reply) {
            case Reply.Private(Message message) -> new Stored("private", message.text(), message.blocks());
            case Reply.Refused(Message message) -> new Stored("private", message.text(), message.blocks());
            case Reply.Replace(Message message) -> new Stored("replace", message.text(), message.blocks());
            case Reply.Silent _,
                    Reply.Open _,
                    Reply.OpenThen _,
                    Reply.Errors _,
                    Reply.PrivateLater _,
                    Reply.ReplaceLater _ -> new Stored("silent", null, null);
        };
    }

    private Optional<Reply> find(String delivery) {
        return jdbi.withHandle(handle -> handle.createQuery("select reply from delivery where key = :key")
                .bind("key", delivery)
                .map((row, _) -> reply(row.getString("reply")))
                .findOne());
    }

    private Reply reply(@Nullable String json) {
        Stored stored = json == null ? new Stored("silent", null, null) : gson.fromJson(json, Stored.class);
        String text = stored.text();
        if (text == null) {
            return new Reply.Silent();
        }
        var message = new Message(text, stored.blocks() == null ? List.of() : stored.blocks());
        return stored.kind().equals("replace") ? new Reply.Replace(message) : new Reply.Private(message);
    }

    /** Forgets what Slack will not deliver again. */
    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from delivery where received_at < :before")
                .bind("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .execute());
    }
}
