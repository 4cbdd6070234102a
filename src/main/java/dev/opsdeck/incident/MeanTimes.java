package dev.opsdeck.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long things took on average, from what was recorded when it happened. Null where none of the incidents came so
 * far.
 *
 * @param count how many incidents
 * @param detect from the beginning to the declaration, where the beginning is known
 * @param acknowledge from the declaration on
 * @param mitigate from the beginning on
 * @param resolve from the beginning on
 */
public record MeanTimes(
        int count,
        @Nullable Duration detect,
        @Nullable Duration acknowledge,
        @Nullable Duration mitigate,
        @Nullable Duration resolve) {

    public static MeanTimes of(List<Incident> incidents) {
        return new MeanTimes(
                incidents.size(),
                mean(incidents, MeanTimes::known, Incident.Times::declared),
                mean(incidents, Incident.Times::declared, Incident.Times::acknowledged),
                mean(incidents, Incident.Times::began, Incident.Times::mitigated),
                mean(incidents, Incident.Times::began, Incident.Times::resolved));
    }

    /** When it began, where something told: else it counts from its declaration, which says nothing of detection. */
    private static @Nullable Instant known(Incident.Times times) {
        return times.began().equals(times.declared()) ? null : times.began();
    }

    /** Those of one severity of one system. */
    public record Group(String system, String severity, MeanTimes times) {}

    /** By system and severity, in the order of their names. */
    public static List<Group> grouped(List<Incident> incidents) {
        return incidents.stream()
                .collect(Collectors.groupingBy(
                        incident -> List.of(incident.system(), incident.severity()),
                        () -> new TreeMap<>(Comparator.comparing((List<String> key) -> key.get(0))
                                .thenComparing(key -> key.get(1))),
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> new Group(group.getKey().get(0), group.getKey().get(1), of(group.getValue())))
                .toList();
    }

    private interface Moment extends Function<Incident.Times, @Nullable Instant> {}

    private static @Nullable Duration mean(List<Incident> incidents, Moment from, Moment to) {
        OptionalDouble millis = incidents.stream()
                .map(Incident::times)
                .filter(times -> from.apply(times) != null && to.apply(times) != null)
                .mapToLong(times ->
                        Duration.between(from.apply(times), to.apply(times)).toMillis())
                .average();
        return millis.isPresent() ? Duration.ofMillis(Math.round(millis.getAsDouble())) : null;
    }
}
