package dev.opsdeck.routine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CronTimesTest {
    private static final String PRAGUE = "Europe/Prague";

    @Test
    void a_line_is_due_by_the_clock_of_its_zone() {
        Instant monday = Instant.parse("2026-07-06T06:59:00Z");

        assertThat(CronTimes.next("0 9 * * Mon", PRAGUE, monday)).contains(Instant.parse("2026-07-06T07:00:00Z"));
        assertThat(CronTimes.next("0 9 * * Mon", PRAGUE, monday.plusSeconds(60)))
                .contains(Instant.parse("2026-07-13T07:00:00Z"));
    }

    @Test
    void a_time_that_the_clocks_leave_out_is_due_when_they_are_put_forward() {
        assertThat(times("30 2 * * *", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
    }

    @Test
    void a_time_that_the_clocks_repeat_is_due_once() {
        assertThat(times("30 2 * * *", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    }

    @Test
    void what_is_due_all_the_time_goes_on_through_both_changes() {
        assertThat(times("*/30 * * * *", "2026-03-29T00:45:00Z", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00", "2026-03-29T04:00+02:00");
        assertThat(times("0 * * * *", "2026-10-24T23:30:00Z", 4))
                .containsExactly(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T03:00+01:00",
                        "2026-10-25T04:00+01:00");
    }

    @Test
    void after_the_moment_of_the_change_the_next_day_is_next() {
        assertThat(times("30 2 * * *", "2026-03-29T01:00:00Z", 1)).containsExactly("2026-03-30T02:30+02:00");
    }

    @Test
    void a_day_that_never_comes_is_never_due() {
        assertThat(CronTimes.next("0 0 30 2 *", PRAGUE, Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    private static List<String> times(String line, String after, int count) {
        var times = new ArrayList<String>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = CronTimes.next(line, PRAGUE, at).orElseThrow();
            times.add(OffsetDateTime.ofInstant(at, java.time.ZoneId.of(PRAGUE)).toString());
        }
        return times;
    }
}
