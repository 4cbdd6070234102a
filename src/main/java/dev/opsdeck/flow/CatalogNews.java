package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Problem;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts on record that the catalog changed, and tells the channels of a system whose change was broken. */
@Singleton
final class CatalogNews implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogNews.class);
    private static final int SHOWN = 8;

    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;

    CatalogNews(LiveCatalog catalog, Jdbi jdbi, Outbox outbox, AuditTrail audit, Journaled journaled) {
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        catalog.onReload(this::reloaded);
        catalog.onRejected(problems -> rejected(catalog.current(), problems));
    }

    private void reloaded(Catalog old, Catalog now) {
        LOG.info(
                "The catalog was reloaded: {} systems, checksum {}",
                now.systems().size(),
                now.checksum());
        jdbi.useTransaction(tx -> audit.append(
                tx, journaled.entry("opsdeck", "reload", "", Map.of("from", old.checksum(), "to", now.checksum()))));
    }

    private void rejected(Catalog kept, List<Problem> problems) {
        problems.forEach(problem -> LOG.error("The changed catalog is not used: {}", problem));
        String text = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        var id = UUID.nameUUIDFromBytes((kept.checksum() + text).getBytes(StandardCharsets.UTF_8));
        jdbi.useTransaction(tx -> {
            for (ManagedSystem system : concerned(kept, problems)) {
                String ops = system.channels().ops();
                if (ops != null) {
                    outbox.post(tx, "catalog:" + id + ":" + system.name(), ops, message(problems), null);
                }
            }
            audit.append(
                    tx,
                    journaled.entry(
                            "opsdeck",
                            "reload-rejected",
                            "",
                            Map.of("kept", kept.checksum(), "problems", problems.size())));
        });
    }

    /** The systems whose files have problems; all of them when the problems are elsewhere. */
    private static List<ManagedSystem> concerned(Catalog kept, List<Problem> problems) {
        List<ManagedSystem> named = kept.systems().values().stream()
                .filter(system ->
                        problems.stream().anyMatch(problem -> base(problem).equals(system.name())))
                .toList();
        return named.isEmpty() ? List.copyOf(kept.systems().values()) : named;
    }

    private static String base(Problem problem) {
        int dot = problem.file().lastIndexOf('.');
        return dot < 0 ? problem.file() : problem.file().substring(0, dot);
    }

    private static Message message(List<Problem> problems) {
        String lines = problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"));
        String more = problems.size() > SHOWN ? "\n… and " + (problems.size() - SHOWN) + " more" : "";
        return Message.of(
                ":warning: A change of the catalog is broken, so the old one stays in force. Put these right:\n"
                        + Mrkdwn.codeBlock(lines + more));
    }
}
