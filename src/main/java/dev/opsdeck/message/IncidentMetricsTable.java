package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.MeanTimes;
import dev.opsdeck.message.chart.Bars;
import dev.opsdeck.message.chart.BarsPicture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long things took on average, by system and severity. */
public final class IncidentMetricsTable {
    private static final List<String> COLUMNS =
            List.of("SYSTEM", "SEVERITY", "COUNT", "DETECT", "ACKNOWLEDGE", "MITIGATE", "RESOLVE");

    private IncidentMetricsTable() {}

    /** @param when of which time they are */
    public static Message of(List<Incident> incidents, String when) {
        var rows = new ArrayList<List<String>>();
        rows.add(COLUMNS);
        grouped(incidents).forEach((group, those) -> rows.add(row(group, MeanTimes.of(those))));
        if (rows.size() > 2) {
            rows.add(row(new Group("all", ""), MeanTimes.of(incidents)));
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.section("*Mean times of incidents*, " + Mrkdwn.escape(when)));
        blocks.addAll(LogBlocks.of(Aligned.lines(rows)));
        blocks.add(BlockParts.context(
                "Detect: from the beginning to the declaration. Acknowledge: from the declaration. Mitigate and resolve:"
                        + " from the beginning. All from what was recorded when it happened."));
        return BlockLimits.fit(new Message("Mean times of incidents", blocks));
    }

    /** The same as bars, in minutes. */
    public static byte[] picture(List<Incident> incidents) {
        var bars = new ArrayList<Bars.Bar>();
        grouped(incidents).forEach((group, those) -> {
            MeanTimes times = MeanTimes.of(those);
            bars.add(new Bars.Bar(
                    group.system() + " " + group.severity(),
                    Map.of(
                            "acknowledge", minutes(times.acknowledge()),
                            "mitigate", minutes(times.mitigate()),
                            "resolve", minutes(times.resolve()))));
        });
        return BarsPicture.png(
                new Bars("Mean times of incidents", "minutes", List.of("acknowledge", "mitigate", "resolve"), bars));
    }

    private static double minutes(@Nullable Duration time) {
        return time == null ? 0 : time.toMillis() / 60_000.0;
    }

    private record Group(String system, String severity) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int bySystem = system.compareTo(other.system);
            return bySystem != 0 ? bySystem : severity.compareTo(other.severity);
        }
    }

    private static Map<Group, List<Incident>> grouped(List<Incident> incidents) {
        return incidents.stream()
                .collect(Collectors.groupingBy(
                        incident -> new Group(incident.system(), incident.severity()),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static List<String> row(Group group, MeanTimes times) {
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
