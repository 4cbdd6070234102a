package dev.opsdeck.routine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CronTimesTest {
    @Test
    void a_line_is_due_by_the_clock_of_its_zone() {
        Instant monday = Instant.parse("2026-07-06T06:59:00Z");

        assertThat(CronTimes.next("0 9 * * Mon", "Europe/Prague", monday))
                .contains(Instant.parse("2026-07-06T07:00:00Z"));
        assertThat(CronTimes.next("0 9 * * Mon", "Europe/Prague", monday.plusSeconds(60)))
                .contains(Instant.parse("2026-07-13T07:00:00Z"));
    }

    @Test
    void a_line_that_is_never_due_has_no_next_time() {
        assertThat(CronTimes.next("0 9 31 2 *", "UTC", Instant.parse("2026-07-06T06:59:00Z")))
                .isEmpty();
    }
}
