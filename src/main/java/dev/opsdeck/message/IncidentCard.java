package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.StaticSelectElement;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.incident.PublicUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The card at the head of an incident's channel, and what other channels see of it. Both always tell how it is now. */
public final class IncidentCard {
    private static final int MOST_ALARMS = 5;
    private static final int MOST_SEVERITIES = 20;

    private IncidentCard() {}

    /** The card at the head of the incident's channel. */
    public static Message header(IncidentView view) {
        Incident incident = view.incident();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(title(incident)));
        blocks.add(severity(view));
        blocks.add(BlockParts.section(facts(view)));
        blocks.add(BlockParts.section(duties(view)));
        if (!view.alarms().isEmpty()) {
            blocks.add(BlockParts.context("⏰ " + alarms(view.alarms())));
        }
        blocks.addAll(actions(view));
        blocks.add(BlockParts.context("Timeline: " + view.entries() + " entries · put 📌 on a message to add it · "
                + Mrkdwn.code("/ops help incident")));
        return BlockLimits.fit(new Message(fallback(incident), blocks));
    }

    /** What the system's channels see of it: enough to know, one button to follow. */
    public static Message announcement(IncidentView view) {
        Incident incident = view.incident();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header(title(incident)));
        blocks.add(BlockParts.section(facts(view)));
        if (incident.channel() != null && incident.ownChannel()) {
            blocks.add(BlockParts.section("Handled in <#" + Mrkdwn.escape(incident.channel()) + ">."));
        }
        var buttons = new ArrayList<BlockElement>();
        if (incident.phase() == Phase.DECLARED) {
            buttons.add(BlockParts.primary("Acknowledge", Actions.INCIDENT_ACK, id(incident)));
        }
        buttons.add(BlockParts.button("Timeline", Actions.INCIDENT_TIMELINE, id(incident)));
        blocks.add(BlockParts.actions(buttons));
        return BlockLimits.fit(new Message(fallback(incident), blocks));
    }

    /** The incident on a home tab, with what can be done about it. */
    static List<LayoutBlock> onHome(IncidentView view) {
        var blocks = new ArrayList<LayoutBlock>();
        String alarms = view.alarms().isEmpty() ? "" : "\n⏰ " + alarms(view.alarms());
        blocks.add(withChoice(view, Mrkdwn.bold(title(view.incident())) + "\n" + facts(view) + alarms));
        blocks.add(BlockParts.section(duties(view)));
        blocks.addAll(actions(view));
        return blocks;
    }

    private static String title(Incident incident) {
        return Cut.plain(IncidentWords.sign(incident.phase()) + " " + incident.label() + " " + incident.title(), 150);
    }

    private static String fallback(Incident incident) {
        return Mrkdwn.escape(title(incident) + " · " + incident.severity() + " · " + incident.system() + " · "
                + IncidentWords.word(incident.phase()));
    }

    private static LayoutBlock severity(IncidentView view) {
        Incident incident = view.incident();
        Severity known = view.severity();
        String meaning = known == null || known.title() == null ? "" : "  " + Mrkdwn.escape(known.title());
        return withChoice(view, "*Severity* " + Mrkdwn.code(incident.severity()) + meaning);
    }

    /** With the choice of another severity beside it, while that makes sense. */
    private static LayoutBlock withChoice(IncidentView view, String text) {
        Incident incident = view.incident();
        if (!incident.phase().open()) {
            return BlockParts.section(text);
        }
        List<OptionObject> options = Stream.concat(Stream.of(incident.severity()), view.severities().stream())
                .distinct()
                .limit(MOST_SEVERITIES)
                .map(name -> option(name, id(incident) + ":" + name))
                .toList();
        return BlockParts.section(
                text,
                StaticSelectElement.builder()
                        .actionId(Actions.INCIDENT_SEVERITY)
                        .placeholder(BlockParts.plain("Change severity"))
                        .options(options)
                        .initialOption(options.getFirst())
                        .build());
    }

    static OptionObject option(String text, String value) {
        return OptionObject.builder()
                .text(BlockParts.plain(Cut.plain(text, 75)))
                .value(value)
                .build();
    }

    private static String facts(IncidentView view) {
        Incident incident = view.incident();
        var lines = new ArrayList<String>();
        lines.add("*State* " + IncidentWords.word(incident.phase()) + " since "
                + Mrkdwn.time(IncidentWords.since(incident)));
        lines.add("*System* " + Mrkdwn.escape(view.systemTitle()) + " · " + Mrkdwn.code(incident.severity()));
        lines.add("*Impact* " + (incident.impact() == null ? "not said yet" : Mrkdwn.escape(incident.impact())));
        lines.add("*Began* " + Mrkdwn.time(incident.times().began()) + " · declared by "
                + Mrkdwn.user(incident.declaredBy()));
        if (incident.summary() != null) {
            lines.add("*Solution* " + Mrkdwn.escape(incident.summary()));
        }
        if (incident.cause() != null) {
            lines.add("*Root cause* " + Mrkdwn.escape(incident.cause()));
        }
        PublicUpdate last = view.last();
        if (last != null) {
            lines.add("*Last update* " + Mrkdwn.time(last.postedAt())
                    + (last.status() == null ? "" : " · " + Mrkdwn.escape(last.status())));
        }
        return String.join("\n", lines);
    }

    private static String duties(IncidentView view) {
        return Stream.of(Duty.values())
                .map(duty -> {
                    Duty.Holder holder = view.duties().get(duty);
                    return "*" + IncidentWords.duty(duty) + "* "
                            + (holder == null ? "nobody yet" : Mrkdwn.user(holder.user()));
                })
                .collect(Collectors.joining("  ·  "));
    }

    private static String alarms(List<Alarm> alarms) {
        String shown = alarms.stream()
                .limit(MOST_ALARMS)
                .map(alarm -> IncidentWords.alarm(alarm) + " " + Mrkdwn.time(alarm.due()))
                .collect(Collectors.joining(" · "));
        return alarms.size() > MOST_ALARMS ? shown + " · and " + (alarms.size() - MOST_ALARMS) + " more" : shown;
    }

    private static List<LayoutBlock> actions(IncidentView view) {
        Incident incident = view.incident();
        String id = id(incident);
        var main = new ArrayList<BlockElement>();
        var more = new ArrayList<BlockElement>();
        switch (incident.phase()) {
            case DECLARED -> main.add(BlockParts.primary("Acknowledge", Actions.INCIDENT_ACK, id));
            case ACKNOWLEDGED -> main.add(BlockParts.primary("Mitigated", Actions.INCIDENT_MITIGATE, id));
            case MITIGATED, RESOLVED, CLOSED -> {}
        }
        if (incident.phase().open()) {
            main.add(BlockParts.button("Write update", Actions.INCIDENT_UPDATE, id));
            main.add(BlockParts.button("Resolve", Actions.INCIDENT_RESOLVE, id));
            main.add(BlockParts.button("Add note", Actions.INCIDENT_NOTE, id));
            Stream.of(Duty.values())
                    .filter(duty -> !view.duties().containsKey(duty))
                    .forEach(duty -> more.add(BlockParts.button(
                            "Take " + IncidentWords.duty(duty).toLowerCase(java.util.Locale.ROOT),
                            Actions.INCIDENT_TAKE + duty.word(),
                            id)));
            more.add(BlockParts.button("Assign…", Actions.INCIDENT_ASSIGN, id));
            if (!view.alarms().isEmpty()) {
                more.add(stop(id));
            }
        } else if (incident.phase() == Phase.RESOLVED) {
            main.add(BlockParts.primary("Post-mortem", Actions.INCIDENT_POST_MORTEM, id));
            main.add(BlockParts.button("Reopen", Actions.INCIDENT_REOPEN, id));
        } else {
            main.add(BlockParts.button("Post-mortem", Actions.INCIDENT_POST_MORTEM, id));
        }
        main.add(BlockParts.button("Timeline", Actions.INCIDENT_TIMELINE, id));
        return more.isEmpty()
                ? List.of(BlockParts.actions(main))
                : List.of(BlockParts.actions(main), BlockParts.actions(more));
    }

    private static BlockElement stop(String id) {
        var confirm = BlockParts.confirm(
                "Stop the clocks?",
                "Nobody is reminded or paged about this incident any more, until its severity changes or an update is"
                        + " posted.",
                "Stop them",
                "Let them run");
        return BlockParts.danger("Stop clocks", Actions.INCIDENT_STOP_CLOCKS, id, confirm);
    }

    private static String id(Incident incident) {
        return Long.toString(incident.number());
    }
}
