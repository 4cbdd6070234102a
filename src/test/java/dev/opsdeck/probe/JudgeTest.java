package dev.opsdeck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.catalog.Thresholds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private static final Duration TOOK = Duration.ofMillis(20);
    private static final Reading DISKS = Reading.of(
            "/var is 93 % full",
            List.of(
                    new Measure("used", 93, "percent", "/var"),
                    new Measure("used", 12, "percent", "/"),
                    new Measure("inodes", 99, "percent", "/")),
            null);

    @Test
    void the_worst_threshold_that_a_value_crosses_decides() {
        Finding finding = judge(DISKS, null, above(80), above(90));

        assertThat(finding.level()).isEqualTo(Level.CRITICAL);
        assertThat(finding.threshold()).isEqualTo("used of /var 93 %; threshold > 90");
    }

    @Test
    void a_value_between_the_thresholds_is_a_warning() {
        assertThat(judge(DISKS, null, above(80), above(95)).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void a_value_on_the_good_side_is_fine_and_names_no_threshold() {
        Finding finding = judge(DISKS, null, above(95), above(98));

        assertThat(finding.level()).isEqualTo(Level.FINE);
        assertThat(finding.threshold()).isNull();
    }

    @Test
    void another_measure_is_judged_where_the_check_names_it() {
        assertThat(judge(DISKS, "inodes", null, above(98)).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void without_a_value_nobody_can_tell() {
        Reading nothing = Reading.of("no data", List.of(), null);

        assertThat(judge(nothing, null, null, above(5)).level()).isEqualTo(Level.UNKNOWN);
        assertThat(judge(nothing, null, null, null).level()).isEqualTo(Level.FINE);
    }

    @Test
    void a_value_that_is_no_number_is_no_value() {
        Reading nan = Reading.of("0 of 0 requests failed", Measure.of("value", Double.NaN, "percent"));

        assertThat(judge(nan, null, null, above(5)).level()).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void an_answer_that_is_not_as_expected_is_as_bad_as_the_check_says() {
        Reading refused = Reading.of("HTTP 503", Measure.of("latency", 3, "ms")).failing("HTTP 503, 200 is expected.");
        Question mild = new Question(
                "page", new Probe.Tcp("x:1"), null, Thresholds.NONE, FindingLevel.WARNING, Probing.PATIENCE);

        Finding finding = Judge.judge(mild, new Answer.Read(refused, TOOK));

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.statement()).isEqualTo("HTTP 503, 200 is expected.");
    }

    @Test
    void no_answer_is_unknown_which_is_worse_than_a_warning() {
        Finding finding = Judge.judge(
                Question.of("redis", new Probe.Tcp("x:1")), new Answer.Unknown("No answer within 5 s.", TOOK));

        assertThat(finding.level()).isEqualTo(Level.UNKNOWN);
        assertThat(Level.UNKNOWN.isWorseThan(Level.WARNING)).isTrue();
        assertThat(Level.CRITICAL.isWorseThan(Level.UNKNOWN)).isTrue();
    }

    @Test
    void certificates_have_thresholds_that_nobody_needs_to_write() {
        var tls = new Probe.Tls("shop.example", null, null);
        Reading twenty = Reading.of("20 days left", Measure.of("days", 20, "days"));
        Reading three = Reading.of("3 days left", Measure.of("days", 3, "days"));

        assertThat(Judge.judge(Question.of("tls", tls), new Answer.Read(twenty, TOOK)).level())
                .isEqualTo(Level.WARNING);
        assertThat(Judge.judge(Question.of("tls", tls), new Answer.Read(three, TOOK)).level())
                .isEqualTo(Level.CRITICAL);
    }

    private static Finding judge(
            Reading reading, @Nullable String of, @Nullable Threshold warning, @Nullable Threshold critical) {
        var question = new Question(
                "disk",
                new Probe.Disk(null, null),
                of,
                new Thresholds(critical, warning, null),
                FindingLevel.CRITICAL,
                Probing.PATIENCE);
        return Judge.judge(question, new Answer.Read(reading, TOOK));
    }

    private static Threshold above(int bound) {
        return Threshold.parse("> " + bound).orElseThrow();
    }
}
