package dev.opsdeck.capture;

import static dev.opsdeck.capture.CaptureStore.Direction.BACKWARD;
import static dev.opsdeck.capture.CaptureStore.Direction.FORWARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.ShiftedClock;
import dev.opsdeck.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

final class CaptureStoreTest {
    private static final Origin ORIGIN = new Origin("logs", "backend", "shop", "backend", "U0OMAR", "C1");

    private final Jdbi jdbi = TestDatabase.create().jdbi();
    private final ShiftedClock clock = new ShiftedClock();
    private final CaptureStore store = new CaptureStore(jdbi, text -> text.replace("hunter2", "•••"), clock);

    @Test
    void what_is_written_is_read_back_in_order_from_any_line_in_both_directions() {
        Capture capture = captured(50_000);

        assertThat(capture.lines()).isEqualTo(50_000);
        assertThat(read(capture, 0, FORWARD, 3)).containsExactly("line 0", "line 1", "line 2");
        assertThat(read(capture, 31_234, FORWARD, 2)).containsExactly("line 31234", "line 31235");
        assertThat(read(capture, 31_234, BACKWARD, 2)).containsExactly("line 31233", "line 31232");
        assertThat(read(capture, 50_000, BACKWARD, 1)).containsExactly("line 49999");
        assertThat(read(capture, 50_000, FORWARD, 1)).isEmpty();
        assertThat(read(capture, 0, BACKWARD, 1)).isEmpty();
        assertThat(read(capture, 0, FORWARD, 60_000))
                .isEqualTo(IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void chunks_are_no_larger_than_they_may_be_and_are_packed() {
        Capture capture = captured(100_000);

        assertThat(number("select count(*) from capture_chunk"))
                .isEqualTo((long) Math.ceil((capture.bytes() + capture.lines()) / (double) Chunk.LARGEST));
        assertThat(number("select sum(length(content)) from capture_chunk")).isLessThan(capture.bytes() / 2);
    }

    @Test
    void the_bytes_are_those_of_the_export() {
        CaptureWriter writer = store.begin(ORIGIN);
        writer.add('E', "", "12:00 ", "Grüße 🙂");
        writer.add('-', "", "", "");
        writer.close();

        Capture capture = store.find(writer.capture()).orElseThrow();
        assertThat(capture.bytes()).isEqualTo("12:00 Grüße 🙂\n\n".getBytes(StandardCharsets.UTF_8).length);
        assertThat(capture.marks()).isEqualTo(Map.of('E', 1L, '-', 1L));
        assertThat(read(capture, 0, FORWARD, 9)).containsExactly("12:00 Grüße 🙂", "");
    }

    @Test
    void more_than_the_most_is_refused_and_told() {
        CaptureWriter writer = store.begin(ORIGIN, 20);

        assertThat(writer.add('-', "", "", "0123456789")).isTrue();
        assertThat(writer.add('-', "", "", "0123456789")).isFalse();
        writer.close();

        Capture capture = store.find(writer.capture()).orElseThrow();
        assertThat(capture.complete()).isFalse();
        assertThat(read(capture, 0, FORWARD, 9)).containsExactly("0123456789");
    }

    @Test
    void a_later_writer_goes_on_where_the_first_one_ended() {
        Capture first = captured(3);
        jdbi.useTransaction(tx -> {
            try (CaptureWriter writer = store.resume(tx, first)) {
                writer.add('-', "", "", "line 3");
            }
        });

        Capture both = store.find(first.id()).orElseThrow();
        assertThat(both.lines()).isEqualTo(4);
        assertThat(both.marks()).isEqualTo(Map.of('-', 4L));
        assertThat(read(both, 2, FORWARD, 9)).containsExactly("line 2", "line 3");
    }

    @Test
    void secrets_are_masked_before_they_are_stored_and_private_keys_as_a_whole() {
        CaptureWriter writer = store.begin(ORIGIN);
        writer.add('-', "a", "", "the password is hunter2");
        writer.add('-', "a", "", "key: -----BEGIN RSA PRIVATE KEY-----");
        writer.add('-', "a", "", "MIIEpAIBAAKCAQEA0123456789");
        writer.add('-', "b", "", "meanwhile another writes");
        writer.add('-', "a", "", "abcdefghijkl==");
        writer.add('-', "a", "", "-----END RSA PRIVATE KEY----- after");
        writer.add('-', "a", "", "plain again");
        writer.add('-', "a", "", "-----BEGIN PRIVATE KEY-----\\nMIIE0000\\n-----END PRIVATE KEY-----");
        writer.add('-', "a", "", "-----BEGIN OPENSSH PRIVATE KEY-----");
        writer.add('-', "a", "", "b3BlbnNzaC1rZXktdjEAAAAA");
        writer.add('-', "a", "", "and it was cut");
        writer.close();

        assertThat(read(store.find(writer.capture()).orElseThrow(), 0, FORWARD, 99))
                .containsExactly(
                        "the password is •••",
                        "key: -----BEGIN RSA PRIVATE KEY-----•••",
                        "•••",
                        "meanwhile another writes",
                        "•••",
                        "•••-----END RSA PRIVATE KEY----- after",
                        "plain again",
                        "-----BEGIN PRIVATE KEY-----•••-----END PRIVATE KEY-----",
                        "-----BEGIN OPENSSH PRIVATE KEY-----•••",
                        "•••",
                        "and it was cut");
    }

    @Test
    void a_capture_is_forgotten_after_a_day() {
        Capture capture = captured(3);
        clock.pass(Duration.ofHours(23));
        store.forgetOld();
        assertThat(store.find(capture.id())).isPresent();

        clock.pass(Duration.ofHours(1));
        assertThat(store.find(capture.id())).isEmpty();
        store.forgetOld();
        assertThat(number("select count(*) from capture_chunk")).isZero();
    }

    private long number(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private Capture captured(int lines) {
        CaptureWriter writer = store.begin(ORIGIN);
        IntStream.range(0, lines).forEach(i -> writer.add(CapturedLine.PLAIN, "", "", "line " + i));
        writer.close();
        return store.find(writer.capture()).orElseThrow();
    }

    private List<String> read(Capture capture, long from, CaptureStore.Direction direction, int most) {
        List<String> lines = new ArrayList<>();
        store.scan(capture.id(), from, direction, line -> {
            lines.add(line.text());
            return lines.size() < most;
        });
        return lines;
    }
}
