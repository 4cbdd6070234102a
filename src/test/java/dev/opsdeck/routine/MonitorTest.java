package dev.opsdeck.routine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MonitorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FOR = Duration.ofMinutes(5);
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private Monitor monitor = Monitor.begin("shop", "disk", NOON);

    @Test
    void what_is_bad_counts_only_when_it_lasts() {
        see(Level.CRITICAL, 0);
        see(Level.CRITICAL, 4);
        assertThat(monitor.level()).isEqualTo(Level.FINE);
        assertThat(monitor.turning()).isEqualTo(Monitor.Turning.WORSE);

        see(Level.CRITICAL, 5);

        assertThat(monitor.level()).isEqualTo(Level.CRITICAL);
        assertThat(monitor.told()).isEqualTo(1);
    }

    @Test
    void one_good_answer_begins_the_waiting_anew() {
        see(Level.CRITICAL, 0);
        see(Level.FINE, 4);
        see(Level.CRITICAL, 5);
        see(Level.CRITICAL, 9);

        assertThat(monitor.told()).isZero();
    }

    @Test
    void getting_worse_in_different_ways_is_getting_worse_all_the_while() {
        see(Level.WARNING, 0);
        see(Level.CRITICAL, 3);
        see(Level.WARNING, 5);

        assertThat(monitor.level()).isEqualTo(Level.WARNING);
    }

    @Test
    void what_is_well_again_counts_only_when_it_lasts() {
        see(Level.CRITICAL, 0);
        see(Level.CRITICAL, 5);

        see(Level.FINE, 6);
        see(Level.CRITICAL, 7);
        see(Level.FINE, 8);
        see(Level.FINE, 9);
        assertThat(monitor.level()).isEqualTo(Level.CRITICAL);
        see(Level.FINE, 10);

        assertThat(monitor.level()).isEqualTo(Level.FINE);
        assertThat(monitor.told()).isEqualTo(2);
    }

    @Test
    void a_value_that_swings_each_minute_is_told_of_never() {
        for (int minute = 0; minute < 60; minute++) {
            see(minute % 2 == 0 ? Level.CRITICAL : Level.FINE, minute);
        }

        assertThat(monitor.told()).isZero();
    }

    @Test
    void the_same_state_is_told_of_once() {
        for (int minute = 0; minute < 60; minute++) {
            see(Level.CRITICAL, minute);
        }

        assertThat(monitor.told()).isEqualTo(1);
    }

    private void see(Level level, int minute) {
        monitor = monitor.after(
                new Finding(level, "disk", "93 % used", null, null, Duration.ZERO),
                FOR,
                RECOVERY,
                NOON.plus(Duration.ofMinutes(minute)));
    }
}
