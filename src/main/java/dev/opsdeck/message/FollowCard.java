package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** New lines of a log as they come, for everybody in the channel. */
public final class FollowCard {
    private FollowCard() {}

    /**
     * What is being followed.
     *
     * @param of what writes the log
     * @param who Slack user id of who asked
     * @param filter how it is filtered, in mrkdwn; null for not at all
     * @param lines how many came so far
     * @param ended why it is over; null while it goes on
     * @param problem why nothing can be read at the moment; null when it can
     */
    public record Following(
            long capture,
            String of,
            String who,
            @Nullable String filter,
            long lines,
            Instant until,
            @Nullable String ended,
            @Nullable String problem) {}

    public static Message of(Following log, List<String> newest) {
        boolean over = log.ended() != null;
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section((over ? "⏹️  Followed " : "📡  Following ") + Mrkdwn.bold(log.of())));
        blocks.addAll(LogBlocks.of(newest));
        if (newest.isEmpty()) {
            blocks.add(BlockParts.section(over ? "_Nothing was written._" : "_Nothing was written yet._"));
        }
        var facts = new ArrayList<String>();
        facts.add(log.lines() + (log.lines() == 1 ? " line" : " lines"));
        if (log.filter() != null) {
            facts.add(log.filter());
        }
        facts.add(over ? Mrkdwn.escape(String.valueOf(log.ended())) : "until " + Mrkdwn.second(log.until()));
        facts.add("for " + Mrkdwn.user(log.who()));
        blocks.add(BlockParts.context(String.join("  ·  ", facts)));
        if (log.problem() != null) {
            blocks.add(BlockParts.context("⚠️  " + Mrkdwn.escape(log.problem())));
        }
        String id = Long.toString(log.capture());
        var look = BlockParts.button("Look through", Actions.LOG_SHOW, id);
        blocks.add(BlockParts.actions(
                over ? List.of(look) : List.of(BlockParts.danger("Stop", Actions.LOG_STOP, id, null), look)));
        return BlockLimits.fit(new Message((over ? "Followed " : "Following ") + Mrkdwn.escape(log.of()), blocks));
    }
}
