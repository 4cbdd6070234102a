package dev.opsdeck.message.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the course of an incident: what happened in a lane each, and above them how bad it was. */
public final class CoursePicture {
    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 720;
    private static final int BLANKS = 2;
    private static final Color WORST = new Color(0xB3261E);
    private static final Color INK = new Color(0x1D1C1D);
    private static final Color GRID = new Color(0xDFE0E4);
    private static final List<Color> COLOURS =
            List.of(new Color(0x007A5A), new Color(0x5D3A9B), new Color(0x0060A8), new Color(0xC04F00));
    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.SQUARE, SeriesMarkers.CIRCLE);

    private CoursePicture() {}

    /** As a PNG, twice as large as Slack shows it. */
    public static synchronized byte[] png(Course course) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(course.title())
                .xAxisTitle("time in UTC")
                .build();
        style(chart.getStyler(), course);
        severity(chart, course);
        for (Course.Lane lane : Course.Lane.values()) {
            lane(chart, course, lane);
        }
        var bytes = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void style(XYStyler styler, Course course) {
        styler.setChartBackgroundColor(Drawing.BACKGROUND);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GRID);
        styler.setPlotGridLinesColor(GRID);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 30));
        styler.setChartTitleBoxVisible(false);
        styler.setChartPadding(24);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
        styler.setAxisTickLabelsColor(INK);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBackgroundColor(Drawing.BACKGROUND);
        styler.setLegendBorderColor(Drawing.BACKGROUND);
        styler.setMarkerSize(18);
        styler.setTimezone(TimeZone.getTimeZone("UTC"));
        styler.setLocale(Locale.ROOT);
        styler.setDatePattern(
                Duration.between(course.from(), course.to()).compareTo(Duration.ofDays(1)) > 0
                        ? "d MMM HH:mm"
                        : "HH:mm");
        styler.setXAxisTickMarkSpacingHint(200);
        styler.setXAxisMin((double) course.from().toEpochMilli());
        styler.setXAxisMax((double) course.to().toEpochMilli());
        int rows = Course.Lane.values().length + course.severities().size();
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(rows + 1.0);
        // A line for each lane and each severity, and no numbers.
        styler.setYAxisTickMarkSpacingHint(HEIGHT / (rows + 4));
        styler.setYAxisTickLabelsFormattingFunction(value -> label(course, value));
    }

    /** The library leaves out ticks until no two labels are alike: what has no name differs in its blanks. */
    private static String label(Course course, double value) {
        int row = (int) Math.round(value);
        int lanes = Course.Lane.values().length;
        if (Math.abs(value - row) > 0.01
                || row < 1
                || row > lanes + course.severities().size()) {
            return " ".repeat(1 + (int) Math.round(Math.abs(value) * BLANKS));
        }
        return row <= lanes
                ? Course.Lane.values()[row - 1].label()
                : course.severities().get(row - lanes - 1);
    }

    private static void severity(XYChart chart, Course course) {
        var times = new ArrayList<Date>();
        var rows = new ArrayList<Double>();
        Double before = null;
        for (Course.Rating rating : course.ratings()) {
            double row = Course.Lane.values().length + 1.0 + course.severities().indexOf(rating.severity());
            if (before != null) {
                times.add(Date.from(rating.at()));
                rows.add(before);
            }
            times.add(Date.from(rating.at()));
            rows.add(row);
            before = row;
        }
        if (before != null) {
            times.add(Date.from(latest(course.to(), times.getLast().toInstant())));
            rows.add(before);
            XYSeries line = chart.addSeries("Severity", times, rows);
            line.setMarker(SeriesMarkers.NONE);
            line.setLineColor(WORST);
            line.setLineStyle(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER));
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void lane(XYChart chart, Course course, Course.Lane lane) {
        List<Date> times = course.marks().stream()
                .filter(mark -> mark.lane() == lane)
                .filter(mark -> !mark.at().isBefore(course.from()) && !mark.at().isAfter(course.to()))
                .map(mark -> Date.from(mark.at()))
                .toList();
        if (times.isEmpty()) {
            return;
        }
        double row = lane.ordinal() + 1.0;
        XYSeries dots = chart.addSeries(
                lane.label() + " (" + times.size() + ")",
                times,
                times.stream().map(_ -> row).toList());
        dots.setLineStyle(SeriesLines.NONE);
        dots.setMarker(Objects.requireNonNull(MARKERS.get(lane.ordinal())));
        dots.setMarkerColor(COLOURS.get(lane.ordinal()));
        dots.setLineColor(COLOURS.get(lane.ordinal()));
    }
}
