package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Metric;
import dev.opsdeck.probe.Series;
import dev.opsdeck.routine.UsageStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be drawn of a system that no Prometheus measures: what its instances used, as {@link UsageSamples} saw it. */
@Singleton
final class UsageCharts {
    /**
     * One chart that can be drawn of samples.
     *
     * @param measure of the catalog's {@code stats} probe
     * @param counts whether it counts since the start, so that its growth is what is drawn
     */
    private record Kind(String measure, @Nullable String unit, boolean counts) {}

    private static final Map<String, List<Kind>> KINDS = Map.of(
            "cpu", List.of(new Kind("cpu", "percent", false)),
            "memory", List.of(new Kind("memory-bytes", "bytes", false)),
            "network", List.of(new Kind("network-in", "bytes/s", true), new Kind("network-out", "bytes/s", true)),
            "disk-io", List.of(new Kind("disk-read", "bytes/s", true), new Kind("disk-write", "bytes/s", true)));

    /** What has to be kept for that. */
    static final List<String> MEASURES =
            KINDS.values().stream().flatMap(List::stream).map(Kind::measure).toList();

    private final UsageStore store;

    UsageCharts(UsageStore store) {
        this.store = store;
    }

    /** The metric of that name, where samples are all there is. */
    static Optional<Metric> metric(ManagedSystem system, String name) {
        List<Kind> kinds = KINDS.get(name);
        return kinds == null || system.monitoring().prometheus() != null
                ? Optional.empty()
                : Optional.of(new Metric(name, "", kinds.getFirst().unit(), null, null, null, Duration.ZERO));
    }

    /** All of them. */
    static List<Metric> metrics(ManagedSystem system) {
        return Stream.of("cpu", "memory", "network", "disk-io")
                .flatMap(name -> metric(system, name).stream())
                .toList();
    }

    /** How it went, a series for each instance; empty when nothing was seen in that time. */
    List<Series> series(ManagedSystem system, String name, Instant from, Instant to) {
        List<Series> all = new ArrayList<>();
        List<Kind> kinds = Objects.requireNonNull(KINDS.get(name), name);
        for (Kind kind : kinds) {
            for (Series series : store.series(system.name(), kind.measure(), from, to)) {
                Series told = kinds.size() == 1 ? series : named(series, kind.measure());
                all.add(kind.counts() ? growth(told) : told);
            }
        }
        return all.stream().filter(series -> !series.points().isEmpty()).toList();
    }

    private static Series named(Series series, String measure) {
        return new Series(Map.of("instance", series.labels().get("instance") + " " + measure), series.points());
    }

    /** Growth for each second; where a count begins anew its growth is not known. */
    private static Series growth(Series counts) {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 1; i < counts.points().size(); i++) {
            Series.Point before = counts.points().get(i - 1);
            Series.Point now = counts.points().get(i);
            double seconds = Duration.between(before.at(), now.at()).toMillis() / 1000.0;
            if (seconds > 0 && now.value() >= before.value()) {
                points.add(new Series.Point(now.at(), (now.value() - before.value()) / seconds));
            }
        }
        return new Series(counts.labels(), points);
    }
}
