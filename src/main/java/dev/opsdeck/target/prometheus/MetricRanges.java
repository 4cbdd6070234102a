package dev.opsdeck.target.prometheus;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.RangeQuery;
import dev.opsdeck.probe.Series;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Range queries of Prometheus. */
@Singleton
final class MetricRanges implements RangeQuery {
    private final PromQl prometheus;

    MetricRanges(PromQl prometheus) {
        this.prometheus = prometheus;
    }

    @Override
    public List<Series> ask(
            ManagedSystem system, String query, Instant from, Instant to, Duration step, Duration patience) {
        List<Series> measured = prometheus.range(system, query, from, to, step, patience).stream()
                .filter(series -> !series.points().isEmpty())
                .toList();
        if (measured.isEmpty()) {
            throw new ProbeException(
                    "Prometheus has no data for " + query + " in that time. Check that what it asks for is scraped.");
        }
        return measured;
    }
}
