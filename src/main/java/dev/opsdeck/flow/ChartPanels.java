package dev.opsdeck.flow;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Metric;
import dev.opsdeck.catalog.Thresholds;
import dev.opsdeck.message.ChoiceCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.chart.ChartPicture;
import dev.opsdeck.message.chart.Panel;
import dev.opsdeck.probe.Masking;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.RangeQuery;
import dev.opsdeck.probe.Series;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Finds out what somebody wants to see drawn, and how it went. */
@Singleton
final class ChartPanels {
    static final String DASHBOARD = "dashboard";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 8;

    /** More points than these lie on top of each other. */
    private static final int POINTS = 240;

    private static final Duration SMALLEST_STEP = Duration.ofSeconds(15);

    private final List<RangeQuery> sources;
    private final UsageCharts samples;
    private final Masking masking;
    private final Clock clock;

    ChartPanels(List<RangeQuery> sources, UsageCharts samples, Masking masking, Clock clock) {
        this.samples = samples;
        this.sources = List.copyOf(sources);
        this.masking = masking;
        this.clock = clock;
    }

    /** What is to be drawn. */
    sealed interface Subject {
        /** @param metrics at least one */
        record Of(ManagedSystem system, String name, List<Metric> metrics) implements Subject {}

        record NotClear(Message answer) implements Subject {}
    }

    Subject find(Caller caller, String typed) {
        int slash = typed.indexOf('/');
        String name = slash < 0 ? typed : typed.substring(slash + 1);
        List<ManagedSystem> candidates = candidates(caller, slash < 0 ? null : typed.substring(0, slash));
        List<Subject.Of> found =
                candidates.stream().flatMap(system -> of(system, name).stream()).toList();
        return switch (found.size()) {
            case 0 -> new Subject.NotClear(unknown(candidates, typed));
            case 1 -> found.getFirst();
            default ->
                new Subject.NotClear(ChoiceCard.of(
                        typed,
                        found.stream()
                                .map(each -> caller.request()
                                        .text()
                                        .replace(typed, each.system().name() + "/" + each.name()))
                                .toList()));
        };
    }

    private static List<ManagedSystem> candidates(Caller caller, @Nullable String system) {
        Collection<ManagedSystem> all = caller.catalog().systems().values();
        if (system != null) {
            return all.stream()
                    .filter(each -> each.name().equalsIgnoreCase(system))
                    .toList();
        }
        return caller.systemsHere();
    }

    private static Optional<Subject.Of> of(ManagedSystem system, String name) {
        if (name.equalsIgnoreCase(DASHBOARD)) {
            List<Metric> all = system.monitoring().prometheus() == null
                    ? UsageCharts.metrics(system)
                    : system.metrics().values().stream()
                            .limit(ChartPicture.MOST_PANELS)
                            .toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(new Subject.Of(system, DASHBOARD, all));
        }
        return system.metrics().values().stream()
                .filter(metric -> metric.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> UsageCharts.metric(system, name.toLowerCase(Locale.ROOT)))
                .or(() -> ContainerMetrics.of(system, name.toLowerCase(Locale.ROOT)))
                .map(metric -> new Subject.Of(system, metric.name(), List.of(metric)));
    }

    private static Message unknown(List<ManagedSystem> systems, String typed) {
        var known = new ArrayList<String>();
        systems.forEach(system -> system.metrics().keySet().forEach(metric -> known.add(system.name() + "/" + metric)));
        if (ContainerMetrics.NAMES.contains(typed)) {
            return Message.of(
                    "To draw " + Mrkdwn.code(typed) + ", add a metric of that name to the catalog, with its query"
                            + " in the system's Prometheus. `/ops stats` shows what is used now.");
        }
        return Message.of(
                known.isEmpty()
                        ? "There is no metric " + Mrkdwn.code(typed)
                                + ": the catalog has none here. Add it under `metrics` with its query."
                        : "There is no metric " + Mrkdwn.code(typed) + ". There are: "
                                + String.join(
                                        ", ", known.stream().map(Mrkdwn::code).toList())
                                + ", and `dashboard` for all.");
    }

    /** @throws ProbeException when there is nothing to draw at all */
    List<Panel> draw(Subject.Of subject, Duration span) {
        Instant to = clock.instant();
        List<Panel> panels = subject.metrics().stream()
                .gather(Gatherers.mapConcurrent(
                        AT_ONCE, metric -> panel(subject.system(), metric, to.minus(span), to, step(span))))
                .toList();
        if (panels.stream().allMatch(panel -> panel.problem() != null)) {
            throw new ProbeException(Objects.requireNonNull(panels.getFirst().problem()));
        }
        return panels;
    }

    private static Duration step(Duration span) {
        Duration step = Duration.ofSeconds(span.toSeconds() / POINTS);
        return step.compareTo(SMALLEST_STEP) < 0 ? SMALLEST_STEP : step;
    }

    private Panel panel(ManagedSystem system, Metric metric, Instant from, Instant to, Duration step) {
        var thresholds = new Thresholds(metric.critical(), metric.warning(), metric.info());
        String title = system.name() + "  " + metric.name();
        try {
            if (metric.query().isEmpty()) {
                return sampled(system, metric, title, from, to);
            }
            if (system.monitoring().prometheus() == null) {
                throw new ProbeException("To draw " + metric.name() + " somebody must have measured it: say under"
                        + " monitoring in the catalog of " + system.name() + " where its Prometheus is."
                        + " /ops stats shows what is used now.");
            }
            RangeQuery source = sources.stream()
                    .findFirst()
                    .orElseThrow(() -> new ProbeException("Nothing here can ask for " + metric.name() + "."));
            List<Series> series = source.ask(system, metric.query(), from, to, step, PATIENCE);
            List<Panel.Line> lines = series.stream()
                    .map(each -> new Panel.Line(masking.mask(name(each, telling(series))), each.points()))
                    .toList();
            return new Panel(title, metric.unit(), lines, thresholds, from, to, step, null);
        } catch (ProbeException e) {
            String problem = masking.mask(Objects.requireNonNullElse(e.getMessage(), "It cannot be asked for."));
            return new Panel(title, metric.unit(), List.of(), thresholds, from, to, step, problem);
        }
    }

    private Panel sampled(ManagedSystem system, Metric metric, String title, Instant from, Instant to) {
        List<Series> series = samples.series(system, metric.name(), from, to);
        if (series.isEmpty()) {
            throw new ProbeException("Nothing of " + system.name() + " was seen running in that time. A value is kept"
                    + " each minute; try again in two minutes.");
        }
        return new Panel(
                title,
                metric.unit(),
                series.stream()
                        .map(each ->
                                new Panel.Line(masking.mask(each.labels().getOrDefault("instance", "")), each.points()))
                        .toList(),
                Thresholds.NONE,
                from,
                to,
                UsageSamples.EVERY,
                null);
    }

    /** The labels in which the series differ: what all have alike tells nothing. */
    private static Set<String> telling(List<Series> all) {
        Set<String> telling = new TreeSet<>();
        all.forEach(each -> telling.addAll(each.labels().keySet()));
        telling.removeIf(label -> all.stream()
                        .map(each -> each.labels().getOrDefault(label, ""))
                        .distinct()
                        .count()
                == 1);
        return telling;
    }

    private static String name(Series series, Set<String> telling) {
        return telling.size() == 1
                ? series.labels().getOrDefault(telling.iterator().next(), "")
                : telling.stream()
                        .filter(series.labels()::containsKey)
                        .map(label -> label + "=" + series.labels().get(label))
                        .collect(Collectors.joining(", "));
    }
}
