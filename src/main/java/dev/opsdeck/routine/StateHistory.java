package dev.opsdeck.routine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a system stood day by day, in UTC.
 *
 * @param changes oldest first; before the first nothing is known
 */
public record StateHistory(List<Change> changes) {
    /** From then on it stood like that. */
    public record Change(Instant since, PublicState state) {}

    /**
     * One day.
     *
     * @param worst null where nothing is known
     * @param lasted how long it stood how
     */
    public record Day(LocalDate date, @Nullable PublicState worst, Map<PublicState, Duration> lasted) {}

    public StateHistory {
        changes = List.copyOf(changes);
    }

    /** The last so many days, the one of {@code now} last. */
    public List<Day> days(int count, Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        List<Day> days = new ArrayList<>();
        for (LocalDate date = today.minusDays(count - 1L); !date.isAfter(today); date = date.plusDays(1)) {
            days.add(day(date, now));
        }
        return days;
    }

    private Day day(LocalDate date, Instant now) {
        Instant from = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant midnight = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<PublicState, Duration> lasted = lasted(from, midnight.isBefore(now) ? midnight : now);
        PublicState worst = lasted.keySet().stream().reduce(null, (a, b) -> a == null || b.compareTo(a) > 0 ? b : a);
        return new Day(date, worst, lasted);
    }

    private Map<PublicState, Duration> lasted(Instant from, Instant until) {
        Map<PublicState, Duration> lasted = new EnumMap<>(PublicState.class);
        for (int i = 0; i < changes.size(); i++) {
            Instant begin = later(changes.get(i).since(), from);
            Instant end = i + 1 < changes.size() ? earlier(changes.get(i + 1).since(), until) : until;
            if (begin.isBefore(end)) {
                lasted.merge(changes.get(i).state(), Duration.between(begin, end), Duration::plus);
            }
        }
        return lasted;
    }

    /**
     * The part of the known time in which there was no outage, in percent with two digits, never rounded up; null
     * where nothing is known.
     */
    public static @Nullable Double availability(List<Day> days) {
        long known = 0;
        long out = 0;
        for (Day day : days) {
            for (Map.Entry<PublicState, Duration> one : day.lasted().entrySet()) {
                known += one.getValue().toMillis();
                out += one.getKey() == PublicState.OUTAGE ? one.getValue().toMillis() : 0;
            }
        }
        return known == 0 ? null : Math.floor(10_000.0 * (known - out) / known) / 100;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
