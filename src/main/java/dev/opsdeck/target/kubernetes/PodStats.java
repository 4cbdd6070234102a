package dev.opsdeck.target.kubernetes;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What pods use, held against what they may use.
 *
 * @param use by the pod's id; those that do not run have none
 */
record PodStats(List<Pod> pods, Map<String, PodUse> use) {
    private static final List<String> COLUMNS =
            List.of("Pod", "CPU", "CPU limit", "Memory", "Memory limit", "Network in", "Network out");
    private static final double MEBI = 1 << 20;
    private static final double PERCENT = 100;

    Reading reading() {
        List<Measure> measures = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Pod pod : pods) {
            PodUse now = use.get(pod.getMetadata().getUid());
            rows.add(row(pod, now));
            if (now != null) {
                measures.addAll(measures(pod, now));
            }
        }
        return Reading.of(summary(), measures, pods.isEmpty() ? null : new Table(COLUMNS, rows, true));
    }

    private String summary() {
        if (pods.isEmpty()) {
            return "There are no pods.";
        }
        List<PodUse> known = pods.stream()
                .map(pod -> use.get(pod.getMetadata().getUid()))
                .filter(Objects::nonNull)
                .toList();
        if (known.isEmpty()) {
            return "None of " + count() + " is measured: those that do not run use nothing.";
        }
        return count() + " with "
                + percent(known.stream().mapToDouble(PodUse::cores).sum()) + " of a processor and "
                + mebi(known.stream().mapToDouble(PodUse::memory).sum())
                + (known.size() < pods.size() ? "; " + (pods.size() - known.size()) + " not measured." : ".");
    }

    private String count() {
        return pods.size() == 1 ? "1 pod" : pods.size() + " pods";
    }

    private static List<Measure> measures(Pod pod, PodUse use) {
        String name = pod.getMetadata().getName();
        var limits = new PodLimits(pod);
        List<Measure> measures = new ArrayList<>();
        measures.add(new Measure("cpu", use.cores() * PERCENT, "percent", name));
        limits.memory()
                .ifPresent(most -> measures.add(new Measure("memory", use.memory() / most * PERCENT, "percent", name)));
        measures.add(new Measure("memory-bytes", use.memory(), "bytes", name));
        limits.cores()
                .ifPresent(
                        most -> measures.add(new Measure("cpu-limit", use.cores() / most * PERCENT, "percent", name)));
        if (use.network() != null) {
            measures.add(new Measure("network-in", use.network().in(), "bytes", name));
            measures.add(new Measure("network-out", use.network().out(), "bytes", name));
        }
        return measures;
    }

    private static List<String> row(Pod pod, @Nullable PodUse use) {
        var limits = new PodLimits(pod);
        PodUse.Network network = use == null ? null : use.network();
        return List.of(
                pod.getMetadata().getName(),
                use == null ? "" : percent(use.cores()),
                held(
                        use == null ? 0 : use.cores(),
                        limits.cores(),
                        percent(limits.cores().orElse(0))),
                use == null ? "" : mebi(use.memory()),
                held(
                        use == null ? 0 : use.memory(),
                        limits.memory(),
                        mebi(limits.memory().orElse(0))),
                network == null ? "" : mebi(network.in()),
                network == null ? "" : mebi(network.out()));
    }

    /** The limit with how much of it is used. */
    private static String held(double used, OptionalDouble limit, String words) {
        return limit.isEmpty() ? "none" : words + " (" + percent(used / limit.getAsDouble()) + ")";
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", fraction * PERCENT);
    }

    private static String mebi(double bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBI);
    }
}
