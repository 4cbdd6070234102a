package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.MeanTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long things took on average, by system and severity. */
public final class IncidentMetricsTable {
    private static final List<String> COLUMNS =
            List.of("SYSTEM", "SEVERITY", "COUNT", "DETECT", "ACKNOWLEDGE", "MITIGATE", "RESOLVE");

    private IncidentMetricsTable() {}

    /**
     * @param all of all of them together
     * @param when of which time they are
     */
    public static Message of(List<MeanTimes.Group> groups, MeanTimes all, String when) {
        var rows = new ArrayList<List<String>>();
        rows.add(COLUMNS);
        groups.forEach(group -> rows.add(row(group)));
        if (groups.size() > 1) {
            rows.add(row(new MeanTimes.Group("all", "", all)));
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Mean times of incidents*, " + Mrkdwn.escape(when)));
        blocks.addAll(LogBlocks.of(Aligned.lines(rows)));
        blocks.add(BlockParts.context(
                "Detect: from the beginning to the declaration. Acknowledge: from the declaration. Mitigate and resolve:"
                        + " from the beginning. All from what was recorded when it happened."));
        return BlockLimits.fit(new Message("Mean times of incidents", blocks));
    }

    private static List<String> row(MeanTimes.Group group) {
        MeanTimes times = group.times();
        return List.of(
                group.system(),
                group.severity(),
                Integer.toString(times.count()),
                words(times.detect()),
                words(times.acknowledge()),
                words(times.mitigate()),
                words(times.resolve()));
    }

    private static String words(@Nullable Duration time) {
        return time == null ? "-" : Elapsed.words(time);
    }
}
