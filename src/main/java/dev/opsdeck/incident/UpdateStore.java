package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code incident_update}: what was told to those who wait. */
@Singleton
public final class UpdateStore {
    /** Keeps an update and returns its number. */
    public long add(
            Handle tx,
            long incident,
            String template,
            String subject,
            String text,
            @Nullable String status,
            String by,
            String name,
            Instant at) {
        return tx.createUpdate("""
                        insert into incident_update
                            (incident, template, subject, text, status, posted_by, posted_by_name, posted_at)
                        values (:incident, :template, :subject, :text, :status, :by, :name, :at)""")
                .bind("incident", incident)
                .bind("template", template)
                .bind("subject", subject)
                .bind("text", text)
                .bind("status", status)
                .bind("by", by)
                .bind("name", name)
                .bind("at", IncidentStore.utc(at))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    /** All updates, oldest first. */
    public List<PublicUpdate> of(Handle handle, long incident) {
        return handle.createQuery("select * from incident_update where incident = :incident order by id")
                .bind("incident", incident)
                .map((row, _) -> new PublicUpdate(
                        row.getLong("id"),
                        row.getString("template"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("status"),
                        row.getString("posted_by"),
                        row.getString("posted_by_name"),
                        row.getTimestamp("posted_at").toInstant()))
                .list();
    }
}
