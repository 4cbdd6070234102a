package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.approval.Vote;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Approve, deny, withdraw. Everybody who clicks is told, privately, what his click did. */
@Singleton
final class Decisions {
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final Persons persons;
    private final RunCards cards;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    Decisions(
            RunStore runs,
            ApprovalStore approvals,
            Persons persons,
            RunCards cards,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.runs = runs;
        this.approvals = approvals;
        this.persons = persons;
        this.cards = cards;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply approve(Handle tx, AccessRules rules, Actor actor, long id) {
        Run run = runs.lock(tx, id).orElse(null);
        if (run == null || approvals.find(tx, id).isEmpty()) {
            return tell("There is no run " + id + " that waits for an approval.");
        }
        Approval approval = approvals.find(tx, id).orElseThrow();
        return switch (persons.standing(rules, actor, run, approval.requirements())) {
            case Persons.Standing.Refused(String reason) -> refused(tx, actor, run, "approve", reason);
            case Persons.Standing.Counts(List<String> roles) -> vote(tx, actor, run, roles);
        };
    }

    private Reply vote(Handle tx, Actor actor, Run run, List<String> roles) {
        var vote = new Vote(actor.id(), actor.name(), roles, clock.instant());
        return switch (approvals.cast(tx, run.id(), vote)) {
            case ApprovalStore.Cast.Counted(Approval approval) -> counted(tx, actor, run, approval);
            case ApprovalStore.Cast.Again(Approval approval) ->
                tell("Your approval of run " + run.id() + " is counted already. " + standing(approval));
            case ApprovalStore.Cast.TooLate(Approval approval) ->
                tell("Too late: run " + run.id() + " " + ended(approval) + ". Nothing was changed by your click.");
        };
    }

    private Reply counted(Handle tx, Actor actor, Run run, Approval approval) {
        var detail = Map.of("run", run.id(), "vote", "approve", "digest", approval.digest());
        if (approval.state() == Approval.State.GRANTED) {
            TaskTable.remove(tx, Expiry.TASK, Long.toString(run.id()));
            TaskTable.schedule(tx, TaskTable.RUN, Long.toString(run.id()), clock.instant());
            Run queued = runs.move(tx, run, RunState.QUEUED, null, clock.instant());
            cards.show(tx, queued, dev.opsdeck.message.Urgency.PROGRESS);
            audit.append(
                    tx,
                    journaled.entry(actor.id(), "vote", RunCards.target(run), detail),
                    journaled.entry(
                            actor.id(),
                            "transition",
                            RunCards.target(run),
                            Map.of(
                                    "run",
                                    run.id(),
                                    "from",
                                    run.state().name(),
                                    "to",
                                    queued.state().name())));
            return tell("You approved run " + run.id() + ". It starts now.");
        }
        cards.show(tx, run, dev.opsdeck.message.Urgency.FINAL);
        audit.append(tx, journaled.entry(actor.id(), "vote", RunCards.target(run), detail));
        return tell("You approved run " + run.id() + ". " + standing(approval));
    }

    /** Whether this person may deny the run; the reason when not. Checked before the modal opens and again after. */
    Persons.Standing mayDeny(Handle tx, AccessRules rules, Actor actor, long id) {
        Run run = runs.find(tx, id).orElse(null);
        Approval approval = approvals.find(tx, id).orElse(null);
        if (run == null || approval == null) {
            return new Persons.Standing.Refused("There is no run " + id + " that waits for an approval.");
        }
        if (run.state() != RunState.WAITING) {
            return new Persons.Standing.Refused("Too late: run " + id + " " + ended(approval) + ".");
        }
        return actor.id().equals(run.requester())
                ? new Persons.Standing.Refused("You asked for this yourself: use Withdraw.")
                : persons.standing(rules, actor, run, approval.requirements());
    }

    Reply deny(Handle tx, AccessRules rules, Actor actor, long id, String reason) {
        Run run = runs.lock(tx, id).orElseThrow();
        return switch (mayDeny(tx, rules, actor, id)) {
            case Persons.Standing.Refused(String why) -> refused(tx, actor, run, "deny", why);
            case Persons.Standing.Counts _ ->
                close(tx, actor, run, Approval.State.DENIED, RunState.DENIED, reason, "You denied run " + id + ".");
        };
    }

    Reply withdraw(Handle tx, Actor actor, long id) {
        Run run = runs.lock(tx, id).orElse(null);
        if (run == null || run.state() != RunState.WAITING) {
            return tell("Run " + id + " does not wait for an approval any more; nothing was withdrawn.");
        }
        if (!actor.id().equals(run.requester())) {
            return refused(tx, actor, run, "withdraw", "Only who asked for it can withdraw it; you can deny it.");
        }
        return close(
                tx, actor, run, Approval.State.WITHDRAWN, RunState.WITHDRAWN, null, "You withdrew run " + id + ".");
    }

    private Reply close(
            Handle tx,
            Actor actor,
            Run run,
            Approval.State state,
            RunState to,
            @org.jspecify.annotations.Nullable String reason,
            String answer) {
        approvals.close(tx, run.id(), state, actor.id(), reason);
        TaskTable.remove(tx, Expiry.TASK, Long.toString(run.id()));
        Run moved = runs.move(tx, run, to, reason, clock.instant());
        cards.moved(tx, moved, run.state(), actor.id(), reason == null ? Map.of() : Map.of("reason", reason));
        return tell(answer);
    }

    /** Says no to a click on a run, with the reason, and puts it on record. */
    Reply refused(Handle tx, Actor actor, Run run, String what, String reason) {
        audit.append(
                tx,
                journaled.entry(
                        actor.id(),
                        "denied",
                        RunCards.target(run),
                        Map.of("run", run.id(), "click", what, "reason", reason)));
        return tell("You cannot " + what + " run " + run.id() + ". " + reason);
    }

    private String standing(Approval approval) {
        String missing = approval.requirements().stream()
                .filter(requirement -> approval.present(requirement) < requirement.count())
                .map(requirement ->
                        approval.present(requirement) + " of " + requirement.count() + " from " + requirement.role())
                .reduce((a, b) -> a + " and " + b)
                .orElse("");
        if (missing.isEmpty()) {
            return "It has all the approvals that it needs.";
        }
        Duration left = Duration.between(clock.instant(), approval.expiresAt());
        return "It has " + missing + "; " + Elapsed.words(left) + " left.";
    }

    private static String ended(Approval approval) {
        return switch (approval.state()) {
            case OPEN, EXPIRED -> "expired before anybody decided";
            case GRANTED -> "was approved already";
            case DENIED -> "was denied by " + by(approval);
            case WITHDRAWN -> "was withdrawn by " + by(approval);
            case VOIDED -> "is void because what it would do has changed";
        };
    }

    private static String by(Approval approval) {
        return approval.closedBy() == null ? "somebody" : Mrkdwn.user(approval.closedBy());
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }
}
