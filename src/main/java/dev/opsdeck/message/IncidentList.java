package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Incidents, and the timeline of one, for whoever asks. */
public final class IncidentList {
    private static final int LONGEST_TEXT = 600;

    private IncidentList() {}

    /** @param what what was asked for, to stand after "incidents" */
    public static Message of(List<Incident> incidents, String what, Instant now) {
        if (incidents.isEmpty()) {
            return Message.of("No incidents " + Mrkdwn.escape(what) + ".");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Incidents " + Mrkdwn.escape(what) + "*"));
        blocks.addAll(Lines.sections(incidents.stream()
                .map(incident -> IncidentWords.line(incident, now))
                .toList()));
        return BlockLimits.fit(new Message(incidents.size() + " incidents " + Mrkdwn.escape(what), blocks));
    }

    /**
     * A page of a timeline.
     *
     * @param offset how many entries are before the page
     * @param total how many there are
     * @param page how many fit on a page
     */
    public static Message timeline(Incident incident, List<Entry> entries, int offset, int total, int page) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Timeline of " + incident.label() + "* " + Mrkdwn.escape(incident.title())));
        blocks.addAll(Lines.sections(entries.stream().map(IncidentList::line).toList()));
        blocks.add(BlockParts.context("Entries " + (offset + 1) + " to " + (offset + entries.size()) + " of " + total
                + " · correct one: " + Mrkdwn.code("/ops incident correct " + incident.number() + " ENTRY text")));
        var buttons = new ArrayList<BlockElement>();
        if (offset > 0) {
            buttons.add(BlockParts.button(
                    "Earlier", Actions.INCIDENT_TIMELINE_OLDER, at(incident, Math.max(0, offset - page))));
        }
        if (offset + entries.size() < total) {
            buttons.add(
                    BlockParts.button("Later", Actions.INCIDENT_TIMELINE_NEWER, at(incident, offset + entries.size())));
        }
        buttons.add(
                BlockParts.button("Picture of the course", Actions.INCIDENT_PICTURE, Long.toString(incident.number())));
        blocks.add(BlockParts.actions(buttons));
        return BlockLimits.fit(new Message("Timeline of " + incident.label(), blocks));
    }

    private static String at(Incident incident, int offset) {
        return incident.number() + ":" + offset;
    }

    private static String line(Entry entry) {
        String corrected = entry.original() == null
                ? ""
                : "\n" + Lines.INDENT + "_corrected by "
                        + IncidentWords.actor(String.valueOf(entry.correctedBy())) + "; it was: "
                        + Mrkdwn.escape(Cut.plain(entry.original(), 200)) + "_";
        return "`" + entry.id() + "` " + Mrkdwn.second(entry.at()) + " " + IncidentWords.sign(entry.kind()) + " "
                + Mrkdwn.escape(Cut.plain(entry.text(), LONGEST_TEXT)) + "\n" + Lines.INDENT
                + IncidentWords.actor(entry.actor()) + " · " + Mrkdwn.escape(entry.source()) + corrected;
    }
}
