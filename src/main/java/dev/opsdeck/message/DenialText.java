package dev.opsdeck.message;

import dev.opsdeck.access.Decision;
import java.util.stream.Collectors;

/** Says no, by which rule, and who could. */
public final class DenialText {
    private DenialText() {}

    public static Message of(Decision.Deny deny) {
        String who = deny.whoCould().isEmpty()
                ? "Nobody may do this."
                : "Could be done by: "
                        + deny.whoCould().stream().map(Mrkdwn::bold).collect(Collectors.joining(", ")) + ".";
        return Message.of("⛔ " + Mrkdwn.escape(deny.reason()) + "\n" + who + " Decided by " + Mrkdwn.bold(deny.rule())
                + "; `/ops why …` explains it.");
    }
}
