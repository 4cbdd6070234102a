package dev.opsdeck.incident;

import java.util.EnumSet;
import java.util.Set;

/** How far an incident has come, and where it can go from there. */
public enum Phase {
    /** Nobody has answered yet. */
    DECLARED,
    ACKNOWLEDGED,
    /** It does no more harm, but is not over. */
    MITIGATED,
    RESOLVED,
    /** What is to be learned from it was written down. */
    CLOSED;

    /** The phases that may follow. A resolved incident that comes back is acknowledged already. */
    public Set<Phase> exits() {
        return switch (this) {
            case DECLARED -> EnumSet.of(ACKNOWLEDGED, MITIGATED, RESOLVED);
            case ACKNOWLEDGED -> EnumSet.of(MITIGATED, RESOLVED);
            case MITIGATED -> EnumSet.of(ACKNOWLEDGED, RESOLVED);
            case RESOLVED -> EnumSet.of(ACKNOWLEDGED, CLOSED);
            case CLOSED -> EnumSet.noneOf(Phase.class);
        };
    }

    /** Whether people still work on it. */
    public boolean open() {
        return switch (this) {
            case DECLARED, ACKNOWLEDGED, MITIGATED -> true;
            case RESOLVED, CLOSED -> false;
        };
    }
}
