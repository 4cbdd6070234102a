package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Several runs, a line each, in the order given. */
public final class RunsList {
    private RunsList() {}

    public static Message of(List<Run> runs, Instant now) {
        if (runs.isEmpty()) {
            return Message.of("No runs on record here. `/ops help restart` shows how to start one.");
        }
        var blocks = new ArrayList<LayoutBlock>(Lines.sections(
                runs.stream().map(run -> RunLine.listed(run, now)).toList()));
        blocks.add(BlockParts.context("`/ops show NUMBER` shows one in full."));
        return BlockLimits.fit(new Message(summary(runs), blocks));
    }

    private static String summary(List<Run> runs) {
        Run newest = runs.getFirst();
        return Mrkdwn.escape(runs.size() + (runs.size() == 1 ? " run" : " runs") + ", first: run " + newest.id() + " "
                + RunHeadline.command(newest) + ", " + RunHeadline.word(newest.state()));
    }
}
