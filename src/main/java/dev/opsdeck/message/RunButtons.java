package dev.opsdeck.message;

import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Undo;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import java.util.ArrayList;
import java.util.List;

/** What can be done about a run in its state. */
final class RunButtons {
    private RunButtons() {}

    static List<BlockElement> of(Run run) {
        var buttons = new ArrayList<BlockElement>();
        switch (run.state()) {
            case WAITING -> {
                buttons.addAll(vote(run));
                buttons.add(BlockParts.button("Withdraw", Actions.RUN_WITHDRAW, id(run)));
            }
            case QUEUED, RUNNING -> {
                if (run.cancelRequestedBy() == null) {
                    buttons.add(cancel(run));
                }
            }
            case ASKING -> buttons.addAll(asking(run));
            case FAILED -> {
                buttons.add(again(run));
                buttons.add(BlockParts.danger("Declare incident", Actions.INCIDENT_DECLARE, "run:" + run.id(), null));
            }
            case SUCCEEDED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED -> buttons.add(again(run));
        }
        if (run.output()) {
            buttons.addFirst(BlockParts.button("Show output", Actions.RUN_OUTPUT, id(run)));
        }
        return buttons;
    }

    /** For who can decide, and thus did not ask for it. */
    static List<BlockElement> vote(Run run) {
        return List.of(
                BlockParts.primary("Approve", Actions.RUN_APPROVE, id(run)),
                BlockParts.danger("Deny", Actions.RUN_DENY, id(run), null));
    }

    private static ButtonElement cancel(Run run) {
        var confirm = BlockParts.confirm(
                "Stop this run?",
                "Run " + run.id() + " stops before its next step. What is already done "
                        + (run.plan().putsBack() ? "is put back." : "stays done."),
                "Stop it",
                "Let it run");
        return BlockParts.danger("Cancel", Actions.RUN_CANCEL, id(run), confirm);
    }

    private static List<ButtonElement> asking(Run run) {
        StepRecord asked = run.asked().orElse(null);
        if (asked == null || asked.state() != StepState.ASKING) {
            return decide(run);
        }
        String step = Actions.step(run.id(), asked.index());
        return asked.step() instanceof FlowStep.Gate
                ? List.of(
                        BlockParts.primary("Approve", Actions.STEP_APPROVE, step),
                        BlockParts.danger("Deny", Actions.STEP_DENY, step, null),
                        cancel(run))
                : List.of(
                        BlockParts.primary("Done", Actions.STEP_TICK, step),
                        BlockParts.button("Cannot be done", Actions.STEP_CANNOT, step),
                        cancel(run));
    }

    private static List<ButtonElement> decide(Run run) {
        StepRecord asked = run.asked().orElse(null);
        String step = Actions.step(run.id(), asked == null ? 0 : asked.index());
        var sure = BlockParts.confirm(
                "Was it done?",
                "The run goes on as if this step had succeeded. Look at the target first.",
                "It was done",
                "Back");
        boolean failed = asked != null && asked.state() == StepState.FAILED;
        var buttons = new ArrayList<ButtonElement>();
        buttons.add(BlockParts.button("Try again", Actions.STEP_RETRY, step));
        buttons.add(
                failed
                        ? BlockParts.button("Go on without it", Actions.STEP_SKIP, step)
                        : BlockParts.button("Count as done", Actions.STEP_DONE, step, null, sure));
        if (run.reversal() == null && run.steps().stream().anyMatch(RunButtons::canBePutBack)) {
            buttons.add(BlockParts.button("Put back", Actions.RUN_PUT_BACK, id(run)));
        }
        buttons.add(BlockParts.danger("Give up", Actions.RUN_GIVE_UP, id(run), null));
        return buttons;
    }

    private static boolean canBePutBack(StepRecord step) {
        return step.attempt() > 0 && step.step().undo() == Undo.BACK;
    }

    private static ButtonElement again(Run run) {
        return BlockParts.button("Run again", Actions.RUN_AGAIN, id(run));
    }

    private static String id(Run run) {
        return Long.toString(run.id());
    }
}
