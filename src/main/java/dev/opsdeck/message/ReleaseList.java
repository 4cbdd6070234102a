package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.release.Left;
import dev.opsdeck.release.Release;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Releases, newest first, with a way back to each earlier one. */
public final class ReleaseList {
    private static final int MOST = 15;

    private ReleaseList() {}

    /**
     * One release.
     *
     * @param rollback the command that brings it back; null for what runs now
     */
    public record Entry(Release release, @Nullable String rollback) {}

    public static Message of(String title, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Message.of("No release of " + Mrkdwn.bold(title)
                    + " is on record yet: the first `/ops deploy` notes what ran before it.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("📦 Releases of " + title));
        entries.stream().limit(MOST).forEach(entry -> blocks.add(block(entry)));
        return BlockLimits.fit(new Message("Releases of " + title, blocks));
    }

    /**
     * What runs left that is no image.
     *
     * @param title what it is a list of
     * @param commands the way back to each, in their order
     */
    public static Message left(String title, List<Left> left, List<String> commands) {
        if (left.isEmpty()) {
            return Message.of("Nothing is on record yet for " + title + ": the first `/ops deploy` notes it.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.header("↩️ Ways back: " + title));
        for (int i = 0; i < Math.min(left.size(), MOST); i++) {
            Left one = left.get(i);
            blocks.add(BlockParts.section(
                    Mrkdwn.code(one.value()) + "\n" + Mrkdwn.time(one.at()) + "  ·  run " + one.run() + " by "
                            + Mrkdwn.user(one.requester()),
                    BlockParts.button("Roll back to it", Actions.COMMAND_RUN, commands.get(i))));
        }
        return BlockLimits.fit(new Message("Ways back: " + title, blocks));
    }

    private static LayoutBlock block(Entry entry) {
        Release release = entry.release();
        String by = (release.deployed() ? "deployed by " : "found running by ") + Mrkdwn.user(release.requester())
                + " (run " + release.run() + ")";
        String text = "*" + release.id() + "*  " + Mrkdwn.escape(release.service().service()) + "  "
                + Mrkdwn.code(release.version()) + (entry.rollback() == null ? "  ·  *runs now*" : "") + "\n"
                + Mrkdwn.time(release.at()) + "  ·  " + by;
        return entry.rollback() == null
                ? BlockParts.section(text)
                : BlockParts.section(text, BlockParts.button("Roll back to it", Actions.COMMAND_RUN, entry.rollback()));
    }
}
