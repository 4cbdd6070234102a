package dev.opsdeck.routine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.opsdeck.routine.StateHistory.Change;
import dev.opsdeck.routine.StateHistory.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateHistoryTest {
    private static final Instant NOW = Instant.parse("2026-07-10T12:00:00Z");

    private static Change change(String since, PublicState state) {
        return new Change(Instant.parse(since), state);
    }

    @Test
    void a_day_is_as_bad_as_its_worst_moment_and_says_how_long_that_was() {
        var history = new StateHistory(List.of(
                change("2026-07-08T00:00:00Z", PublicState.OPERATIONAL),
                change("2026-07-09T23:30:00Z", PublicState.OUTAGE),
                change("2026-07-10T00:15:00Z", PublicState.DEGRADED),
                change("2026-07-10T01:00:00Z", PublicState.OPERATIONAL)));

        List<Day> days = history.days(4, NOW);

        assertThat(days)
                .extracting(Day::worst)
                .containsExactly(null, PublicState.OPERATIONAL, PublicState.OUTAGE, PublicState.OUTAGE);
        assertThat(days.getLast().date()).isEqualTo(LocalDate.parse("2026-07-10"));
        assertThat(days.getLast().lasted())
                .isEqualTo(Map.of(
                        PublicState.OUTAGE, Duration.ofMinutes(15),
                        PublicState.DEGRADED, Duration.ofMinutes(45),
                        PublicState.OPERATIONAL, Duration.ofHours(11)));
    }

    @Test
    void only_an_outage_takes_from_what_is_known_to_have_been_available() {
        var history = new StateHistory(List.of(
                change("2026-07-09T12:00:00Z", PublicState.DEGRADED),
                change("2026-07-10T06:00:00Z", PublicState.OUTAGE)));

        assertThat(StateHistory.availability(history.days(90, NOW))).isCloseTo(75.0, within(0.001));
        assertThat(StateHistory.availability(new StateHistory(List.of()).days(90, NOW)))
                .isNull();
    }

    @Test
    void what_began_before_the_first_day_lasts_into_it() {
        var history = new StateHistory(List.of(change("2020-01-01T00:00:00Z", PublicState.OPERATIONAL)));

        assertThat(history.days(90, NOW)).hasSize(90).extracting(Day::worst).containsOnly(PublicState.OPERATIONAL);
    }
}
