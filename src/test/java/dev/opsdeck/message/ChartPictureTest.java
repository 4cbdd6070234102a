package dev.opsdeck.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.catalog.Thresholds;
import dev.opsdeck.message.chart.ChartPicture;
import dev.opsdeck.message.chart.Panel;
import dev.opsdeck.message.chart.Words;
import dev.opsdeck.probe.Series;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChartPictureTest {
    private static final Instant TO = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final int POINTS = 240;

    @Test
    void one_panel_is_drawn_large_with_its_lines_thresholds_and_gaps() throws IOException {
        BufferedImage picture = drawn("error-rate", List.of(errorRate()));

        assertThat(picture.getWidth()).isGreaterThan(1_200);
        assertThat(colours(picture)).contains(0xC8102E, 0xB36B00, 0x0060A8);
        assertThat(picture.getColorModel().hasAlpha())
                .as("it brings its own background")
                .isFalse();
    }

    @Test
    void each_instance_has_a_line_of_its_own_colour() throws IOException {
        List<Panel.Line> lines = List.of(
                line("backend-1", n -> 0.42 + 0.06 * Math.sin(n / 11.0) + 0.03 * Math.sin(n / 2.3)),
                line(
                        "backend-2",
                        n -> 0.47
                                + 0.07 * Math.sin(n / 14.0)
                                + 0.03 * Math.cos(n / 3.1)
                                + 1.9 * Math.exp(-Math.pow((n - 150) / 16.0, 2))),
                line("backend-3", n -> 0.38 + 0.05 * Math.cos(n / 9.0) + 0.02 * Math.sin(n / 1.7)));

        BufferedImage picture = drawn(
                "p95",
                List.of(panel(
                        "shop  p95", "seconds", lines, new Thresholds(threshold("> 2"), threshold("> 1"), null))));

        assertThat(colours(picture)).contains(0x0060A8, 0xC04F00, 0x007A5A, 0xC8102E);
    }

    @Test
    void what_cannot_be_told_apart_is_grey() throws IOException {
        List<Panel.Line> lines = IntStream.range(0, 14)
                .mapToObj(i -> line("web-" + i, n -> 20 * i + 15 * Math.sin(n / 20.0 + i)))
                .toList();

        assertThat(colours(drawn("many", List.of(panel("shop  latency", "ms", lines, Thresholds.NONE)))))
                .contains(0xB4B6BC);
    }

    @Test
    void several_panels_make_a_grid_and_one_without_data_says_so() throws IOException {
        var memory = panel(
                "shop  memory",
                "bytes",
                List.of(line("backend", n -> 4e8 + n * 1e6), line("db", n -> 9e8 + 2e7 * Math.sin(n / 9.0))),
                new Thresholds(threshold("> 2000000000"), null, null));
        var rate = panel("shop  request-rate", "req/s", List.of(line("", n -> 1200 + n)), Thresholds.NONE);
        var away = new Panel(
                "shop  cache-hit-rate",
                "percent",
                List.of(),
                Thresholds.NONE,
                TO.minus(Duration.ofHours(1)),
                TO,
                STEP,
                "Prometheus at http://prometheus:9090 did not answer.");

        BufferedImage grid = drawn("dashboard", List.of(errorRate(), memory, rate, away));

        assertThat(grid.getWidth()).isGreaterThan(1_800);
        assertThat(grid.getHeight()).isGreaterThan(1_000);
    }

    @Test
    void a_single_point_is_seen() throws IOException {
        var single = new Panel.Line("", List.of(new Series.Point(TO.minusSeconds(600), 5)));

        assertThat(colours(drawn("point", List.of(panel("shop  rare", null, List.of(single), Thresholds.NONE)))))
                .contains(0x0060A8);
    }

    @Test
    void the_words_tell_what_the_picture_shows() {
        assertThat(Words.of(List.of(errorRate())))
                .isEqualTo("shop  error-rate, 1 h until 2026-11-22T12:00:00Z: minimum 1 %, maximum 7 %, last 6 %,"
                        + " critical > 5 % 2 times and now, warning > 3 % 2 times and now.");
    }

    @Test
    void quantities_are_short() {
        assertThat(List.of(
                        Quantity.of(0.1234, "percent"),
                        Quantity.of(1_234_567, "bytes"),
                        Quantity.of(12_000, null),
                        Quantity.of(0, "ms"),
                        Quantity.of(0.00001, null),
                        Quantity.of(350.4, "ms"),
                        Quantity.of(-1500, null),
                        Quantity.of(99.95, "percent")))
                .containsExactly("0.12 %", "1.23 MB", "12 k", "0 ms", "1.00e-05", "350 ms", "-1.5 k", "100 %");
    }

    private static Panel errorRate() {
        IntToDoubleFunction rate = n -> n < 60 ? 1 : n < 100 ? 7 : n < 140 ? Double.NaN : n < 200 ? 2 : 6;
        return panel(
                "shop  error-rate",
                "percent",
                List.of(line("", rate)),
                new Thresholds(threshold("> 5"), threshold("> 3"), null));
    }

    private static Threshold threshold(String text) {
        return Threshold.parse(text).orElseThrow();
    }

    private static Panel panel(String title, @Nullable String unit, List<Panel.Line> lines, Thresholds thresholds) {
        return new Panel(title, unit, lines, thresholds, TO.minus(Duration.ofHours(1)), TO, STEP, null);
    }

    private static Panel.Line line(String name, IntToDoubleFunction value) {
        var points = new ArrayList<Series.Point>();
        for (int n = 0; n < POINTS; n++) {
            double at = value.applyAsDouble(n);
            if (!Double.isNaN(at)) {
                points.add(new Series.Point(TO.minus(STEP.multipliedBy(POINTS - n)), at));
            }
        }
        return new Panel.Line(name, points);
    }

    /** Keeps it for the documentation where {@code OPSDECK_SCREENSHOTS} names a folder. */
    private static BufferedImage drawn(String name, List<Panel> panels) throws IOException {
        byte[] png = ChartPicture.png(panels);
        String folder = System.getenv("OPSDECK_SCREENSHOTS");
        if (folder != null && !folder.isBlank()) {
            Files.write(Path.of(folder, "chart-" + name + ".png"), png);
        }
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static List<Integer> colours(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xFFFFFF)
                .distinct()
                .boxed()
                .toList();
    }
}
