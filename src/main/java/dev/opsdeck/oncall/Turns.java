package dev.opsdeck.oncall;

import dev.opsdeck.catalog.HandOver;
import dev.opsdeck.catalog.Rotation;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;

/**
 * Whose turn it is, by the calendar alone: turns are counted from a fixed Monday long ago, so that it is the same on
 * every replica and after every restart. Turns begin at the same time on the clock in summer and in winter.
 *
 * @param first when the first turn began, on the clock of the zone
 */
record Turns(List<String> people, LocalDateTime first, Duration every, ZoneId zone) {
    private static final LocalDate LONG_AGO = LocalDate.of(1970, 1, 5);

    /** @param people at least one, in the order of their turns */
    static Turns of(Rotation rotation, List<String> people) {
        HandOver handOver = HandOver.parse(rotation.handOver()).orElseThrow();
        DayOfWeek day = Objects.requireNonNullElse(handOver.day(), DayOfWeek.MONDAY);
        LocalDate date = LONG_AGO.with(TemporalAdjusters.nextOrSame(day));
        return new Turns(
                List.copyOf(people), date.atTime(handOver.time()), rotation.every(), ZoneId.of(rotation.zone()));
    }

    Shift at(Instant now) {
        LocalDateTime clock = LocalDateTime.ofInstant(now, zone);
        long turn = Math.floorDiv(Duration.between(first, clock).toSeconds(), every.toSeconds());
        // Where the clock is set back, the same time on it comes twice; a turn begins at the first.
        while (now.isBefore(begin(turn))) {
            turn--;
        }
        while (!now.isBefore(begin(turn + 1))) {
            turn++;
        }
        return new Shift(person(turn), begin(turn), begin(turn + 1), false);
    }

    private Instant begin(long turn) {
        return first.plusSeconds(turn * every.toSeconds()).atZone(zone).toInstant();
    }

    private String person(long turn) {
        return people.get(Math.floorMod(turn, people.size()));
    }
}
