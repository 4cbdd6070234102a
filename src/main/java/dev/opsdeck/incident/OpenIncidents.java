package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which incidents are open, for those to whom that makes a difference. */
@Singleton
public final class OpenIncidents {
    /** An incident that is not resolved, with the name of its severity in its system's catalog. */
    public record Open(long number, String system, String severity, String title) {}

    /** The open incidents of a system, oldest first. */
    public List<Open> of(Handle handle, String system) {
        return handle.createQuery("""
                        select id, system, severity, title from incident
                        where system = :system and resolved_at is null order by id""")
                .bind("system", system)
                .map((row, _) -> new Open(
                        row.getLong("id"), row.getString("system"), row.getString("severity"), row.getString("title")))
                .list();
    }
}
