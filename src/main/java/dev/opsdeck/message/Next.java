package dev.opsdeck.message;

import com.slack.api.model.block.element.BlockElement;
import java.util.List;
import java.util.stream.IntStream;

/** A command that a button runs. */
public record Next(String label, String command) {
    /** An action id may stand only once in a block, so each has a number of its own. */
    static List<BlockElement> buttons(List<Next> all) {
        return IntStream.range(0, all.size())
                .<BlockElement>mapToObj(index -> BlockParts.button(
                        all.get(index).label(), Actions.commandRun(index), all.get(index).command()))
                .toList();
    }
}
