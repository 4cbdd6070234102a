package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody may do, and how. */
public final class HelpText {
    private HelpText() {}

    /** All these commands, a line or two each. */
    public static Message all(List<Entry> entries) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*What you may do here*"));
        blocks.addAll(Lines.sections(entries.stream().map(HelpText::line).toList()));
        blocks.add(
                BlockParts.context(
                        "`/ops help COMMAND` shows examples. Names are `service` or `system/service`; add `--dry-run` to see a plan without running it."));
        String words = entries.stream().map(Entry::word).collect(Collectors.joining(", "));
        return BlockLimits.fit(new Message(Mrkdwn.escape("Commands: " + words), blocks));
    }

    /** One command with its examples. */
    public static Message one(Entry entry) {
        String examples = entry.examples().stream()
                .map(example -> Mrkdwn.code("/ops " + example))
                .collect(Collectors.joining("\n"));
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section(
                Mrkdwn.code("/ops " + entry.usage()) + "\n" + Mrkdwn.escape(entry.summary()) + risk(entry.risk())));
        blocks.add(BlockParts.section("*Examples*\n" + examples));
        return BlockLimits.fit(new Message(Mrkdwn.escape("/ops " + entry.usage() + ": " + entry.summary()), blocks));
    }

    private static String line(Entry entry) {
        return Mrkdwn.code(entry.usage()) + "  " + Mrkdwn.escape(entry.summary());
    }

    private static String risk(Risk risk) {
        return risk == Risk.READ ? "\nIt changes nothing." : "\nRisk: *" + risk.word() + "*.";
    }
}
