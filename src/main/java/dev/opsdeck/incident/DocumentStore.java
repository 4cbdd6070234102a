package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code incident_document}: what was published about incidents, as it was published. */
@Singleton
public final class DocumentStore {
    /** Keeps a document in place of an earlier one of its kind. */
    public void keep(Handle tx, long incident, String kind, byte[] content, Instant at) {
        tx.createUpdate("""
                        insert into incident_document (incident, kind, content, made_at)
                        values (:incident, :kind, :content, :at)
                        on conflict (incident, kind) do update
                        set content = excluded.content, made_at = excluded.made_at""")
                .bind("incident", incident)
                .bind("kind", kind)
                .bind("content", content)
                .bind("at", IncidentStore.utc(at))
                .execute();
    }

    public Optional<byte[]> find(Handle handle, long incident, String kind) {
        return handle.createQuery("select content from incident_document where incident = :incident and kind = :kind")
                .bind("incident", incident)
                .bind("kind", kind)
                .mapTo(byte[].class)
                .findOne();
    }
}
