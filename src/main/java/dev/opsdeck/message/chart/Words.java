package dev.opsdeck.message.chart;

import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.Quantity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a picture of panels shows, in words. */
public final class Words {
    private static final int MOST_LINES = 8;

    /** Slack's limit of what screen readers say. */
    private static final int LONGEST = 1_000;

    private Words() {}

    /** For those who do not see it. */
    public static String of(List<Panel> panels) {
        String all = panels.stream().map(Words::of).collect(Collectors.joining(" "));
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST - 1) + "…";
    }

    private static String of(Panel panel) {
        String head = panel.title() + ", "
                + Elapsed.words(Duration.between(panel.from(), panel.to())) + " until "
                + panel.to().truncatedTo(ChronoUnit.MINUTES) + ": ";
        if (panel.problem() != null) {
            return head + "no data. " + panel.problem();
        }
        String lines = panel.lines().stream()
                .limit(MOST_LINES)
                .map(line -> line(panel, line))
                .collect(Collectors.joining("; "));
        int more = panel.lines().size() - MOST_LINES;
        return head + lines + (more > 0 ? "; and " + more + " others" : "") + ".";
    }

    private static String line(Panel panel, Panel.Line line) {
        String name = line.name().isEmpty() ? "" : line.name() + " ";
        return name + "minimum " + quantity(panel, line.lowest()) + ", maximum " + quantity(panel, line.highest())
                + ", last " + quantity(panel, line.last()) + crossings(panel, line);
    }

    private static String quantity(Panel panel, double value) {
        return Quantity.of(value, panel.unit());
    }

    private static String crossings(Panel panel, Panel.Line line) {
        return panel.marks().entrySet().stream()
                .map(mark -> crossing(panel, line, mark))
                .collect(Collectors.joining());
    }

    private static String crossing(Panel panel, Panel.Line line, Map.Entry<FindingLevel, Threshold> mark) {
        int times = 0;
        boolean before = false;
        for (var point : line.points()) {
            boolean met = mark.getValue().isMetBy(point.value());
            times += met && !before ? 1 : 0;
            before = met;
        }
        String threshold = of(mark.getKey(), mark.getValue(), panel.unit());
        if (times == 0) {
            return ", never " + threshold;
        }
        return ", " + threshold + (times == 1 ? " once" : " " + times + " times") + (before ? " and now" : "");
    }

    /** {@code critical > 5 %}. */
    static String of(FindingLevel level, Threshold threshold, @Nullable String unit) {
        String sign = threshold.toString().split(" ", 2)[0];
        return level.name().toLowerCase(Locale.ROOT) + " " + sign + " "
                + Quantity.of(threshold.bound().doubleValue(), unit);
    }
}
