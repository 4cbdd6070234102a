package dev.opsdeck.target.prometheus;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Series;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;

/**
 * Asks for values now. Where there is nothing, or not a number, nobody can tell: it never counts as zero, which would
 * look well.
 */
@Singleton
final class PrometheusProber implements Prober<Probe.Prometheus> {
    private static final int SHOWN = 100;
    private static final MathContext DIGITS = new MathContext(5);

    private final PromQl prometheus;

    PrometheusProber(PromQl prometheus) {
        this.prometheus = prometheus;
    }

    @Override
    public Class<Probe.Prometheus> asks() {
        return Probe.Prometheus.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Prometheus probe, Duration patience) {
        List<Series> all = prometheus.now(system, probe.query(), patience);
        List<Series> measured =
                all.stream().filter(series -> !series.points().isEmpty()).toList();
        if (measured.isEmpty()) {
            throw new ProbeException("Prometheus has no data for " + probe.query() + ": "
                    + (all.isEmpty() ? "no series fits." : "the result is not a number.")
                    + " Check that what it asks for is scraped.");
        }
        List<Measure> measures = measured.stream()
                .map(series -> new Measure("value", value(series), null, all.size() == 1 ? "" : series.label()))
                .toList();
        return Reading.of(summary(probe, all, measured), measures, table(all));
    }

    private static String summary(Probe.Prometheus probe, List<Series> all, List<Series> measured) {
        String missing =
                measured.size() == all.size() ? "" : ", no data for " + (all.size() - measured.size()) + " of them";
        return measured.size() == 1 && all.size() == 1
                ? probe.query() + " is " + written(value(measured.getFirst()))
                : probe.query() + " has " + all.size() + " series" + missing;
    }

    private static Table table(List<Series> all) {
        return new Table(
                List.of("series", "value"),
                all.stream()
                        .limit(SHOWN)
                        .map(series ->
                                List.of(series.label(), series.points().isEmpty() ? "no data" : written(value(series))))
                        .toList(),
                all.size() <= SHOWN);
    }

    private static double value(Series series) {
        return series.points().getLast().value();
    }

    private static String written(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
