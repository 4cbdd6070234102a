package dev.opsdeck.flow;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.audit.AuditEntry;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.RunCard;
import dev.opsdeck.message.RunView;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunListener;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps the card of each run, and the audit trail, in step with the run, in the run's own transactions. */
@Singleton
final class RunCards implements RunListener {
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final RunMeters meters;
    private final HomeNews homeNews;
    private final IncidentTimeline incidents;
    private final TimedBlocks blocks;
    private final Clock clock;

    RunCards(
            RunStore runs,
            ApprovalStore approvals,
            Outbox outbox,
            AuditTrail audit,
            RunMeters meters,
            HomeNews homeNews,
            IncidentTimeline incidents,
            TimedBlocks blocks,
            Clock clock) {
        this.runs = runs;
        this.approvals = approvals;
        this.outbox = outbox;
        this.audit = audit;
        this.meters = meters;
        this.homeNews = homeNews;
        this.incidents = incidents;
        this.blocks = blocks;
        this.clock = clock;
    }

    /** Key of the run's card in the outbox. */
    static String key(long run) {
        return "run:" + run;
    }

    @Override
    public void moved(Handle tx, Run run, RunState from) {
        moved(tx, run, from, "opsdeck", Map.of());
    }

    /** The run moved because of what somebody did. */
    void moved(Handle tx, Run run, RunState from, String actor, Map<String, ?> detail) {
        if (run.state() == RunState.VOIDED && approvals.find(tx, run.id()).isPresent()) {
            approvals.close(tx, run.id(), Approval.State.VOIDED, null, run.note());
        }
        run.asksUntil().ifPresent(until -> TaskTable.schedule(tx, AskingExpiry.TASK, Long.toString(run.id()), until));
        boolean waits = run.state() == RunState.WAITING || run.state() == RunState.ASKING;
        show(tx, run, run.state().ended() || waits ? Urgency.FINAL : Urgency.PROGRESS);
        blocks.moved(tx, run);
        tx.afterCommit(() -> meters.moved(run));
        audit.append(tx, transition(run, from, actor, detail));
    }

    private AuditEntry transition(Run run, RunState from, String actor, Map<String, ?> detail) {
        Map<String, Object> all = new HashMap<>(detail);
        all.put("run", run.id());
        all.put("from", from.name());
        all.put("to", run.state().name());
        if (run.note() != null) {
            all.put("note", run.note());
        }
        return new AuditEntry(clock.instant(), actor, "transition", target(run), all);
    }

    @Override
    public void progressed(Handle tx, Run run, boolean stepEnded) {
        show(tx, run, Urgency.PROGRESS);
        if (stepEnded) {
            run.steps().stream()
                    .filter(step -> step.state() != StepState.PENDING && step.state() != StepState.SKIPPED)
                    .reduce((_, last) -> last)
                    .ifPresent(step -> ended(tx, run, step));
        }
    }

    private void ended(Handle tx, Run run, StepRecord step) {
        tx.afterCommit(() -> meters.ended(step));
        audit.append(
                tx,
                new AuditEntry(
                        clock.instant(),
                        "opsdeck",
                        "step",
                        step.step().subject(),
                        Map.of(
                                "run", run.id(),
                                "step", step.index() + 1,
                                "title", step.title(),
                                "state", step.state().name(),
                                "attempt", step.attempt(),
                                "note", step.note() == null ? "" : step.note())));
    }

    /** Writes what the run's card should look like now. */
    void show(Handle tx, Run run, Urgency urgency) {
        tx.afterCommit(homeNews::changed);
        RunView view = view(tx, run);
        outbox.desire(tx, key(run.id()), run.channel(), RunCard.of(view, clock.instant()), urgency, run.version());
        incidents.run(tx, view);
    }

    /** All that the card shows. */
    RunView view(Handle tx, Run run) {
        return new RunView(
                run,
                approvals.find(tx, run.id()).orElse(null),
                runs.lastOn(tx, run.plan(), run.id()).orElse(null),
                run.state().ended() ? List.of() : runs.activeOn(tx, run.plan(), run.id(), RunView.OTHERS + 1),
                run.state() == RunState.VOIDED ? runs.drift(tx, run.id()) : List.of());
    }

    /** How the audit trail calls what the run is about. */
    static String target(Run run) {
        var targets = run.plan().targets();
        return targets.size() == 1 ? targets.getFirst().toString() : run.plan().system();
    }
}
