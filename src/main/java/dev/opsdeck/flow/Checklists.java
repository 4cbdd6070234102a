package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Check;
import dev.opsdeck.catalog.Checklist;
import dev.opsdeck.catalog.ChecklistItem;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.message.ChecklistCard;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.routine.ChecklistStore;
import dev.opsdeck.routine.OpenChecklist;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Opens checklists and shows how they stand; reminds of those that stay unfinished, once. */
@Singleton
final class Checklists implements Timer {
    private final ChecklistStore store;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    Checklists(ChecklistStore store, Outbox outbox, AuditTrail audit, Journaled journaled, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Opens one as part of the transaction; its checks are made at once afterwards. It writes to the audit trail, so
     * call it last.
     *
     * @param by Slack user id; null when its time has come
     */
    long open(Handle tx, ManagedSystem system, Checklist list, String channel, @Nullable String by) {
        Instant now = clock.instant();
        long id = store.open(
                tx,
                new ChecklistStore.NewChecklist(
                        system.name(),
                        list.name(),
                        Objects.requireNonNullElse(list.title(), list.name()),
                        channel,
                        by,
                        now,
                        now.plus(list.remindAfter()),
                        list.items().stream().map(item -> item(system, item)).toList()));
        TaskTable.schedule(tx, ChecklistChecks.TASK, Long.toString(id), now);
        TaskTable.schedule(tx, task(), Long.toString(id), now.plus(list.remindAfter()));
        show(tx, id);
        audit.append(
                tx,
                journaled.entry(
                        by == null ? "opsdeck" : by,
                        "checklist-opened",
                        system.name(),
                        Map.of("checklist", id, "name", list.name())));
        return id;
    }

    private static ChecklistStore.NewItem item(ManagedSystem system, ChecklistItem item) {
        return switch (item) {
            case StepSpec.Check(String name) -> new ChecklistStore.NewItem(inWords(system, name), name);
            case StepSpec.Manual manual -> new ChecklistStore.NewItem(manual.text(), null);
        };
    }

    private static String inWords(ManagedSystem system, String check) {
        Check known = system.checks().get(check);
        return "Check " + check + (known == null || known.title() == null ? "" : ": " + known.title());
    }

    /** Makes Slack show how it stands now. */
    void show(Handle tx, long id) {
        OpenChecklist list = store.find(tx, id).orElseThrow();
        Urgency urgency = list.finishedAt() == null ? Urgency.PROGRESS : Urgency.FINAL;
        outbox.desire(tx, "checklist:" + id, list.channel(), ChecklistCard.of(list), urgency);
    }

    @Override
    public String task() {
        return "checklist-reminder";
    }

    @Override
    public Optional<Instant> due(long id) {
        return jdbi.inTransaction(tx -> {
            OpenChecklist list = store.lock(tx, id).orElseThrow();
            Instant now = clock.instant();
            if (list.finishedAt() != null || list.remindedAt() != null) {
                return Optional.<Instant>empty();
            }
            if (now.isBefore(list.remindAt())) {
                return Optional.of(list.remindAt());
            }
            store.reminded(tx, id, now);
            outbox.post(tx, "checklist:" + id + ":reminder", list.channel(), ChecklistCard.reminder(list, now), null);
            return Optional.<Instant>empty();
        });
    }
}
