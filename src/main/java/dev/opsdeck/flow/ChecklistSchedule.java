package dev.opsdeck.flow;

import dev.opsdeck.catalog.Checklist;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.routine.ChecklistStore;
import dev.opsdeck.routine.CronTimes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Opens checklists when their time has come, once for all replicas. */
@Singleton
final class ChecklistSchedule implements Regular {
    private final LiveCatalog catalog;
    private final ChecklistStore store;
    private final Checklists checklists;
    private final Jdbi jdbi;
    private final Clock clock;

    ChecklistSchedule(LiveCatalog catalog, ChecklistStore store, Checklists checklists, Jdbi jdbi, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.checklists = checklists;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return "checklists";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        for (ManagedSystem system : catalog.current().systems().values()) {
            system.checklists().values().forEach(list -> openIfDue(system, list));
        }
    }

    private void openIfDue(ManagedSystem system, Checklist list) {
        String line = list.at();
        String channel = list.channel() == null ? system.channels().ops() : list.channel();
        if (line == null || channel == null) {
            return;
        }
        Instant now = clock.instant();
        CronTimes.next(line, list.zone(), now)
                .ifPresent(next -> jdbi.useTransaction(tx -> {
                    if (store.take(tx, system.name(), list.name(), line + " " + list.zone(), next, now)) {
                        checklists.open(tx, system, list, channel, null);
                    }
                }));
    }
}
