package dev.opsdeck.command;

import static dev.opsdeck.catalog.Risk.READ;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code alerts}. */
final class AlertArguments {
    static final Verb ALERTS = Verb.of(
                    Verbs.entry(
                            "alerts",
                            "alerts [critical|warning|info|NAME] [--since=2h]",
                            "Shows which alerts fire, since when, and which are silenced by whom.",
                            READ,
                            "alerts",
                            "alerts critical",
                            "alerts HighErrorRate --since=2h"),
                    0,
                    1,
                    "[critical|warning|info|NAME]",
                    AlertArguments::read)
            .values("--since");

    private AlertArguments() {}

    private static Command read(Arguments given) throws MistakeException {
        String since = given.value("--since");
        if (since != null && Period.parse(since).isEmpty()) {
            throw new MistakeException(
                    "\"" + since + "\" is not a time to look back. Say 30m, 24h, 7d or 2w, for example.");
        }
        return new Command.Alerts(given.optional(0), since == null ? null : since.toLowerCase(Locale.ROOT));
    }

    static List<String> canonical(Command.Alerts alerts) {
        var words = new ArrayList<String>();
        if (alerts.what() != null) {
            words.add(Words.quote(alerts.what()));
        }
        if (alerts.since() != null) {
            words.add("--since=" + Words.quote(alerts.since()));
        }
        return words;
    }
}
