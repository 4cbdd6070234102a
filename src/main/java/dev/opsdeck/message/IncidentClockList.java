package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is still to ring in an incident. */
public final class IncidentClockList {
    private IncidentClockList() {}

    public static Message of(IncidentView view, Instant now) {
        Incident incident = view.incident();
        if (view.alarms().isEmpty()) {
            return Message.of("No clock of " + incident.label() + " is running.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Clocks of " + incident.label() + "*"));
        blocks.addAll(Lines.sections(
                view.alarms().stream().map(alarm -> line(alarm, now)).toList()));
        blocks.add(BlockParts.actions(List.of(BlockParts.danger(
                "Stop clocks", Actions.INCIDENT_STOP_CLOCKS, Long.toString(incident.number()), null))));
        return BlockLimits.fit(new Message("Clocks of " + incident.label(), blocks));
    }

    private static String line(Alarm alarm, Instant now) {
        return "⏰ " + Mrkdwn.time(alarm.due()) + ", in " + Elapsed.words(Duration.between(now, alarm.due())) + ": "
                + IncidentWords.alarm(alarm);
    }
}
