package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people are told when something happens in an incident, or does not happen in time. */
public final class IncidentNotice {
    private IncidentNotice() {}

    /** Nobody answered in time. */
    public static Message unanswered(Incident incident, Duration within) {
        return with(
                "⏰ Nobody has acknowledged " + incident.label() + " within " + Elapsed.words(within) + ".",
                incident,
                "Acknowledge",
                Actions.INCIDENT_ACK);
    }

    /** The next level is paged. */
    public static Message escalated(Incident incident, Alarm alarm) {
        return with(
                "⏫ Still nobody has acknowledged " + incident.label() + ", so "
                        + Mrkdwn.escape(Objects.requireNonNullElse(alarm.target(), "the next level"))
                        + " is paged now.",
                incident,
                "Acknowledge",
                Actions.INCIDENT_ACK);
    }

    /** A phase should be over. */
    public static Message phase(Incident incident, String phase) {
        return Message.of("⏰ The " + Mrkdwn.escape(phase) + " of " + incident.label() + " should be over by now.");
    }

    /** @param user who has to write it; null for nobody in particular */
    public static Message updateDue(Incident incident, @Nullable String user) {
        String whom = user == null ? "" : Mrkdwn.user(user) + " ";
        return with(
                "⏰ " + whom + "An update about " + incident.label() + " is due.",
                incident,
                "Write update",
                Actions.INCIDENT_UPDATE);
    }

    /** To the commander. */
    public static Message updateLate(Incident incident, Duration late) {
        return with(
                "⏰ The update about " + about(incident) + " is " + Elapsed.words(late) + " late.",
                incident,
                "Write update",
                Actions.INCIDENT_UPDATE);
    }

    public static Message postMortemDue(Incident incident) {
        return with(
                "⏰ The post-mortem of " + about(incident) + " is due.",
                incident,
                "Post-mortem",
                Actions.INCIDENT_POST_MORTEM);
    }

    /** What those are told who are paged about it. */
    public static String page(Incident incident) {
        return about(incident) + (incident.impact() == null ? "" : "\nImpact: " + Mrkdwn.escape(incident.impact()));
    }

    static String about(Incident incident) {
        return Mrkdwn.bold(incident.label()) + " " + Mrkdwn.code(incident.severity()) + " "
                + Mrkdwn.escape(incident.title()) + IncidentWords.room(incident);
    }

    private static Message with(String text, Incident incident, String button, String action) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(text));
        blocks.add(BlockParts.actions(List.of(BlockParts.button(button, action, Long.toString(incident.number())))));
        return BlockLimits.fit(new Message(text, blocks));
    }
}
