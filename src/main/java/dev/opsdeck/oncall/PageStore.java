package dev.opsdeck.oncall;

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
import org.jspecify.annotations.Nullable;

/** Pages in PostgreSQL. */
@Singleton
public final class PageStore {
    /** What a page begins with; see {@link Page}. */
    public record NewPage(
            String key,
            String system,
            String callee,
            String text,
            @Nullable String requester,
            @Nullable String channel) {}

    /**
     * Puts it on record.
     *
     * @return empty when the key was seen before: then nothing is done
     */
    public Optional<Long> create(Handle tx, NewPage page, Instant now) {
        return tx.createQuery("""
                        insert into page (key, system, callee, text, requester, channel, next_at, created_at)
                        values (:key, :system, :callee, :text, :requester, :channel, :now, :now)
                        on conflict (key) do nothing returning id""")
                .bind("key", page.key())
                .bind("system", page.system())
                .bind("callee", page.callee())
                .bind("text", page.text())
                .bind("requester", page.requester())
                .bind("channel", page.channel())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .findOne();
    }

    public Optional<Page> find(Handle handle, long id) {
        return handle.createQuery("select * from page where id = :id")
                .bind("id", id)
                .map((row, _) -> page(row))
                .findOne();
    }

    /** The same; nobody else changes it before this transaction ends. */
    public Optional<Page> lock(Handle tx, long id) {
        return tx.createQuery("select * from page where id = :id for update")
                .bind("id", id)
                .map((row, _) -> page(row))
                .findOne();
    }

    /** Ids of those that nobody answered yet and whose key begins so, in an order that all keep. */
    public List<Long> open(Handle tx, String beginning) {
        return tx.createQuery("select id from page where state = 'OPEN' and starts_with(key, :beginning) order by id")
                .bind("beginning", beginning)
                .mapTo(Long.class)
                .list();
    }

    /** How many pages have a key that begins so. */
    public int count(Handle handle, String beginning) {
        return handle.createQuery("select count(*) from page where starts_with(key, :beginning)")
                .bind("beginning", beginning)
                .mapTo(Integer.class)
                .one();
    }

    /** Says whom it reaches. */
    public void people(Handle tx, long id, List<String> people, Duration within) {
        tx.createUpdate("update page set people = :people, within_seconds = :within where id = :id")
                .bind("id", id)
                .bindArray("people", String.class, people)
                .bind("within", within.toSeconds())
                .execute();
    }

    /** One more has been asked. */
    public void asked(Handle tx, long id, int asked, Instant nextAt) {
        tx.createUpdate("update page set asked = :asked, next_at = :next where id = :id")
                .bind("id", id)
                .bind("asked", asked)
                .bind("next", nextAt.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Ends it. What nobody answered in time can still be acknowledged. */
    public void end(Handle tx, long id, Page.State state, @Nullable String by, Instant now) {
        tx.createUpdate("""
                        update page set state = :state, answered_by = :by, answered_at = :now
                        where id = :id and state <> 'ACKNOWLEDGED'""")
                .bind("id", id)
                .bind("state", state)
                .bind("by", by)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Page page(ResultSet row) throws SQLException {
        OffsetDateTime answered = row.getObject("answered_at", OffsetDateTime.class);
        return new Page(
                row.getLong("id"),
                row.getString("key"),
                row.getString("system"),
                row.getString("callee"),
                row.getString("text"),
                row.getString("requester"),
                row.getString("channel"),
                List.of((String[]) row.getArray("people").getArray()),
                Duration.ofSeconds(row.getLong("within_seconds")),
                Page.State.valueOf(row.getString("state")),
                row.getInt("asked"),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                row.getString("answered_by"),
                answered == null ? null : answered.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
