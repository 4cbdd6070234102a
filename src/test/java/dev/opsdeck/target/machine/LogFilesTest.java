package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class LogFilesTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private Upkept shop;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        log = Files.writeString(folder.resolve("app[1].log"), "one\ntwo\n");
        shop = new Upkept(Files.createDirectory(folder.resolve("catalog")), """
                runtime: process
                upkeep:
                  logs:
                    app: { files: ["%1$s/app[1].log"], keep: 2 }
                    rotated: { logrotate: %1$s/rotate.conf }
                """.formatted(folder));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private CopyTruncateHandler handler(int seconds) {
        return new CopyTruncateHandler(shop.machines, Clock.fixed(START.plusSeconds(seconds), ZoneOffset.UTC));
    }

    @Test
    void a_log_is_copied_and_emptied_and_its_writer_goes_on() throws IOException {
        var step = (HostStep.CopyTruncate) shop.step("rotate-logs shop/app");
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            Map<String, String> before = handler(0).before(shop.system(), step);
            assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
            assertThat(handler(0).act(shop.system(), step, before, Upkept.control()))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);
            writer.write("three\n".getBytes());
        }

        assertThat(log).hasContent("three");
        assertThat(folder.resolve("app[1].log-20260105T100000")).content().isEqualTo("one\ntwo\n");
    }

    @Test
    void only_the_newest_copies_are_kept() throws IOException {
        Files.writeString(folder.resolve("app1.log-20250101T000000"), "of another log");
        var step = (HostStep.CopyTruncate) shop.step("rotate-logs shop/app");
        for (int time = 0; time < 4; time++) {
            Files.writeString(log, "number " + time);
            CopyTruncateHandler handler = handler(time);
            handler.act(shop.system(), step, handler.before(shop.system(), step), Upkept.control());
        }
        assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString))
                .containsExactlyInAnyOrder(
                        "app[1].log",
                        "app[1].log-20260105T100002",
                        "app[1].log-20260105T100003",
                        "app1.log-20250101T000000",
                        "catalog");
    }

    @Test
    void a_copy_that_a_crash_left_half_is_made_anew() throws IOException {
        var step = (HostStep.CopyTruncate) shop.step("rotate-logs shop/app");
        Map<String, String> before = handler(0).before(shop.system(), step);
        Files.writeString(folder.resolve("app[1].log-20260105T100000"), "on");

        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        handler(0).act(shop.system(), step, before, Upkept.control());
        assertThat(folder.resolve("app[1].log-20260105T100000")).content().isEqualTo("one\ntwo\n");
    }

    @Test
    @Needs(Tool.LOGROTATE)
    void logrotate_rotates_what_is_due() throws IOException {
        Files.writeString(folder.resolve("due.log"), "x".repeat(2_000));
        Files.writeString(folder.resolve("young.log"), "x");
        Files.writeString(folder.resolve("rotate.conf"), """
                "%1$s/due.log" { size 1k
                rotate 3
                su root root
                }
                "%1$s/young.log" { size 1M
                rotate 3
                su root root
                }
                """.formatted(folder));
        Files.setPosixFilePermissions(
                folder.resolve("rotate.conf"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        var control = Upkept.control();

        assertThat(shop.once(new LogrotateHandler(shop.machines), shop.step("rotate-logs shop/rotated"), control))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).isEqualTo("1 rotated, 1 not due"));
        assertThat(folder.resolve("due.log.1")).hasSize(2_000);
    }

    private Finding inspect(HostStep.CopyTruncate step, Map<String, String> before) {
        return handler(0).inspect(shop.system(), step, before, Instant.EPOCH, Instant.EPOCH);
    }
}
