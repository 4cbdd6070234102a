package dev.opsdeck.routine;

import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Series;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What instances used over time, in PostgreSQL. */
@Singleton
public final class UsageStore {
    private final Jdbi jdbi;

    public UsageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps what was seen of a system at that time; a time that is known already changes nothing. */
    public void keep(String system, Instant at, List<Measure> measures) {
        if (measures.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into usage_sample (system, measure, instance, at, value)
                        select :system, * from unnest(:measures::text[], :instances::text[], :ats::timestamptz[],
                            :values::float8[])
                        on conflict do nothing""")
                .bind("system", system)
                .bind("measures", measures.stream().map(Measure::name).toArray(String[]::new))
                .bind("instances", measures.stream().map(Measure::label).toArray(String[]::new))
                .bind("ats", measures.stream().map(_ -> at.toString()).toArray(String[]::new))
                .bind("values", measures.stream().map(Measure::value).toArray(Double[]::new))
                .execute());
    }

    /** How a measure went, a series for each instance, labelled {@code instance}; empty when nothing was kept. */
    public List<Series> series(String system, String measure, Instant from, Instant to) {
        record Row(String instance, Series.Point point) {}
        Map<String, List<Series.Point>> points = new LinkedHashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select instance, at, value from usage_sample
                        where system = :system and measure = :measure and at between :from and :to
                        order by at, instance""")
                .bind("system", system)
                .bind("measure", measure)
                .bind("from", at(from))
                .bind("to", at(to))
                .map((row, _) -> new Row(
                        row.getString("instance"),
                        new Series.Point(
                                row.getObject("at", OffsetDateTime.class).toInstant(), row.getDouble("value"))))
                .forEach(row -> points.computeIfAbsent(row.instance(), _ -> new ArrayList<>())
                        .add(row.point())));
        return points.entrySet().stream()
                .map(entry -> new Series(Map.of("instance", entry.getKey()), entry.getValue()))
                .toList();
    }

    /** Forgets what is older. */
    public void forgetBefore(Instant time) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from usage_sample where at < :before")
                .bind("before", at(time))
                .execute());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
