package dev.opsdeck.message;

import dev.opsdeck.run.Run;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of changes that somebody takes upon himself. */
public final class BreakGlassText {
    public static final String REASON_NEEDED =
            "Breaking the glass needs a reason, which everybody will read: add `--reason=\"…\"`.";

    private BreakGlassText() {}

    public static String refused(List<String> roles) {
        return "⛔ `--break-glass` is not for you. "
                + (roles.isEmpty()
                        ? "Nobody may use it: `access.yml` names no roles under break-glass."
                        : "It is for "
                                + roles.stream().map(Mrkdwn::bold).collect(Collectors.joining(" or "))
                                + ". Leave it out to ask for approval.");
    }

    public static Message told(Run run) {
        return Message.of("🔨 " + Mrkdwn.user(run.requester()) + " broke the glass: "
                + Mrkdwn.code("/ops " + RunHeadline.command(run)) + " runs without the consent that it else needs (run "
                + run.id() + ").\n*Reason:* " + Mrkdwn.escape(run.reason() == null ? "" : run.reason()));
    }
}
