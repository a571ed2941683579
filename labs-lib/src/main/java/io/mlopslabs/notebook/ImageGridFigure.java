// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import io.mlopslabs.notebook.Canvas.Anchor;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Typeface;
import java.awt.image.BufferedImage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small images side by side, each over its caption. */
record ImageGridFigure(List<BufferedImage> images, List<String> captions) implements Figure {
    private static final int MOST = 100;
    private static final double GAP = 12;
    private static final double TALLEST = 168;
    private static final double CAPTION = 12;
    private static final double LINE = 15;
    private static final int MOST_LINES = 3;

    ImageGridFigure {
        images = List.copyOf(images);
        captions = captions.stream().map(c -> Printable.of(c, 80)).toList();
        if (images.isEmpty() || images.size() > MOST) {
            throw new IllegalArgumentException("there are " + images.size() + " images; a grid shows 1 to " + MOST);
        }
        if (captions.size() != images.size()) {
            throw new IllegalArgumentException("there are " + Numbers.count(captions.size(), "caption") + " for "
                    + Numbers.count(images.size(), "image") + "; give one caption for each image");
        }
    }

    @Override
    public String kind() {
        return "an image grid";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.noneOf(Addition.class);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        double cell = (Frame.WIDTH - 2 * Frame.PAD + GAP) / Math.max(4, perRow()) - GAP;
        double height = images.stream()
                .mapToDouble(image -> fitted(image, cell).height())
                .max()
                .orElseThrow();
        double top = Frame.title(canvas, labels.title(), Frame.WIDTH) + 10;
        for (int from = 0; from < images.size(); from += perRow()) {
            int lines = 1;
            for (int i = from; i < Math.min(images.size(), from + perRow()); i++) {
                double left = Frame.PAD + (i - from) * (cell + GAP);
                lines = Math.max(lines, image(canvas, i, new Area(left, top, cell, height)));
            }
            top += height + lines * LINE + GAP;
        }
        return new Extent(Frame.WIDTH, top + Frame.PAD - GAP);
    }

    @Override
    public String describe(Labels labels) {
        return "Grid of " + Numbers.count(images.size(), "image") + ", " + perRow() + " in a row. "
                + IntStream.range(0, images.size())
                        .mapToObj(i -> (i + 1) + ": " + captions.get(i))
                        .collect(Collectors.joining("; ", "", "."));
    }

    private int perRow() {
        return images.size() <= 5 ? images.size() : images.size() <= 25 ? 5 : 10;
    }

    /** Draws one image with its caption and returns how many lines the caption took. */
    private int image(Canvas canvas, int i, Area cell) {
        Area size = fitted(images.get(i), cell.width());
        double left = cell.x() + Math.floor((cell.width() - size.width()) / 2);
        canvas.image(
                new Area(left, cell.y() + cell.height() - size.height(), size.width(), size.height()), images.get(i));
        List<String> lines = Lettering.lines(captions.get(i), cell.width() + GAP - 4, CAPTION, MOST_LINES);
        for (int k = 0; k < lines.size(); k++) {
            canvas.text(
                    new Point(cell.x() + cell.width() / 2, cell.bottom() + (k + 1) * LINE),
                    lines.get(k),
                    Typeface.of(CAPTION, Rgb.TEXT, Anchor.MIDDLE));
        }
        return lines.size();
    }

    /** Returns the size of an image in a cell: a whole number of screen pixels for each of its own where it is magnified. */
    private static Area fitted(BufferedImage image, double cell) {
        double scale = Math.min(cell / image.getWidth(), TALLEST / image.getHeight());
        double whole = scale >= 1 ? Math.floor(scale) : scale;
        return new Area(0, 0, image.getWidth() * whole, image.getHeight() * whole);
    }
}
