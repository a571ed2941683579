// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.Sha256;
import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Draws a static SVG: no script, no link, images inline. */
final class SvgCanvas implements Canvas {
    private final StringBuilder marks = new StringBuilder();

    /**
     * Returns the finished document, with {@code title} and {@code description} as its text alternative.
     *
     * <p>The ids come from the content: two figures on a page differ, and the same figure is the same bytes in every run.
     */
    String document(int width, int height, String title, String description) {
        String named = Printable.markup(title);
        String described = Printable.markup(description);
        String id = digest(width + "x" + height + "\n" + named + "\n" + described + "\n" + marks);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"title-" + id
                + " desc-" + id
                + "\" style=\"max-width:100%;height:auto\" font-family=\"sans-serif\">\n<title id=\"title-"
                + id + "\">" + named + "</title>\n<desc id=\"desc-" + id + "\">" + described + "</desc>\n" + marks
                + "</svg>\n";
    }

    @Override
    public void rectangle(Area area, Rgb fill) {
        marks.append("<rect").append(place(area)).append(fill(fill)).append("/>\n");
    }

    @Override
    public void polygon(List<Point> corners, Rgb fill, double opacity) {
        marks.append("<polygon points=\"").append(path(corners)).append('"').append(fill(fill));
        if (opacity < 1) {
            marks.append(" fill-opacity=\"").append(Numbers.pixels(opacity)).append('"');
        }
        marks.append("/>\n");
    }

    @Override
    public void disc(Point centre, double radius, Rgb fill) {
        marks.append("<circle cx=\"").append(Numbers.pixels(centre.x())).append("\" cy=\"");
        marks.append(Numbers.pixels(centre.y())).append("\" r=\"").append(Numbers.pixels(radius));
        marks.append('"').append(fill(fill)).append("/>\n");
    }

    @Override
    public void line(List<Point> points, Stroke stroke) {
        marks.append("<polyline points=\"").append(path(points)).append("\" fill=\"none\" stroke=\"");
        marks.append(stroke.colour().hex()).append("\" stroke-width=\"").append(Numbers.pixels(stroke.width()));
        marks.append("\" stroke-linejoin=\"round\"");
        if (!stroke.dash().isEmpty()) {
            String dash = stroke.dash().stream().map(Numbers::pixels).collect(Collectors.joining(" "));
            marks.append(" stroke-dasharray=\"").append(dash).append('"');
        }
        marks.append("/>\n");
    }

    @Override
    public void text(Point anchor, String text, Typeface type) {
        String x = Numbers.pixels(anchor.x());
        String y = Numbers.pixels(anchor.y());
        marks.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
        marks.append(" font-size=\"")
                .append(Numbers.pixels(type.size()))
                .append('"')
                .append(fill(type.colour()));
        if (type.anchor() != Anchor.START) {
            marks.append(" text-anchor=\"")
                    .append(type.anchor().name().toLowerCase(Locale.ROOT))
                    .append('"');
        }
        if (type.weight() == Weight.BOLD) {
            marks.append(" font-weight=\"bold\"");
        }
        if (type.turn() != 0) {
            marks.append(" transform=\"rotate(").append(type.turn()).append(' ');
            marks.append(x).append(' ').append(y).append(")\"");
        }
        marks.append('>').append(Printable.markup(text)).append("</text>\n");
    }

    @Override
    public void image(Area area, BufferedImage image) {
        marks.append("<image").append(place(area)).append(" preserveAspectRatio=\"none\"");
        if (area.width() > image.getWidth()) {
            marks.append(" style=\"image-rendering:pixelated\"");
        }
        String png = Base64.getEncoder().encodeToString(png(image));
        marks.append(" href=\"data:image/png;base64,").append(png).append("\"/>\n");
    }

    static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static String place(Area area) {
        return " x=\"" + Numbers.pixels(area.x()) + "\" y=\"" + Numbers.pixels(area.y()) + "\" width=\""
                + Numbers.pixels(area.width()) + "\" height=\"" + Numbers.pixels(area.height()) + "\"";
    }

    private static String fill(Rgb colour) {
        return " fill=\"" + colour.hex() + "\"";
    }

    private static String path(List<Point> points) {
        return points.stream()
                .map(p -> Numbers.pixels(p.x()) + "," + Numbers.pixels(p.y()))
                .collect(Collectors.joining(" "));
    }

    private static String digest(String content) {
        return Sha256.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
