package dev.opsdeck.plan;

/** What is asked for is so already. */
public final class NothingToDoException extends TargetException {
    private static final long serialVersionUID = 1L;

    public NothingToDoException(String message) {
        super(message);
    }
}
