package dev.opsdeck.message;

import com.slack.api.model.block.element.BlockElement;
import java.util.List;
import java.util.stream.IntStream;

/** A command that a button runs. */
public record Next(String label, String command) {
    static List<BlockElement> buttons(List<Next> all) {
        return buttons(all, 0, all.size());
    }

    /** Some of them. An action id may stand only once in a block, so each has the number of its place among all. */
    static List<BlockElement> buttons(List<Next> all, int from, int to) {
        return IntStream.range(from, Math.min(to, all.size()))
                .<BlockElement>mapToObj(index -> BlockParts.button(
                        all.get(index).label(),
                        Actions.commandRun(index),
                        all.get(index).command()))
                .toList();
    }
}
