package dev.opsdeck.message;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import java.time.Duration;
import java.time.Instant;

/** What must be grasped within two seconds: a sign, the state in words, the command. */
record RunHeadline(String sign, String words) {

    static RunHeadline of(Run run, Instant now) {
        return new RunHeadline(sign(run.state()), words(run, now));
    }

    /** Stands before a run in lists, too. */
    static String sign(RunState state) {
        return switch (state) {
            case WAITING -> "✋";
            case QUEUED -> "🕒";
            case RUNNING -> "🔵";
            case ASKING -> "❓";
            case SUCCEEDED -> "✅";
            case FAILED -> "❌";
            case CANCELLED -> "⏹️";
            case DENIED -> "🚫";
            case EXPIRED -> "⌛";
            case WITHDRAWN -> "↩️";
            case VOIDED -> "⚠️";
        };
    }

    /** The state alone, for lists. */
    static String word(RunState state) {
        return switch (state) {
            case WAITING -> "waits for approval";
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case ASKING -> "needs a decision";
            case SUCCEEDED -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case DENIED -> "denied";
            case EXPIRED -> "expired";
            case WITHDRAWN -> "withdrawn";
            case VOIDED -> "plan changed, not run";
        };
    }

    /** The command without the slash command's name. */
    static String command(Run run) {
        return bare(run.plan().command());
    }

    static String bare(String command) {
        return command.startsWith("/ops ") ? command.substring("/ops ".length()) : command;
    }

    /** How long it has worked; zero when it never started. */
    static Duration worked(Run run, Instant now) {
        Instant start = run.startedAt();
        if (start == null) {
            return Duration.ZERO;
        }
        return Duration.between(start, run.endedAt() == null ? now : run.endedAt());
    }

    /** For the card's header. */
    String header(Run run) {
        return sign + " " + words + " · " + command(run);
    }

    private static String words(Run run, Instant now) {
        return switch (run.state()) {
            case WAITING -> "Approval needed";
            case QUEUED -> "Queued";
            case RUNNING ->
                run.reversal() != null ? "Putting back" : run.cancelRequestedBy() == null ? "Running" : "Stopping";
            case ASKING -> "Your decision needed";
            case SUCCEEDED -> "Done in " + Elapsed.words(worked(run, now));
            case FAILED -> "Failed" + after(run, now);
            case CANCELLED -> "Cancelled" + after(run, now);
            case DENIED -> "Denied";
            case EXPIRED -> "Expired, not run";
            case WITHDRAWN -> "Withdrawn, not run";
            case VOIDED -> "Plan changed, not run";
        };
    }

    private static String after(Run run, Instant now) {
        return run.startedAt() == null ? "" : " after " + Elapsed.words(worked(run, now));
    }
}
