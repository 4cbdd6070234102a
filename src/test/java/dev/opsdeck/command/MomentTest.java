package dev.opsdeck.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentTest {
    /** A Wednesday; in Prague it is two hours later. */
    private static final Instant NOW = Instant.parse("2026-07-08T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "4h,                      2026-07-08T16:00:00Z",
        "in 2d,                   2026-07-10T12:00:00Z",
        "18:00,                   2026-07-08T16:00:00Z",
        "today 18:00,             2026-07-08T16:00:00Z",
        "9:00,                    2026-07-09T07:00:00Z",
        "tomorrow 9:00,           2026-07-09T07:00:00Z",
        "tomorrow 18:00,          2026-07-09T16:00:00Z",
        "Sun 02:00,               2026-07-12T00:00:00Z",
        "wednesday 15:00,         2026-07-08T13:00:00Z",
        "first Sun 02:00,         2026-08-02T00:00:00Z",
        "First wednesday 2:00,    2026-08-05T00:00:00Z",
        "Wed 09:00,               2026-07-15T07:00:00Z",
        "2026-12-01 02:00,        2026-12-01T01:00:00Z",
        "2026-12-01T02:00,        2026-12-01T01:00:00Z",
        "2026-12-01T02:00Z,       2026-12-01T02:00:00Z",
        "2026-12-01 02:00 UTC,    2026-12-01T02:00:00Z",
        "2026-12-01T02:00+05:00,  2026-11-30T21:00:00Z",
    })
    void a_time_is_the_next_one_that_the_clock_of_the_zone_shows(String typed, String meant) {
        assertThat(Moment.parse(typed))
                .hasValueSatisfying(moment -> assertThat(moment.after(NOW, ZoneId.of("Europe/Prague")))
                        .isEqualTo(Instant.parse(meant)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "25:00",
                "12:61",
                "Foo 12:00",
                "2026-13-01 02:00",
                "tomorrow",
                "first 02:00",
                "first Sun",
                "tomorrow Mon 09:00",
                "4"
            })
    void what_is_no_time_is_not_taken_for_one(String typed) {
        assertThat(Moment.parse(typed)).isEmpty();
    }
}
