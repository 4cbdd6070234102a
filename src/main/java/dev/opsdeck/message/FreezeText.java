package dev.opsdeck.message;

import dev.opsdeck.catalog.Freezing;
import dev.opsdeck.routine.Freeze;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of systems that must not be changed. */
public final class FreezeText {
    private FreezeText() {}

    /** Why a change is refused, and what is possible all the same. */
    public static String objection(Freeze freeze, Freezing rule, List<String> breakGlass) {
        var ways = new ArrayList<String>();
        if (!rule.except().isEmpty()) {
            ways.add("by " + bold(rule.except()));
        }
        ways.add("by everybody while an incident of " + String.join(" or ", rule.severities()) + " is open");
        if (!breakGlass.isEmpty()) {
            ways.add("by " + bold(breakGlass) + " with `--break-glass --reason=…`");
        }
        String still = "\nChanges are still possible " + String.join("; ", ways) + ".";
        return "🧊 " + Mrkdwn.bold(freeze.system()) + " is frozen " + until(freeze) + ", by " + Mrkdwn.user(freeze.by())
                + why(freeze) + "." + still;
    }

    public static Message frozen(Freeze freeze, String title) {
        return Message.of("🧊 " + Mrkdwn.user(freeze.by()) + " froze " + Mrkdwn.bold(title) + " " + until(freeze)
                + why(freeze) + ". Changes are refused.");
    }

    public static Message thawed(String title, String by) {
        return Message.of(
                "🌤️ " + Mrkdwn.user(by) + " unfroze " + Mrkdwn.bold(title) + ". Changes are possible again.");
    }

    public static Message list(List<Freeze> freezes) {
        return freezes.isEmpty()
                ? Message.of("Nothing is frozen.")
                : Message.of(freezes.stream()
                        .map(freeze -> "🧊 " + Mrkdwn.bold(freeze.system()) + " " + until(freeze) + ", by "
                                + Mrkdwn.user(freeze.by()) + why(freeze))
                        .collect(Collectors.joining("\n")));
    }

    private static String until(Freeze freeze) {
        return freeze.until() == null ? "until somebody unfreezes it" : "until " + Mrkdwn.time(freeze.until());
    }

    private static String why(Freeze freeze) {
        return freeze.reason() == null ? "" : ": " + Mrkdwn.escape(freeze.reason());
    }

    private static String bold(List<String> roles) {
        return roles.stream().map(Mrkdwn::bold).collect(Collectors.joining(" or "));
    }
}
