package dev.opsdeck.target.program;

import java.time.Duration;
import java.util.List;

/** A program of which nobody can tell how it ended: it was begun, and may have done all, a part, or nothing. */
public final class ProgramFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProgramFault(String message, Throwable cause) {
        super(message, cause);
    }

    private ProgramFault(String message) {
        super(message);
    }

    /** For programs that were waited for too long. */
    public static ProgramFault tooSlow(String host, List<String> arguments, Duration patience) {
        return new ProgramFault(arguments.getFirst() + " on " + host + " did not end within " + patience.toSeconds()
                + " s, so nobody can tell what it has done. Look there.");
    }

    /** For programs that were lost sight of. */
    public static ProgramFault broken(String host, List<String> arguments, Throwable cause) {
        return new ProgramFault(
                "The connection to " + host + " broke while " + arguments.getFirst()
                        + " ran, so nobody can tell what it has done. Look there.",
                cause);
    }
}
