package dev.opsdeck.catalog;

/** The values given for a runbook do not make a step of it; the message says why. */
public final class FillingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FillingException(String message) {
        super(message);
    }
}
