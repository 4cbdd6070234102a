package dev.opsdeck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.LogLevel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLevelsTest {
    private final LogLevels levels = new LogLevels();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "ERROR~2026-11-22T12:00:00.123Z ERROR [backend] cannot connect",
                "WARN~2026-11-22 12:00:00,123 WARN  o.s.Pool - slow",
                "INFO~12:00:00.123 [main] INFO dev.shop.Main - started, 0 ERROR",
                "ERROR~ERROR:root:it broke",
                "ERROR~[2026-11-22 12:00:00,000: ERROR/ForkPoolWorker-1] Task failed",
                "FATAL~2026-11-22 12:00:00 UTC [12] FATAL:  password authentication failed",
                "FATAL~CRITICAL:app:disk full",
                "ERROR~2026/11/22 12:00:00 [error] 7#7: *1 connect() failed (111: Connection refused)",
                "WARN~time=2026-11-22T12:00:00Z level=warning msg=\"it is slow\"",
                "ERROR~{\"level\":50,\"time\":1700000000000,\"msg\":\"boom\"}",
                "INFO~{\"time\":\"2026\",\"level\":\"info\",\"msg\":\"no ERROR here\"}",
                "ERROR~{\"severity\":\"ERROR\",\"message\":\"boom\"}",
                "WARN~{\"log.level\":\"WARN\",\"message\":\"x\"}",
                "ERROR~E1122 12:00:00.000000       1 reflector.go:150] failed to list",
                "WARN~1:M 22 Nov 2026 12:00:00.000 # WARNING overcommit_memory is set to 0",
                "INFO~1:M 22 Nov 2026 12:00:00.000 * Ready to accept connections",
                "DEBUG~DEBUG tick",
                "TRACE~TRACE tick",
                "ERROR~error: could not open the file",
                "ERROR~Exception in thread \"main\" java.lang.IllegalStateException: no",
            })
    void the_level_is_recognized(LogLevel expected, String text) {
        assertThat(levels.of(line("a", text))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "10.0.0.1 - - [22/Nov/2026:12:00:00 +0000] \"GET /error HTTP/1.1\" 200 12",
                "served 12 requests without error",
                "just text",
                "GET /info?level= HTTP/1.1",
            })
    void what_has_no_level_has_none(String text) {
        assertThat(levels.of(line("a", text))).isEmpty();
    }

    @Test
    void a_stack_trace_belongs_to_the_line_before_of_the_same_instance() {
        assertThat(List.of(
                                line("a", "ERROR it broke"),
                                line("b", "INFO meanwhile"),
                                line("a", "java.lang.IllegalStateException: INFO is not set"),
                                line("a", "\tat dev.shop.Main.main(Main.java:7)"),
                                line("b", "  indented"),
                                line("a", "Caused by: java.io.IOException: gone"),
                                line("a", "\t... 12 more"),
                                line("a", "plain again"),
                                line("a", "  after something without a level"))
                        .stream()
                        .map(line -> levels.of(line).map(Enum::name).orElse("-")))
                .containsExactly("ERROR", "INFO", "ERROR", "ERROR", "INFO", "ERROR", "ERROR", "-", "-");
    }

    @Test
    void what_nothing_caught_is_an_error_to_its_end() {
        assertThat(List.of(
                                line("a", "Traceback (most recent call last):"),
                                line("a", "  File \"app.py\", line 3, in <module>"),
                                line("a", "ValueError: no"))
                        .stream()
                        .map(line -> levels.of(line).map(Enum::name).orElse("-")))
                .containsExactly("ERROR", "ERROR", "ERROR");
    }

    private static LogLine line(String instance, String text) {
        return new LogLine(Instant.EPOCH, instance, LogLine.Stream.OUTPUT, text);
    }
}
