package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.access.RolePeople;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.message.IncidentNotice;
import dev.opsdeck.message.Outbox;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Pages everybody who has the role, by direct message, where nothing knows who is on call. */
@Singleton
@Secondary
final class DirectPaging implements Paging {
    private final LiveCatalog catalog;
    private final Directory directory;
    private final Outbox outbox;

    DirectPaging(LiveCatalog catalog, Directory directory, Outbox outbox) {
        this.catalog = catalog;
        this.directory = directory;
        this.outbox = outbox;
    }

    @Override
    public void page(Handle tx, String system, String role, String text, String key) {
        Long incident = Paging.incidentOf(key).orElse(null);
        for (String user : people(system, role)) {
            outbox.direct(tx, key + ":" + user, user, IncidentNotice.page(text, incident));
        }
    }

    @Override
    public List<String> people(String system, String role) {
        return RolePeople.of(catalog.current().access(), role, directory).users();
    }
}
