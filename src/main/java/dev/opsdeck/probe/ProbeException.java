package dev.opsdeck.probe;

/** Nobody can tell: the message says what was tried, why it failed and what to do. No secrets are in it. */
public final class ProbeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProbeException(String message) {
        super(message);
    }

    public ProbeException(String message, Throwable cause) {
        super(message, cause);
    }
}
