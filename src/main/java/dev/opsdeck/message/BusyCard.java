package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.List;

/** Says who works on a target already, and offers to wait. */
public final class BusyCard {
    private BusyCard() {}

    /** @param waiting the command that queues */
    public static Message of(Run busy, String waiting, Instant now) {
        String text = "⏳ Nothing was started: " + RunLine.listed(busy, now) + " works on the same target. "
                + "One change at a time. Wait for it, and yours starts when it has ended?";
        return BlockLimits.fit(new Message(
                "Run " + busy.id() + " works on the same target",
                List.<LayoutBlock>of(
                        BlockParts.section(text),
                        BlockParts.actions(List.of(
                                BlockParts.primary("Wait for it", Actions.commandRun(0), waiting),
                                BlockParts.button(
                                        "Show run " + busy.id(), Actions.commandRun(1), "show " + busy.id()))))));
    }
}
