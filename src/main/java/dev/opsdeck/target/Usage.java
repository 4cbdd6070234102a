package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one instance uses; null where that cannot be told.
 *
 * @param cpu percent of one processor
 * @param memory bytes that could not be given back at once
 * @param memoryLimit bytes that it may use
 */
record Usage(
        String instance,
        @Nullable Double cpu,
        @Nullable Long memory,
        @Nullable Long memoryLimit,
        @Nullable Long networkIn,
        @Nullable Long networkOut,
        @Nullable Long diskRead,
        @Nullable Long diskWrite) {

    /** By the names that the catalog's probe gives. */
    List<Measure> measures() {
        var measures = new ArrayList<Measure>();
        add(measures, "cpu", cpu, "percent");
        if (memory != null && memoryLimit != null && memoryLimit > 0) {
            add(measures, "memory", 100.0 * memory / memoryLimit, "percent");
        }
        add(measures, "memory-bytes", memory, "bytes");
        add(measures, "network-in", networkIn, "bytes");
        add(measures, "network-out", networkOut, "bytes");
        add(measures, "disk-read", diskRead, "bytes");
        add(measures, "disk-write", diskWrite, "bytes");
        return measures;
    }

    private void add(List<Measure> measures, String name, @Nullable Number value, String unit) {
        if (value != null) {
            measures.add(new Measure(name, value.doubleValue(), unit, instance));
        }
    }

    static List<Service> services(ManagedSystem system, Probe.Stats probe) {
        return probe.service() == null
                ? List.copyOf(system.services().values())
                : List.of(Optional.ofNullable(system.services().get(probe.service()))
                        .orElseThrow(
                                () -> new ProbeException("There is no service " + probe.service() + " any more.")));
    }

    /** All measures, and in words how many run and what they use together. */
    static Reading reading(int running, String one, String many, List<Usage> usages) {
        Measure[] measures =
                usages.stream().flatMap(usage -> usage.measures().stream()).toArray(Measure[]::new);
        return Reading.of(summary(running, one, many, usages), measures);
    }

    /** How many run, what they use together, and which one is nearest to its limit of memory. */
    private static String summary(int running, String one, String many, List<Usage> usages) {
        if (running == 0) {
            return "No " + one + " runs";
        }
        String count = running == 1 ? "1 " + one + " runs" : running + " " + many + " run";
        String together = Stream.of(
                        sum(usages, Usage::cpu).map(percent -> Spoken.percent(percent) + " of a processor"),
                        sum(usages, Usage::memory).map(bytes -> Spoken.bytes(bytes) + " of memory"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        return count + (together.isEmpty() ? "" : ", using " + together) + fullest(usages);
    }

    private static Optional<Double> sum(List<Usage> usages, Function<Usage, @Nullable Number> part) {
        List<Double> known = usages.stream()
                .map(part)
                .filter(Objects::nonNull)
                .map(Number::doubleValue)
                .toList();
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(known.stream().mapToDouble(Double::doubleValue).sum());
    }

    private static String fullest(List<Usage> usages) {
        return usages.size() < 2
                ? ""
                : usages.stream()
                        .flatMap(usage -> usage.measures().stream())
                        .filter(measure -> measure.name().equals("memory"))
                        .max(Comparator.comparingDouble(Measure::value))
                        .map(most -> "; " + most.label() + " is nearest to its limit of memory, at "
                                + Spoken.percent(most.value()))
                        .orElse("");
    }
}
