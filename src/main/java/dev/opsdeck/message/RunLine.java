package dev.opsdeck.message;

import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.Objects;

/** One run in one line. Names nobody by mention: whoever once ran something here is not to be called each time. */
final class RunLine {
    private RunLine() {}

    /** Number, command, who and state. */
    static String brief(Run run) {
        return "run " + run.id() + " " + Mrkdwn.code(RunHeadline.command(run)) + " by "
                + Mrkdwn.escape(run.requesterName()) + ", " + RunHeadline.word(run.state());
    }

    /** How and when a run ended. */
    static String ended(Run run, Instant now) {
        return RunHeadline.sign(run.state()) + " " + brief(run) + " "
                + Mrkdwn.time(Objects.requireNonNullElse(run.endedAt(), now));
    }

    /** For lists: the state is what the eye looks for. */
    static String listed(Run run, Instant now) {
        String took = run.startedAt() == null ? "" : " in " + Elapsed.words(RunHeadline.worked(run, now));
        return RunHeadline.sign(run.state()) + "  *" + run.id() + "*  " + Mrkdwn.code(RunHeadline.command(run))
                + "  ·  "
                + RunHeadline.word(run.state()) + took + "  ·  " + Mrkdwn.escape(run.requesterName()) + "  ·  "
                + Mrkdwn.time(run.createdAt());
    }
}
