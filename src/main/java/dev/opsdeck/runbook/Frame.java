package dev.opsdeck.runbook;

import dev.opsdeck.plan.Conduct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps that belong together as the author of a runbook sees them: those of one of his steps, or of a runbook that it
 * runs. When one of them fails, what is said about the whole holds.
 *
 * @param around null for the outermost
 * @param members indexes of the steps so far whose failure is that of the whole
 */
record Frame(
        @Nullable Frame around, Conduct.OnFailure onFailure, List<Conduct.When> conditions, List<Integer> members) {
    static Frame outermost() {
        return new Frame(null, Conduct.OnFailure.STOP, List.of(), new ArrayList<>());
    }

    /** A part with a way of its own; where it stops when it fails, its failure is that of what is around it. */
    Frame within(Conduct.OnFailure own, List<Conduct.When> more) {
        var all = new ArrayList<>(conditions);
        all.addAll(more);
        return own == Conduct.OnFailure.STOP
                ? new Frame(around, onFailure, all, members)
                : new Frame(this, own, all, new ArrayList<>());
    }

    /** Steps whose failure lets the run go on, but without the rest of what they belong to. */
    List<Integer> unlessFailed() {
        var indexes = new ArrayList<Integer>();
        for (Frame frame = this; frame != null; frame = frame.around) {
            if (frame.onFailure == Conduct.OnFailure.CONTINUE) {
                indexes.addAll(frame.members);
            }
        }
        return indexes.stream().sorted().toList();
    }
}
