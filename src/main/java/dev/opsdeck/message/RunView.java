package dev.opsdeck.message;

import dev.opsdeck.approval.Approval;
import dev.opsdeck.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the card of a run shows.
 *
 * @param approval null when none was needed
 * @param lastOnTarget the newest earlier run that ended on one of its targets; null when there is none
 * @param activeOnTarget other runs on its targets that have not ended, oldest first; {@link #OTHERS} of them are shown
 * @param drift what differs between the approved plan and today's, a line each; empty unless the run is voided
 */
public record RunView(
        Run run,
        @Nullable Approval approval,
        @Nullable Run lastOnTarget,
        List<Run> activeOnTarget,
        List<String> drift) {
    /** How many other runs a card names. */
    public static final int OTHERS = 3;
}
