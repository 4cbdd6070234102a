package dev.opsdeck.probe;

import dev.opsdeck.catalog.FindingLevel;

/** How bad a finding is, worst first. Not to know is worse than a warning: it may be anything. */
public enum Level {
    CRITICAL,
    UNKNOWN,
    WARNING,
    INFO,
    FINE;

    /** The level that the catalog names. */
    public static Level of(FindingLevel level) {
        return switch (level) {
            case CRITICAL -> CRITICAL;
            case WARNING -> WARNING;
            case INFO -> INFO;
        };
    }

    /** Whether somebody has to look at it. */
    public boolean needsAttention() {
        return switch (this) {
            case CRITICAL, UNKNOWN, WARNING -> true;
            case INFO, FINE -> false;
        };
    }

    public boolean isWorseThan(Level other) {
        return compareTo(other) < 0;
    }
}
