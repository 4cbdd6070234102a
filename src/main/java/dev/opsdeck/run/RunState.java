package dev.opsdeck.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands, and where it can go from there. */
public enum RunState {
    /** Waits for approval. */
    WAITING,
    /** May start: waits for a worker or for another run on the same target. */
    QUEUED,
    RUNNING,
    /** A person must say how to go on, because nobody can tell whether a step was done. */
    ASKING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    DENIED,
    EXPIRED,
    WITHDRAWN,
    /** The plan was not the approved one any more. */
    VOIDED;

    private static final Set<RunState> ENDS =
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED);

    /** Whether nothing will happen any more. */
    public boolean ended() {
        return ENDS.contains(this);
    }

    /** The states that may follow. */
    public Set<RunState> exits() {
        return switch (this) {
            case WAITING -> EnumSet.of(QUEUED, DENIED, EXPIRED, WITHDRAWN, VOIDED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED, VOIDED, FAILED);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED, ASKING);
            case ASKING -> EnumSet.of(RUNNING, QUEUED, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED, DENIED, EXPIRED, WITHDRAWN, VOIDED -> EnumSet.noneOf(RunState.class);
        };
    }
}
