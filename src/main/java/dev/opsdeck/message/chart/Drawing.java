package dev.opsdeck.message.chart;

import dev.opsdeck.catalog.FindingLevel;
import dev.opsdeck.catalog.Threshold;
import dev.opsdeck.message.Quantity;
import dev.opsdeck.probe.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel as XChart draws it. */
final class Drawing {
    static final Color BACKGROUND = new Color(0xFBFBFC);

    /** More lines than these cannot be told apart. */
    private static final int COLOURED = 8;

    private static final int MOST_GREY = 40;
    private static final int LONGEST_NAME = 24;

    /** What stands beside a name in the legend, in characters. */
    private static final int BESIDE_NAME = 16;

    /** About how wide a character of the legend is. */
    private static final int CHARACTER = 13;

    private static final double PLOT_CONTENT = 0.98;
    private static final int LABEL_SIZE = 22;

    /** Told apart by people of any colour vision, dark enough for a light ground (Okabe and Ito, darkened). */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0060A8),
            new Color(0xC04F00),
            new Color(0x007A5A),
            new Color(0xA8447F),
            new Color(0x2C97C9),
            new Color(0xB58500),
            new Color(0x5D3A9B),
            new Color(0x6B4A2B));

    private static final Color GREY = new Color(0xB4B6BC);
    private static final Color INK = new Color(0x1D1C1D);
    private static final Color LABEL_GROUND = new Color(0xD8FFFFFF, true);
    private static final Color GRID = new Color(0xDFE0E4);
    private static final double HEADROOM = 1.12;

    /** A threshold farther away than this many times the highest value would flatten the lines. */
    private static final double FAR = 20;

    private final Panel panel;
    private final int width;
    private final int height;

    Drawing(Panel panel, int width, int height) {
        this.panel = panel;
        this.width = width;
        this.height = height;
    }

    void paint(Graphics2D graphics) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(panel.title())
                .xAxisTitle("time in UTC")
                .build();
        style(chart.getStyler());
        if (panel.problem() == null) {
            lines(chart);
            shownThresholds().forEach((level, threshold) -> threshold(chart, level, threshold));
        } else {
            nothing(chart);
        }
        chart.paint(graphics, width, height);
        labels(chart, graphics);
    }

    private void style(XYStyler styler) {
        styler.setChartBackgroundColor(BACKGROUND);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GRID);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(2));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(font(Font.BOLD, 32));
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(16);
        styler.setChartPadding(20);
        styler.setAxisTitleFont(font(Font.PLAIN, 24));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 24));
        styler.setAxisTickLabelsColor(INK);
        styler.setXAxisTitleColor(INK);
        styler.setAxisTickMarksColor(INK);
        styler.setXAxisTickMarkSpacingHint(220);
        styler.setYAxisTickMarkSpacingHint(90);
        styler.setYAxisTickLabelsFormattingFunction(value -> Quantity.of(value, panel.unit()));
        styler.setTimezone(TimeZone.getTimeZone("UTC"));
        styler.setLocale(Locale.ROOT);
        styler.setDatePattern(pattern());
        styler.setXAxisMin((double) panel.from().toEpochMilli());
        styler.setXAxisMax((double) panel.to().toEpochMilli());
        styler.setLegendFont(font(Font.PLAIN, 24));
        int length = panel.lines().stream()
                .mapToInt(line -> name(line).length() + BESIDE_NAME)
                .sum();
        boolean many = length * CHARACTER > width;
        styler.setLegendPosition(many ? LegendPosition.OutsideE : LegendPosition.OutsideS);
        styler.setLegendLayout(many ? LegendLayout.Vertical : LegendLayout.Horizontal);
        styler.setLegendBackgroundColor(BACKGROUND);
        styler.setLegendBorderColor(BACKGROUND);
        styler.setLegendSeriesLineLength(48);
        styler.setLegendVisible(panel.problem() == null
                && !(panel.lines().size() == 1
                        && panel.lines().getFirst().name().isEmpty()));
        styler.setMarkerSize(8);
        styler.setPlotContentSize(PLOT_CONTENT);
        range(styler);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private String pattern() {
        Duration span = Duration.between(panel.from(), panel.to());
        if (span.compareTo(Duration.ofDays(1)) <= 0) {
            return "HH:mm";
        }
        return span.compareTo(Duration.ofDays(8)) <= 0 ? "d MMM HH:mm" : "d MMM";
    }

    /** From zero where nothing is negative, so that a small change does not look like a large one. */
    private void range(XYStyler styler) {
        double high = panel.highest();
        double low = Math.min(0, panel.lowest());
        for (Threshold threshold : shownThresholds().values()) {
            high = Math.max(high, threshold.bound().doubleValue());
            low = Math.min(low, threshold.bound().doubleValue());
        }
        styler.setYAxisMin(low < 0 ? low * HEADROOM : 0);
        styler.setYAxisMax(high <= low ? low + 1 : high * HEADROOM);
    }

    private Map<FindingLevel, Threshold> shownThresholds() {
        var shown = new EnumMap<FindingLevel, Threshold>(FindingLevel.class);
        double reach = Math.max(Math.abs(panel.highest()), Math.abs(panel.lowest())) * FAR;
        panel.marks().forEach((level, threshold) -> {
            if (panel.problem() == null
                    && (reach == 0 || Math.abs(threshold.bound().doubleValue()) <= reach)) {
                shown.put(level, threshold);
            }
        });
        return shown;
    }

    private void lines(XYChart chart) {
        List<Panel.Line> lines = panel.lines();
        int coloured = Math.min(lines.size(), COLOURED);
        // The grey ones first: the others are painted over them.
        int last = Math.min(lines.size(), coloured + MOST_GREY) - 1;
        for (int i = coloured; i < last; i++) {
            add(chart, "grey " + i, lines.get(i), GREY, 2).setShowInLegend(false);
        }
        for (int i = 0; i < coloured; i++) {
            Panel.Line line = lines.get(i);
            String name = name(line) + "   now " + Quantity.of(line.last(), panel.unit());
            add(chart, "line " + i, line, COLOURS.get(i), 5).setLabel(name);
        }
        // What is painted last stands last in the legend.
        if (last >= coloured) {
            int others = lines.size() - coloured;
            add(chart, "grey " + last, lines.get(last), GREY, 2)
                    .setLabel(others + (others == 1 ? " other" : " others"));
        }
    }

    private static String name(Panel.Line line) {
        return line.name().length() <= LONGEST_NAME ? line.name() : line.name().substring(0, LONGEST_NAME - 1) + "…";
    }

    private XYSeries add(XYChart chart, String name, Panel.Line line, Color colour, int thickness) {
        var times = new ArrayList<Date>();
        var values = new ArrayList<Double>();
        Instant before = null;
        boolean alone = true;
        for (Series.Point point : line.points()) {
            if (before != null
                    && Duration.between(before, point.at())
                                    .compareTo(panel.step().multipliedBy(2))
                            > 0) {
                times.add(Date.from(before.plus(panel.step())));
                values.add(Double.NaN);
            } else if (before != null) {
                alone = false;
            }
            times.add(Date.from(point.at()));
            values.add(point.value());
            before = point.at();
        }
        XYSeries series = chart.addSeries(name, times, values);
        // A point without neighbours has no line.
        series.setMarker(alone ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return series;
    }

    private void threshold(XYChart chart, FindingLevel level, Threshold threshold) {
        double at = threshold.bound().doubleValue();
        XYSeries series =
                chart.addSeries(level.name(), List.of(Date.from(panel.from()), Date.from(panel.to())), List.of(at, at));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        series.setLineColor(colour(level));
        series.setLineStyle(
                new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {18, 12}, 0));
    }

    /** Over the lines, because XChart knows one colour for all of its labels and puts them on the dashes. */
    private void labels(XYChart chart, Graphics2D graphics) {
        graphics.setFont(font(Font.BOLD, LABEL_SIZE));
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        float x = (float) chart.getScreenXFromChart(panel.from().toEpochMilli());
        shownThresholds().forEach((level, threshold) -> {
            float y = (float) chart.getScreenYFromChart(threshold.bound().doubleValue());
            label(
                    graphics,
                    Words.of(level, threshold, panel.unit()),
                    x + LABEL_SIZE,
                    y - LABEL_SIZE / 3f,
                    colour(level));
        });
        if (panel.problem() != null) {
            label(graphics, "no data", width / 2f - 2 * LABEL_SIZE, height / 2f, INK);
        }
    }

    private static void label(Graphics2D graphics, String text, float x, float y, Color colour) {
        graphics.setColor(LABEL_GROUND);
        int length = graphics.getFontMetrics().stringWidth(text);
        graphics.fillRect((int) x - 4, (int) y - LABEL_SIZE + 2, length + 8, LABEL_SIZE + 3);
        graphics.setColor(colour);
        graphics.drawString(text, x, y);
    }

    private static Color colour(FindingLevel level) {
        return switch (level) {
            case CRITICAL -> new Color(0xC8102E);
            case WARNING -> new Color(0xB36B00);
            case INFO -> new Color(0x4A6785);
        };
    }

    private void nothing(XYChart chart) {
        XYSeries series =
                chart.addSeries("nothing", List.of(Date.from(panel.from()), Date.from(panel.to())), List.of(0.0, 0.0));
        series.setLineColor(Color.WHITE);
        series.setMarker(SeriesMarkers.NONE);
    }
}
