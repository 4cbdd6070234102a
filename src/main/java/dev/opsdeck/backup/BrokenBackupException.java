package dev.opsdeck.backup;

/** A backup is not what was written. The message says in what way. */
final class BrokenBackupException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenBackupException(String message) {
        super(message);
    }
}
