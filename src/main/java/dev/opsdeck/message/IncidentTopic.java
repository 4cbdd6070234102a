package dev.opsdeck.message;

import dev.opsdeck.incident.Incident;
import java.text.Normalizer;
import java.util.Locale;

/** What an incident's channel is called, and the line above it. */
public final class IncidentTopic {
    private static final int LONGEST_TOPIC = 250;
    private static final int LONGEST_NAME = 60;

    private IncidentTopic() {}

    /** The line above the channel. */
    public static String of(Incident incident) {
        return Cut.plain(
                IncidentWords.sign(incident.phase()) + " " + incident.severity() + " " + incident.title() + " · "
                        + incident.system() + " · " + IncidentWords.word(incident.phase()),
                LONGEST_TOPIC);
    }

    /** A name that Slack takes: lower case letters, digits and dashes. */
    public static String channel(long number, String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String name = ("inc-" + number + "-" + plain).replaceAll("-+", "-");
        String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        return cut.replaceAll("-$", "");
    }
}
