package dev.opsdeck.routine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.RecurringWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecurringTimesTest {
    private static RecurringWindow rule(String at, String zone, String... weeks) {
        return new RecurringWindow("patches", "Patches", at, List.of(weeks), Duration.ofHours(2), zone, false);
    }

    @ParameterizedTest
    @CsvSource({
        "first,  2026-01-01T00:00:00Z, 2026-01-04T02:00:00Z",
        "first,  2026-01-04T02:00:00Z, 2026-02-01T02:00:00Z",
        "third,  2026-01-01T00:00:00Z, 2026-01-18T02:00:00Z",
        "last,   2026-01-01T00:00:00Z, 2026-01-25T02:00:00Z",
        "last,   2026-02-01T00:00:00Z, 2026-02-22T02:00:00Z",
    })
    void a_week_of_the_month_is_counted_by_the_days_of_its_name(String week, Instant after, Instant expected) {
        assertThat(RecurringTimes.next(rule("0 2 * * Sun", "UTC", week), "UTC", after))
                .contains(expected);
    }

    @Test
    void every_sunday_is_at_the_same_hour_of_the_zone_in_summer_and_in_winter() {
        RecurringWindow prague = rule("0 2 * * Sun", "Europe/Prague");

        assertThat(RecurringTimes.next(prague, "UTC", Instant.parse("2026-01-01T00:00:00Z")))
                .contains(Instant.parse("2026-01-04T01:00:00Z"));
        assertThat(RecurringTimes.next(prague, "UTC", Instant.parse("2026-07-01T00:00:00Z")))
                .contains(Instant.parse("2026-07-05T00:00:00Z"));
    }

    @Test
    void the_thirtieth_of_february_never_comes() {
        assertThat(RecurringTimes.next(rule("0 2 30 2 *", "UTC"), "UTC", Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_window_fits_only_the_rule_that_would_plan_it_today() {
        Instant start = Instant.parse("2026-01-04T02:00:00Z");
        var window = new Window(
                1,
                "shop",
                Window.State.PLANNED,
                start,
                start.plusSeconds(7200),
                "Patches",
                "schedule:patches",
                false,
                false,
                null,
                null,
                null,
                null,
                "patches",
                false);

        assertThat(RecurringTimes.fits(rule("0 2 * * Sun", "UTC", "first"), "UTC", window))
                .isTrue();
        assertThat(RecurringTimes.fits(rule("0 2 * * Sun", "UTC", "second"), "UTC", window))
                .isFalse();
        assertThat(RecurringTimes.fits(rule("30 2 * * Sun", "UTC"), "UTC", window))
                .isFalse();
    }
}
