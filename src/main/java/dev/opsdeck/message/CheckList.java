package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The checks there are. */
public final class CheckList {
    private CheckList() {}

    /**
     * One check.
     *
     * @param state how its monitor stands, in words; empty when nobody monitors it
     */
    public record Entry(String name, String state) {}

    /** @param all commands that ask everything of a system */
    public static Message of(List<Entry> entries, List<Next> all) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("Checks"));
        blocks.addAll(Lines.sections(entries.stream()
                .map(entry -> "•  " + Mrkdwn.code("/ops check " + entry.name())
                        + (entry.state().isEmpty() ? "" : "  ·  " + entry.state()))
                .toList()));
        if (!all.isEmpty()) {
            blocks.add(BlockParts.actions(Next.buttons(all)));
        }
        String names = entries.stream().map(Entry::name).collect(Collectors.joining(", "));
        return BlockLimits.fit(new Message(Mrkdwn.escape("Checks: " + names), blocks));
    }
}
