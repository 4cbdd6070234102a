package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Escalation;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.incident.OpenIncidents;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.oncall.PageStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Calls the next level of people to an incident, without waiting for its clock. */
@Singleton
final class Escalating {
    private final OpenIncidents incidents;
    private final Pager pager;
    private final PageStore pages;
    private final IncidentTimeline timeline;
    private final Gate gate;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;

    Escalating(
            OpenIncidents incidents,
            Pager pager,
            PageStore pages,
            IncidentTimeline timeline,
            Gate gate,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi) {
        this.incidents = incidents;
        this.pager = pager;
        this.pages = pages;
        this.timeline = timeline;
        this.gate = gate;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
    }

    /** An open incident and its system. */
    private record Open(ManagedSystem system, OpenIncidents.Open incident) {}

    Reply escalate(Caller caller, Command.Escalate command) {
        List<Open> open = open(caller, command.incident());
        if (open.size() != 1) {
            return new Reply.Private(Message.of(notClear(command.incident(), open)));
        }
        Open one = open.getFirst();
        Optional<Reply> refusal =
                gate.refusal(caller, command.action(), Risk.CHANGE, one.system().name());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Escalation> levels =
                IncidentRules.escalation(one.system(), one.incident().severity());
        return levels.isEmpty()
                ? new Reply.Private(Message.of("The catalog names no levels of escalation for "
                        + Mrkdwn.bold(one.system().name()) + " with severity "
                        + Mrkdwn.code(one.incident().severity())
                        + ". Page somebody: `/ops page <rotation|role|person> <text>`."))
                : deliveries.once(caller.request().delivery(), tx -> {
                    int level = level(tx, command.level(), one, levels);
                    return level > levels.size() ? beyond(levels) : page(tx, caller, one, level, levels.get(level - 1));
                });
    }

    private Reply page(Handle tx, Caller caller, Open one, int level, Escalation step) {
        long number = one.incident().number();
        String text = "Incident " + number + " (" + Mrkdwn.escape(one.incident().severity()) + "): "
                + Mrkdwn.escape(one.incident().title()) + "\nEscalated to level " + level + " by "
                + Mrkdwn.user(caller.actor().id()) + ".";
        String key = key(number, level) + (pages.count(tx, key(number, level)) + 1);
        timeline.escalated(tx, number, caller.actor(), "Escalated to " + step.page() + ", level " + level, key);
        pager.page(tx, one.system().name(), step.page(), text, key);
        audit.append(tx, journaled.request(caller, one.system().name(), "escalated to level " + level));
        return new Reply.Private(Message.of("Incident " + number + " is escalated to level " + level + ": "
                + Mrkdwn.bold(step.page()) + " is paged."));
    }

    private static Reply beyond(List<Escalation> levels) {
        return new Reply.Private(Message.of(
                "There is no level after " + levels.size() + ". Page somebody by name: `/ops page @person <text>`."));
    }

    /** Beginning of the keys of all pages of the level. */
    private static String key(long incident, int level) {
        return Paging.keyOf(incident) + "by-hand:" + level + ":";
    }

    /** The level that was asked for, or the first that nobody was paged on by hand. */
    private int level(Handle tx, @Nullable String typed, Open one, List<Escalation> levels) {
        if (typed != null && typed.matches("\\d{1,3}")) {
            return Math.max(1, Integer.parseInt(typed));
        }
        for (int level = 1; level <= levels.size(); level++) {
            boolean named = typed != null && levels.get(level - 1).page().equalsIgnoreCase(typed);
            boolean free = typed == null && pages.count(tx, key(one.incident().number(), level)) == 0;
            if (named || free) {
                return level;
            }
        }
        return levels.size() + 1;
    }

    private List<Open> open(Caller caller, @Nullable String typed) {
        List<ManagedSystem> systems = typed == null
                ? caller.systemsHere()
                : List.copyOf(caller.catalog().systems().values());
        return jdbi.withHandle(handle -> systems.stream()
                .flatMap(system -> incidents.of(handle, system.name()).stream().map(one -> new Open(system, one)))
                .filter(open -> typed == null
                        || typed.equals(Long.toString(open.incident().number())))
                .toList());
    }

    private static String notClear(@Nullable String typed, List<Open> open) {
        if (open.isEmpty()) {
            return typed == null
                    ? "No incident is open here. To call somebody: `/ops page <rotation|role|person> <text>`."
                    : "No open incident has the number " + Mrkdwn.code(typed) + ".";
        }
        return "Several incidents are open. Say which: "
                + String.join(
                        ", ",
                        open.stream()
                                .map(one -> Mrkdwn.code("/ops escalate "
                                                + one.incident().number()) + " "
                                        + Mrkdwn.escape(one.incident().title()))
                                .toList());
    }
}
