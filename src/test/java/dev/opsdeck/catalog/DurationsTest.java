package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"30s, PT30S", "15m, PT15M", "2h, PT2H", "30d, PT720H", "1h30m, PT1H30M", "1d1s, PT24H1S", "0s, PT0S"})
    void what_is_written_is_read_and_written_again(String written, Duration meant) {
        assertThat(Durations.parse(written)).contains(meant);
        assertThat(Durations.format(meant)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "30 s", "30m1h", "1.5h", "-5m", "5m5m", "P1D"})
    void anything_else_is_no_duration(String written) {
        assertThat(Durations.parse(written)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"> 5, 5.1, true", "> 5, 5, false", ">=5, 5, true", "< -1, -2, true", "== 0, 0, true", "!= 0, 0, false"})
    void a_threshold_is_met_or_not(String written, double value, boolean met) {
        assertThat(Threshold.parse(written)).hasValueSatisfying(threshold -> assertThat(threshold.isMetBy(value))
                .isEqualTo(met));
    }

    @Test
    void a_value_that_is_no_number_meets_no_threshold() {
        assertThat(Threshold.parse("!= 0")).hasValueSatisfying(threshold -> assertThat(threshold.isMetBy(Double.NaN))
                .isFalse());
    }
}
