package dev.opsdeck.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class LogMergeTest {
    @Test
    void lines_come_by_time_and_each_instances_own_keep_their_order() {
        List<String> merged = new ArrayList<>();

        LogMerge.merge(
                List.of(feed("a", 1, 4, 3, 9), feed("b", 2, 2, 8), feed("c")),
                line -> merged.add(line.instance() + line.at().getEpochSecond()));

        assertThat(merged).containsExactly("a1", "b2", "b2", "a4", "a3", "b8", "a9");
    }

    @Test
    void an_instance_that_is_ahead_waits() {
        var handed = new AtomicInteger();
        var taken = new AtomicInteger();
        LogMerge.Feed endless = sink -> {
            for (int i = 0; sink.take(line("a", i)); i++) {
                handed.incrementAndGet();
            }
        };

        LogMerge.merge(List.of(endless, feed("b", 5)), line -> {
            assertThat(handed.get() - taken.get()).isLessThan(300);
            return taken.incrementAndGet() < 10_000;
        });

        assertThat(taken.get()).isEqualTo(10_000);
    }

    @Test
    void no_more_than_is_wanted_is_read() {
        var handed = new AtomicInteger();
        LogMerge.Feed endless = sink -> {
            while (sink.take(line("a", 1))) {
                handed.incrementAndGet();
            }
            handed.set(-1);
        };

        LogMerge.merge(List.of(endless, feed("b", 5)), _ -> false);

        Awaitility.await().until(() -> handed.get() == -1);
    }

    @Test
    void what_a_feed_throws_is_thrown() {
        LogMerge.Feed broken = sink -> {
            sink.take(line("a", 1));
            throw new ProbeException("gone");
        };

        assertThatThrownBy(() -> LogMerge.merge(List.of(broken, feed("b", 1, 2)), _ -> true))
                .isInstanceOf(ProbeException.class)
                .hasMessage("gone");
    }

    private static LogMerge.Feed feed(String instance, int... seconds) {
        return sink -> IntStream.of(seconds).forEach(second -> sink.take(line(instance, second)));
    }

    private static LogLine line(String instance, int second) {
        return new LogLine(Instant.ofEpochSecond(second), instance, LogLine.Stream.OUTPUT, "");
    }
}
