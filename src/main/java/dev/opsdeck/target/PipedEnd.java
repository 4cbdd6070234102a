package dev.opsdeck.target;

/**
 * How a piped program ended.
 *
 * @param error the beginning of what it wrote to its standard error
 */
public record PipedEnd(long exitCode, String error) {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** Whether there was no such program. */
    public boolean missing() {
        return exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE;
    }
}
