// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** An image with the detections drawn on it: a box each, its label and its confidence. */
final class DrawnBoxes {
    private static final int LEGIBLE = 600; // pixels that the longer side should have for captions of 13 pixels
    private static final int CAPTION = 13;
    private static final List<Color> COLOURS = List.of(
            new Color(0x56B4E9), new Color(0xE69F00), new Color(0x009E73), new Color(0xCC79A7), new Color(0xF0E442));

    private DrawnBoxes() {}

    /** Returns a PNG; an image whose longer side is below 600 pixels is enlarged by a whole factor, so that captions can be read. */
    static byte[] png(BufferedImage image, List<Detection> detections) {
        int scale = Math.max(1, LEGIBLE / Math.max(image.getWidth(), image.getHeight()));
        var drawn = new BufferedImage(image.getWidth() * scale, image.getHeight() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.drawImage(image, 0, 0, drawn.getWidth(), drawn.getHeight(), null);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, CAPTION));
            for (int i = 0; i < detections.size(); i++) {
                outline(graphics, detections.get(i).box(), scale, COLOURS.get(i % COLOURS.size()));
            }
            var taken = new ArrayList<Rectangle>();
            for (int i = 0; i < detections.size(); i++) {
                caption(graphics, detections.get(i), scale, COLOURS.get(i % COLOURS.size()), drawn, taken);
            }
        } finally {
            graphics.dispose();
        }
        return encode(drawn);
    }

    private static void outline(Graphics2D graphics, Box box, int scale, Color colour) {
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(4));
        graphics.drawRect(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(2));
        graphics.drawRect(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale);
    }

    private static void caption(
            Graphics2D graphics,
            Detection detection,
            int scale,
            Color colour,
            BufferedImage drawn,
            List<Rectangle> taken) {
        String text = String.format(Locale.ROOT, "%s %.2f", detection.label(), detection.confidence());
        FontMetrics metrics = graphics.getFontMetrics();
        Box box = detection.box();
        int width = metrics.stringWidth(text) + 8;
        int height = metrics.getHeight() + 2;
        int x = Math.max(0, Math.min(box.x() * scale - 1, drawn.getWidth() - width));
        var plate = new Rectangle(x, Math.max(0, box.y() * scale - height), width, height);
        while (taken.stream().anyMatch(plate::intersects) && plate.y + 2 * height <= drawn.getHeight()) {
            plate.y += height;
        }
        taken.add(plate);
        graphics.setColor(colour);
        graphics.fill(plate);
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, plate.x + 4, plate.y + 1 + metrics.getAscent());
    }

    private static byte[] encode(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes lie in memory
        }
        return bytes.toByteArray();
    }
}
