package dev.opsdeck.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
final class LargeLogTest {
    private static final int LINES = 60_000;

    /** About 900 characters a line, from two instances: over 100 MB together. */
    private static final String SCRIPT =
            "line=$(yes 'INFO request served from the haystack in 12 ms;' | head -n 18 | tr '\\n' ' ');"
                    + " yes \"$line\" | head -n " + (LINES - 1) + "; echo ERROR the needle in the haystack";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_hundred_megabytes_are_fetched_searched_and_exported_with_a_heap_of_64(Engine engine) throws Exception {
        List<TestContainer> both = Stream.of("one", "two")
                .map(_ -> engine.start(
                        "backend",
                        engine.docker()
                                .createContainerCmd("opsdeck-test/busybox")
                                .withCmd("sh", "-c", SCRIPT)))
                .toList();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> both.stream()
                .noneMatch(TestContainer::running));

        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeLog.class.getName(),
                        catalog(engine).toString(),
                        folder.resolve("home").toString(),
                        TestDatabase.create().jdbcUrl(),
                        engine.host().toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .containsPattern("captured " + 2 * LINES + " lines, 1[0-9]{8} bytes, complete true")
                .contains("found true", "packed true")
                .containsPattern("heap of at most 6[0-4] MB");
        assertThat(process.exitValue()).isZero();
    }

    private Path catalog(Engine engine) throws IOException {
        Path catalog = Shop.in(folder.resolve("catalog"));
        String rules = Files.readString(catalog.resolve("access.yml"));
        Files.writeString(
                catalog.resolve("access.yml"),
                String.join(
                                "\n",
                                rules.lines()
                                        .filter(line -> !line.contains(" on: "))
                                        .toList()) + "\n");
        Files.writeString(catalog.resolve("shop.yml"), """
                system: shop
                channels: { ops: shop-ops }
                runtime: { docker: { project: %s } }
                services: { backend: {} }
                """.formatted(engine.project()));
        return catalog;
    }
}
