package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.command.Command.Stats.Sort;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Spoken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What instances use, the one that uses most first. */
public final class StatsTable {
    private static final List<String> COLUMNS =
            List.of("", "CPU", "MEM", "MEMORY", "NET IN / OUT", "DISK READ / WRITE");

    private StatsTable() {}

    /**
     * What was found in one system.
     *
     * @param measures by the names of the catalog's probe, labelled with the instance
     * @param problem why nothing is known; null when something is
     */
    public record Part(
            String system, List<Measure> measures, @Nullable String problem) {
        public Part {
            measures = List.copyOf(measures);
        }
    }

    public static Message of(List<Part> parts, Sort sort, Instant now) {
        var blocks = new ArrayList<LayoutBlock>();
        for (Part part : parts) {
            blocks.add(BlockParts.section("📊  What " + Mrkdwn.bold(part.system()) + " uses"));
            if (part.problem() != null) {
                blocks.add(BlockParts.section("❔  " + Mrkdwn.escape(part.problem())));
            } else if (part.measures().isEmpty()) {
                blocks.add(BlockParts.section("Nothing of it runs."));
            } else {
                blocks.addAll(LogBlocks.of(table(part.measures(), sort)));
            }
        }
        blocks.add(BlockParts.context(
                "CPU in % of one processor, MEM in % of the limit, network and disk since the start  ·  seen "
                        + Mrkdwn.second(now)));
        return BlockLimits.fit(new Message("What is used", blocks));
    }

    private static List<String> table(List<Measure> measures, Sort sort) {
        Map<String, Map<String, Double>> byInstance = new LinkedHashMap<>();
        measures.forEach(measure -> byInstance
                .computeIfAbsent(measure.label(), _ -> new LinkedHashMap<>())
                .put(measure.name(), measure.value()));
        var rows = new ArrayList<List<String>>();
        rows.add(COLUMNS);
        byInstance.entrySet().stream()
                .sorted(order(sort))
                .forEach(each -> rows.add(row(each.getKey(), each.getValue())));
        if (byInstance.size() > 1) {
            rows.add(average(byInstance.values()));
        }
        return Aligned.lines(rows);
    }

    private static Comparator<Map.Entry<String, Map<String, Double>>> order(Sort sort) {
        Comparator<Map.Entry<String, Map<String, Double>>> byName = Map.Entry.comparingByKey();
        return switch (sort) {
            case CPU -> largest("cpu").thenComparing(byName);
            case MEMORY -> largest("memory-bytes").thenComparing(byName);
            case NAME -> byName;
        };
    }

    private static Comparator<Map.Entry<String, Map<String, Double>>> largest(String measure) {
        return Comparator.comparingDouble(each -> -each.getValue().getOrDefault(measure, -1.0));
    }

    private static List<String> row(String instance, Map<String, Double> used) {
        return List.of(
                instance,
                percent(used.get("cpu")),
                percent(used.get("memory")),
                memory(used.get("memory-bytes")),
                pair(used, "network-in", "network-out"),
                pair(used, "disk-read", "disk-write"));
    }

    /** Over those for which there is a value: one without a limit says nothing about shares of limits. */
    private static List<String> average(Collection<Map<String, Double>> all) {
        return List.of(
                "average of " + all.size(),
                percent(average(all, "cpu")),
                percent(average(all, "memory")),
                memory(average(all, "memory-bytes")),
                "",
                "");
    }

    private static @Nullable Double average(Collection<Map<String, Double>> all, String measure) {
        OptionalDouble average = all.stream()
                .map(used -> used.get(measure))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return average.isPresent() ? average.getAsDouble() : null;
    }

    private static String pair(Map<String, Double> used, String one, String other) {
        return used.containsKey(one) || used.containsKey(other)
                ? bytes(used.get(one)) + " / " + bytes(used.get(other))
                : "–";
    }

    private static String percent(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f %%", value);
    }

    private static String memory(@Nullable Double value) {
        return value == null ? "–" : Spoken.bytes(value);
    }

    private static String bytes(@Nullable Double value) {
        return value == null ? "–" : Quantity.of(value, "bytes");
    }
}
