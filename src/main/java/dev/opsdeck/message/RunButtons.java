package dev.opsdeck.message;

import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
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
            case ASKING -> buttons.addAll(decide(run));
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
                "Run " + run.id() + " stops before its next step. What is already done stays done.",
                "Stop it",
                "Let it run");
        return BlockParts.danger("Cancel", Actions.RUN_CANCEL, id(run), confirm);
    }

    private static List<ButtonElement> decide(Run run) {
        String step = Actions.step(run.id(), asked(run));
        var sure = BlockParts.confirm(
                "Was it done?",
                "The run goes on as if this step had succeeded. Look at the target first.",
                "It was done",
                "Back");
        return List.of(
                BlockParts.button("Try again", Actions.STEP_RETRY, step),
                BlockParts.button("Count as done", Actions.STEP_DONE, step, null, sure),
                BlockParts.danger("Give up", Actions.RUN_GIVE_UP, id(run), null));
    }

    private static ButtonElement again(Run run) {
        return BlockParts.button("Run again", Actions.RUN_AGAIN, id(run));
    }

    /** The step that nobody can tell about. */
    private static int asked(Run run) {
        return run.steps().stream()
                .filter(step -> step.state() == StepState.UNKNOWN)
                .mapToInt(StepRecord::index)
                .findFirst()
                .orElse(0);
    }

    private static String id(Run run) {
        return Long.toString(run.id());
    }
}
