package dev.opsdeck.message.chart;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws groups of bars. */
public final class BarsPicture {
    private static final int MOST = 14;
    private static final Color INK = new Color(0x1D1C1D);
    private static final Color GRID = new Color(0xDFE0E4);
    private static final Color[] COLOURS = {new Color(0x0060A8), new Color(0xC04F00), new Color(0x007A5A)};

    private BarsPicture() {}

    /** As a PNG, twice as large as Slack shows it; the first {@value #MOST} groups. */
    public static synchronized byte[] png(Bars bars) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1_280)
                .height(720)
                .title(bars.title())
                .yAxisTitle(bars.unit())
                .build();
        style(chart.getStyler());
        List<Bars.Bar> shown = bars.bars().stream().limit(MOST).toList();
        List<String> names = shown.stream().map(Bars.Bar::name).toList();
        for (String series : bars.series()) {
            chart.addSeries(
                    series,
                    names,
                    shown.stream()
                            .map(bar -> bar.values().getOrDefault(series, 0.0))
                            .toList());
        }
        var bytes = new ByteArrayOutputStream();
        try {
            BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void style(CategoryStyler styler) {
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
        styler.setSeriesColors(COLOURS);
        styler.setDecimalPattern("#,##0");
    }
}
