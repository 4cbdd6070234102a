package dev.opsdeck.routine;

import dev.opsdeck.probe.Level;
import dev.opsdeck.routine.OpenChecklist.Item;
import dev.opsdeck.routine.OpenChecklist.State;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Checklists in PostgreSQL. */
@Singleton
public final class ChecklistStore {
    /** What a checklist begins with; see {@link OpenChecklist}. */
    public record NewChecklist(
            String system,
            String name,
            String title,
            String channel,
            @Nullable String openedBy,
            Instant openedAt,
            Instant remindAt,
            List<NewItem> items) {}

    /** One item of it. */
    public record NewItem(String text, @Nullable String check) {}

    /** Puts it on record and gives its number. */
    public long open(Handle tx, NewChecklist list) {
        long id = tx.createQuery("""
                        insert into checklist (system, name, title, channel, opened_by, opened_at, remind_at)
                        values (:system, :name, :title, :channel, :by, :at, :remind) returning id""")
                .bind("system", list.system())
                .bind("name", list.name())
                .bind("title", list.title())
                .bind("channel", list.channel())
                .bind("by", list.openedBy())
                .bind("at", at(list.openedAt()))
                .bind("remind", at(list.remindAt()))
                .mapTo(Long.class)
                .one();
        var batch = tx.prepareBatch(
                "insert into checklist_item (checklist, position, text, check_name) values (:id, :position, :text, :check)");
        for (int position = 0; position < list.items().size(); position++) {
            NewItem item = list.items().get(position);
            batch.bind("id", id)
                    .bind("position", position)
                    .bind("text", item.text())
                    .bind("check", item.check())
                    .add();
        }
        batch.execute();
        return id;
    }

    public Optional<OpenChecklist> find(Handle handle, long id) {
        return handle.createQuery("select * from checklist where id = :id")
                .bind("id", id)
                .map((row, _) -> checklist(row, items(handle, id)))
                .findOne();
    }

    /** The same; nobody else changes it before this transaction ends. */
    public Optional<OpenChecklist> lock(Handle tx, long id) {
        return tx.createQuery("select id from checklist where id = :id for update")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .flatMap(found -> find(tx, found));
    }

    /** The one of that name that was opened last; empty when none ever was. */
    public Optional<OpenChecklist> last(Handle handle, String system, String name) {
        return handle.createQuery("""
                        select id from checklist where system = :system and name = :name
                        order by opened_at desc, id desc limit 1""")
                .bind("system", system)
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .flatMap(found -> find(handle, found));
    }

    /** A person ticks an item. */
    public void tick(Handle tx, long id, int position, String by, Instant now) {
        tx.createUpdate("""
                        update checklist_item set state = 'DONE', done_by = :by, done_at = :now
                        where checklist = :id and position = :position and state in ('OPEN', 'FOUND')""")
                .bind("id", id)
                .bind("position", position)
                .bind("by", by)
                .bind("now", at(now))
                .execute();
        settle(tx, id, now);
    }

    /** A check was made; what a person has ticked stays ticked. */
    public void checked(Handle tx, long id, int position, Level level, String finding, Instant now) {
        tx.createUpdate("""
                        update checklist_item set state = :state, level = :level, finding = :finding, done_at = :now
                        where checklist = :id and position = :position and state <> 'DONE'""")
                .bind("id", id)
                .bind("position", position)
                .bind("state", level.needsAttention() ? State.FOUND : State.PASSED)
                .bind("level", level)
                .bind("finding", finding)
                .bind("now", at(now))
                .execute();
        settle(tx, id, now);
    }

    private static void settle(Handle tx, long id, Instant now) {
        tx.createUpdate("""
                        update checklist set finished_at = case when exists (select 1 from checklist_item
                                where checklist = :id and state in ('OPEN', 'FOUND')) then null
                            else coalesce(finished_at, :now) end
                        where id = :id""").bind("id", id).bind("now", at(now)).execute();
    }

    public void reminded(Handle tx, long id, Instant now) {
        tx.createUpdate("update checklist set reminded_at = :now where id = :id")
                .bind("id", id)
                .bind("now", at(now))
                .execute();
    }

    /**
     * Takes a scheduled checklist that is due, so that nobody else opens it. One that is new, or whose schedule has
     * changed, is due the next time.
     *
     * @param schedule what {@code next} follows from
     * @return whether it is due
     */
    public boolean take(Handle tx, String system, String name, String schedule, Instant next, Instant now) {
        tx.createUpdate("""
                        insert into checklist_clock (system, name, schedule, next_at)
                        values (:system, :name, :schedule, :next)
                        on conflict (system, name) do update set schedule = excluded.schedule, next_at = excluded.next_at
                        where checklist_clock.schedule <> excluded.schedule""")
                .bind("system", system)
                .bind("name", name)
                .bind("schedule", schedule)
                .bind("next", at(next))
                .execute();
        return tx.createUpdate("""
                        update checklist_clock set next_at = :next
                        where system = :system and name = :name and next_at <= :now""")
                        .bind("system", system)
                        .bind("name", name)
                        .bind("next", at(next))
                        .bind("now", at(now))
                        .execute()
                == 1;
    }

    private static List<Item> items(Handle handle, long id) {
        return handle.createQuery("select * from checklist_item where checklist = :id order by position")
                .bind("id", id)
                .map((row, _) -> item(row))
                .list();
    }

    private static Item item(ResultSet row) throws SQLException {
        String level = row.getString("level");
        return new Item(
                row.getInt("position"),
                row.getString("text"),
                row.getString("check_name"),
                State.valueOf(row.getString("state")),
                level == null ? null : Level.valueOf(level),
                row.getString("finding"),
                row.getString("done_by"),
                instant(row, "done_at"));
    }

    private static OpenChecklist checklist(ResultSet row, List<Item> items) throws SQLException {
        return new OpenChecklist(
                row.getLong("id"),
                row.getString("system"),
                row.getString("name"),
                row.getString("title"),
                row.getString("channel"),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("remind_at", OffsetDateTime.class).toInstant(),
                instant(row, "reminded_at"),
                instant(row, "finished_at"),
                items);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
