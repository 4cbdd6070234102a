package dev.opsdeck.message.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws panels as one PNG, twice as large as Slack shows it. It brings its own background and border, so that it is read
 * the same in light and dark themes.
 */
public final class ChartPicture {
    /** More would be too small to read in Slack. */
    public static final int MOST_PANELS = 12;

    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 680;
    private static final int GRID_WIDTH = 920;
    private static final int GRID_HEIGHT = 540;
    private static final int MARGIN = 16;
    private static final Color BORDER = new Color(0x9A9CA3);

    private ChartPicture() {}

    /**
     * One large, several in a grid; in the order given. One picture at a time: a large one takes some 20 MB while it is
     * drawn.
     *
     * @param panels at most {@link #MOST_PANELS}
     */
    public static synchronized byte[] png(List<Panel> panels) {
        boolean single = panels.size() == 1;
        int columns = single ? 1 : 2;
        int rows = (panels.size() + columns - 1) / columns;
        int width = single ? WIDTH : GRID_WIDTH;
        int height = single ? HEIGHT : GRID_HEIGHT;
        var picture = new BufferedImage(
                columns * width + 2 * MARGIN, rows * height + 2 * MARGIN, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Drawing.BACKGROUND);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        for (int i = 0; i < panels.size(); i++) {
            int x = MARGIN + i % columns * width;
            int y = MARGIN + i / columns * height;
            Graphics2D part = (Graphics2D) graphics.create(x, y, width, height);
            new Drawing(panels.get(i), width, height).paint(part);
            part.dispose();
        }
        graphics.setColor(BORDER);
        graphics.setStroke(new BasicStroke(4));
        graphics.drawRect(2, 2, picture.getWidth() - 4, picture.getHeight() - 4);
        graphics.dispose();
        return encoded(picture);
    }

    private static byte[] encoded(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
