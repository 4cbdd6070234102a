package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.element.BlockElement;
import dev.opsdeck.probe.Level;
import dev.opsdeck.routine.Monitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people are told of a monitor. */
public final class MonitorCard {
    private MonitorCard() {}

    /**
     * @param subject what is watched, in words
     * @param next what to do about it
     * @param source what an incident would be declared from
     */
    public static Message alarm(
            Monitor monitor, String subject, Level before, Instant now, List<Next> next, String source) {
        String name = monitor.system() + "/" + monitor.check();
        String head = FindingLines.sign(monitor.level()) + " " + name + " is " + FindingLines.word(monitor.level());
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(section(head, subject, monitor));
        blocks.add(BlockParts.context("It was " + FindingLines.word(before) + " until " + Mrkdwn.second(now)));
        var buttons = new ArrayList<BlockElement>(Next.buttons(next));
        buttons.add(BlockParts.danger("Declare incident", Actions.INCIDENT_DECLARE, source, null));
        blocks.add(BlockParts.actions(buttons));
        return BlockLimits.fit(new Message(Mrkdwn.escape(head + ": " + monitor.seen()), blocks));
    }

    /**
     * @param subject what is watched, in words
     * @param before how it stood until now
     */
    public static Message recovered(Monitor monitor, String subject, Monitor before, Instant now) {
        String head = FindingLines.sign(Level.FINE) + " " + monitor.system() + "/" + monitor.check() + " has recovered";
        String lasted = "It was " + FindingLines.word(before.level()) + " for "
                + Elapsed.words(Duration.between(before.since(), now)) + ".";
        return BlockLimits.fit(new Message(
                Mrkdwn.escape(head + ". " + lasted),
                List.of(section(head, subject, monitor), BlockParts.context(lasted))));
    }

    private static SectionBlock section(String head, String subject, Monitor monitor) {
        return BlockParts.section("*" + Mrkdwn.escape(head) + "*\n" + Mrkdwn.escape(subject + ": " + monitor.seen()));
    }
}
