package dev.opsdeck.plan;

/** The engine, host or service could not be reached or refused; the message says what was tried, why it failed and what to do. */
public class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }

    public TargetException(String message, Throwable cause) {
        super(message, cause);
    }
}
