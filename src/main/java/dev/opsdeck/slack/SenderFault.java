package dev.opsdeck.slack;

import java.time.Instant;

/** Why a call to Slack did not do what it should. */
abstract sealed class SenderFault extends Exception {
    private static final long serialVersionUID = 1L;

    private SenderFault(String message) {
        super(message, null, false, false);
    }

    /** Whether Slack may have done it all the same. */
    abstract boolean doubtful();

    /** A limit is closed, by Slack's word or by our own count. */
    static final class Limited extends SenderFault {
        private static final long serialVersionUID = 1L;
        private final Instant until;

        Limited(String method, Instant until) {
            super(method + " is limited until " + until);
            this.until = until;
        }

        Instant until() {
            return until;
        }

        @Override
        boolean doubtful() {
            return false;
        }
    }

    /** Slack did not answer, or not as Slack. */
    static final class Unavailable extends SenderFault {
        private static final long serialVersionUID = 1L;
        private final boolean doubtful;

        Unavailable(String reason, boolean doubtful) {
            super(reason);
            this.doubtful = doubtful;
        }

        @Override
        boolean doubtful() {
            return doubtful;
        }
    }

    /** Slack said no, and why. */
    static final class Refused extends SenderFault {
        private static final long serialVersionUID = 1L;
        private final String error;

        Refused(String method, String error) {
            super(method + " was refused: " + error);
            this.error = error;
        }

        String error() {
            return error;
        }

        @Override
        boolean doubtful() {
            return false;
        }
    }
}
