package dev.opsdeck.message;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be said about a run before its steps: why it waits, how it ended and what to do next. */
final class RunResult {
    private RunResult() {}

    /** Empty when the headline says it all. */
    static String of(RunView view) {
        Run run = view.run();
        return switch (run.state()) {
            case WAITING, RUNNING -> note(run);
            case QUEUED -> run.note() == null ? "Starts as soon as a worker is free." : note(run);
            case ASKING -> asking(run);
            case SUCCEEDED -> note(run);
            case FAILED ->
                note(run)
                        + "\n*Next:* see the output, fix the cause, then run it again."
                        + (run.reversal() == null ? " Steps after the failed one were not done." : "");
            case CANCELLED -> note(run) + (run.reversal() == null ? "\nWhat was done before stays done." : "");
            case DENIED -> closed("Denied", view.approval(), run);
            case WITHDRAWN -> closed("Withdrawn", view.approval(), run);
            case EXPIRED -> "Nobody who may approve it did so in time. Nothing was done. Run it again to ask anew.";
            case VOIDED -> voided(view);
        };
    }

    private static String asking(Run run) {
        Optional<StepRecord> turn = run.asked().filter(step -> step.state() == StepState.ASKING);
        String what = turn.map(step -> "*Your turn:* " + Mrkdwn.escape(step.title()))
                .orElseGet(() -> note(run) + "\nLook at the target, then choose below how it goes on.");
        return what
                + run.asksUntil()
                        .map(until -> "\nWaits until " + Mrkdwn.time(until) + ", then "
                                + (turn.isPresent() ? "it counts as refused." : "it is given up."))
                        .orElse("");
    }

    private static String note(Run run) {
        return run.note() == null ? "" : Mrkdwn.escape(run.note());
    }

    private static String closed(String word, @Nullable Approval approval, Run run) {
        String by = approval == null || approval.closedBy() == null ? "" : " by " + Mrkdwn.user(approval.closedBy());
        String why = approval == null || approval.closedReason() == null
                ? note(run)
                : Mrkdwn.escape(approval.closedReason());
        return word + by + (why.isBlank() ? "" : ": " + why) + "\nNothing was done.";
    }

    private static String voided(RunView view) {
        String drift = view.drift().isEmpty() ? note(view.run()) : Mrkdwn.codeBlock(String.join("\n", view.drift()));
        return "What would run now is not what was approved. Nothing was done. Run it again to get a new plan approved.\n"
                + drift;
    }
}
