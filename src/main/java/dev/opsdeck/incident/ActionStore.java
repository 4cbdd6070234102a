package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code incident_action}. */
@Singleton
public final class ActionStore {
    public void add(
            Handle tx, long incident, String text, @Nullable String owner, @Nullable String ownerName, Instant at) {
        tx.createUpdate("""
                        insert into incident_action (incident, text, owner, owner_name, added_at)
                        values (:incident, :text, :owner, :name, :at)""")
                .bind("incident", incident)
                .bind("text", text)
                .bind("owner", owner)
                .bind("name", ownerName)
                .bind("at", IncidentStore.utc(at))
                .execute();
    }

    /** It is done; false when the incident has no such open item. */
    public boolean done(Handle tx, long incident, long id, String by, Instant at) {
        return tx.createUpdate("""
                        update incident_action set done_at = :at, done_by = :by
                        where id = :id and incident = :incident and done_at is null""")
                        .bind("at", IncidentStore.utc(at))
                        .bind("by", by)
                        .bind("id", id)
                        .bind("incident", incident)
                        .execute()
                == 1;
    }

    /** All, in the order in which they were added. */
    public List<ActionItem> of(Handle handle, long incident) {
        return handle.createQuery("select * from incident_action where incident = :incident order by id")
                .bind("incident", incident)
                .map((row, _) -> new ActionItem(
                        row.getLong("id"),
                        row.getString("text"),
                        row.getString("owner"),
                        row.getString("owner_name"),
                        row.getTimestamp("added_at").toInstant(),
                        IncidentStore.time(row, "done_at")))
                .list();
    }
}
