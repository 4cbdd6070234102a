package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.ActionItem;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import java.util.ArrayList;
import java.util.List;

/** What is to be learned from an incident, before it is published. */
public final class IncidentReview {
    private static final int EXCERPT = 2_400;

    private IncidentReview() {}

    /** The beginning of the document, and what is missing in it. */
    public static Message draft(Incident incident, PostMortem document, List<ActionItem> open) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Post-mortem of " + incident.label()));
        blocks.add(BlockParts.section(missing(incident, open)));
        blocks.add(BlockParts.section(Mrkdwn.codeBlock(Cut.plain(document.markdown(), EXCERPT))));
        String id = Long.toString(incident.number());
        blocks.add(BlockParts.actions(List.of(
                BlockParts.primary(
                        incident.phase() == Phase.CLOSED ? "Publish again" : "Publish", Actions.INCIDENT_PUBLISH, id),
                BlockParts.button("Timeline", Actions.INCIDENT_TIMELINE, id))));
        return BlockLimits.fit(new Message("Post-mortem of " + incident.label(), blocks));
    }

    private static String missing(Incident incident, List<ActionItem> open) {
        var lines = new ArrayList<String>();
        String number = Long.toString(incident.number());
        if (incident.cause() == null) {
            lines.add("⚠️ The root cause is missing: "
                    + Mrkdwn.code("/ops incident resolve " + number + " --cause=TEXT --summary=TEXT") + " after"
                    + " reopening, or write it into the document.");
        }
        if (incident.impact() == null) {
            lines.add("⚠️ The impact is missing.");
        }
        lines.add(
                open.isEmpty()
                        ? "No action item is open. Add one: "
                                + Mrkdwn.code("/ops incident action " + number + " TEXT --owner=@name")
                        : open.size() + " action items are open.");
        return String.join("\n", lines);
    }

    /** What is to be done so that it does not happen again. */
    public static Message actions(Incident incident, List<ActionItem> items) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Action items of " + incident.label() + "*"));
        blocks.addAll(Lines.sections(items.stream().map(IncidentReview::line).toList()));
        return BlockLimits.fit(new Message("Action items of " + incident.label(), blocks));
    }

    private static String line(ActionItem item) {
        return (item.doneAt() == null ? "⬜ " : "✅ ") + "`" + item.id() + "` " + Mrkdwn.escape(item.text()) + " · "
                + (item.owner() == null ? "nobody yet" : Mrkdwn.user(item.owner()));
    }
}
