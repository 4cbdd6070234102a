package dev.opsdeck.oncall;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What webhooks still have to be told, in PostgreSQL. */
@Singleton
public final class HookStore {
    /**
     * Puts it on record.
     *
     * @return empty when the webhook was told the same of this page before
     */
    public Optional<Long> create(Handle tx, long page, String system, String place, Hook.Event event, Instant now) {
        return tx.createQuery("""
                        insert into page_hook (page, system, place, event, created_at)
                        values (:page, :system, :place, :event, :now)
                        on conflict (page, place, event) do nothing returning id""")
                .bind("page", page)
                .bind("system", system)
                .bind("place", place)
                .bind("event", event)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .findOne();
    }

    /** What has to be sent; empty when that is over. */
    public Optional<Hook> pending(Handle handle, long id) {
        return handle.createQuery("select * from page_hook where id = :id and sent_at is null and given_up_at is null")
                .bind("id", id)
                .map((row, _) -> new Hook(
                        row.getLong("id"),
                        row.getLong("page"),
                        row.getString("system"),
                        row.getString("place"),
                        Hook.Event.valueOf(row.getString("event")),
                        row.getInt("tries"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .findOne();
    }

    /** Places of the webhooks that were told of the page. */
    public List<String> places(Handle handle, long page) {
        return handle.createQuery("select distinct place from page_hook where page = :page and event = 'TRIGGER'")
                .bind("page", page)
                .mapTo(String.class)
                .list();
    }

    public void sent(Handle tx, long id, Instant now) {
        tx.createUpdate("update page_hook set sent_at = :now, tries = tries + 1, last_error = null where id = :id")
                .bind("id", id)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** @param givenUp null to try again */
    public void failed(Handle tx, long id, String error, @Nullable Instant givenUp) {
        tx.createUpdate("update page_hook set tries = tries + 1, last_error = :error, given_up_at = :up where id = :id")
                .bind("id", id)
                .bind("error", error)
                .bind("up", givenUp == null ? null : givenUp.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
