package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Checklist;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.ChecklistCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.routine.ChecklistStore;
import dev.opsdeck.routine.OpenChecklist;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Lists and opens checklists, and ticks their items. */
@Singleton
final class ChecklistAnswers {
    private static final String ACTION = "checklist";

    /** One that stays unfinished longer is history. */
    private static final Duration CURRENT = Duration.ofHours(12);

    private final Checklists checklists;
    private final ChecklistStore store;
    private final Names names;
    private final Gate gate;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    ChecklistAnswers(
            Checklists checklists,
            ChecklistStore store,
            Names names,
            Gate gate,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.checklists = checklists;
        this.store = store;
        this.names = names;
        this.gate = gate;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply checklist(Caller caller, Command.Checklist command) {
        String name = command.name();
        if (name == null) {
            return list(caller);
        }
        return switch (names.thing(caller, name, Section.CHECKLISTS)) {
            case Names.Thing.NotClear<Checklist>(Message answer) -> new Reply.Private(answer);
            case Names.Thing.One<Checklist>(Found.One<Checklist> found) ->
                gate.refusal(caller, ACTION, Risk.READ, found.system().name())
                        .orElseGet(() -> open(caller, command, found.system(), found.thing()));
        };
    }

    private Reply list(Caller caller) {
        List<ChecklistCard.Known> known = new ArrayList<>();
        for (ManagedSystem system : caller.systemsHere()) {
            Optional<Reply> refusal = gate.refusal(caller, ACTION, Risk.READ, system.name());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            system.checklists()
                    .values()
                    .forEach(list -> known.add(new ChecklistCard.Known(
                            system.name(),
                            list,
                            jdbi.withHandle(handle -> store.last(handle, system.name(), list.name()))
                                    .orElse(null))));
        }
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(ChecklistCard.list(known));
    }

    private Reply open(Caller caller, Command.Checklist command, ManagedSystem system, Checklist list) {
        return deliveries.once(caller.request().delivery(), tx -> {
            Optional<OpenChecklist> current = store.last(tx, system.name(), list.name())
                    .filter(last -> last.finishedAt() == null)
                    .filter(last -> last.openedAt().plus(CURRENT).isAfter(clock.instant()));
            if (current.isPresent() && !command.again()) {
                audit.append(tx, journaled.request(caller, system.name(), "ok"));
                return new Reply.Private(ChecklistCard.already(current.get()));
            }
            String asked = caller.request().channel();
            long id = checklists.open(
                    tx,
                    system,
                    list,
                    list.channel() == null ? asked : list.channel(),
                    caller.actor().id());
            audit.append(tx, journaled.request(caller, system.name(), "checklist " + id));
            return new Reply.Private(Message.of("Checklist " + id + " is open; its card is in "
                    + (list.channel() == null ? "this channel." : "#" + Mrkdwn.escape(list.channel()) + ".")));
        });
    }

    /** A person ticks an item. */
    Reply tick(Caller caller, long id, int position) {
        return changing(caller, id, (tx, list) -> {
            if (position >= list.items().size()) {
                return new Reply.Private(Message.of("Checklist " + id + " has no such item."));
            }
            var item = list.items().get(position);
            if (item.isDone()) {
                return new Reply.Private(Message.of("That item is done already."));
            }
            store.tick(tx, id, position, caller.actor().id(), clock.instant());
            checklists.show(tx, id);
            audit.append(
                    tx,
                    journaled.entry(
                            caller.actor().id(),
                            "checklist-ticked",
                            list.system(),
                            Map.of("checklist", id, "item", item.text())));
            return new Reply.Silent();
        });
    }

    /** The checks that found something are made again. */
    Reply again(Caller caller, long id) {
        return changing(caller, id, (tx, list) -> {
            TaskTable.schedule(tx, ChecklistChecks.TASK, Long.toString(id), clock.instant());
            return new Reply.Silent();
        });
    }

    private interface Change {
        Reply on(Handle tx, OpenChecklist list);
    }

    private Reply changing(Caller caller, long id, Change change) {
        Optional<OpenChecklist> seen = jdbi.withHandle(handle -> store.find(handle, id));
        if (seen.isEmpty()) {
            return new Reply.Private(Message.of("There is no checklist " + id + " any more."));
        }
        return gate.refusal(caller, ACTION, Risk.CHANGE, seen.get().system())
                .orElseGet(() -> deliveries.once(
                        caller.request().delivery(),
                        tx -> change.on(tx, store.lock(tx, id).orElseThrow())));
    }
}
