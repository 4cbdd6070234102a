package dev.opsdeck.target;

/** A Docker engine gave no answer; the message says which one, why, and what to check. */
final class EngineUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveArrived;

    EngineUnreachable(String message, boolean mayHaveArrived, Throwable cause) {
        super(message, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** False only when it is certain that the engine never got the request. */
    boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
