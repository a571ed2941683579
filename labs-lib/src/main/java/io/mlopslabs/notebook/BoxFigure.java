// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.notebook.Canvas.Anchor;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Canvas.Point;
import io.mlopslabs.notebook.Canvas.Stroke;
import io.mlopslabs.notebook.Canvas.Typeface;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** One image with labelled boxes on it. */
record BoxFigure(BufferedImage image, List<LabelledBox> boxes) implements Figure {
    private static final double TALLEST = 480;
    private static final double CAPTION = 12;
    private static final double TAG = 17; // height of the plate under a caption

    BoxFigure {
        boxes = List.copyOf(boxes);
        for (LabelledBox box : boxes) {
            if (box.x() >= image.getWidth()
                    || box.y() >= image.getHeight()
                    || box.x() + box.width() <= 0
                    || box.y() + box.height() <= 0) {
                throw new IllegalArgumentException("box '" + box.caption() + "' at (" + Numbers.digits(box.x(), 4)
                        + ", "
                        + Numbers.digits(box.y(), 4) + ") lies outside the image of " + image.getWidth() + " by "
                        + image.getHeight() + " pixels; boxes are in pixels of the image, not in shares of it");
            }
        }
    }

    @Override
    public String kind() {
        return "an image with boxes";
    }

    @Override
    public Set<Addition> additions() {
        return EnumSet.noneOf(Addition.class);
    }

    @Override
    public Extent draw(Canvas canvas, Labels labels) {
        double scale = Math.min((Frame.WIDTH - 2 * Frame.PAD) / image.getWidth(), TALLEST / image.getHeight());
        double whole = scale >= 1 ? Math.floor(scale) : scale;
        double top = Frame.title(canvas, labels.title(), Frame.WIDTH) + 10;
        var picture = new Area(Frame.PAD, top, image.getWidth() * whole, image.getHeight() * whole);
        canvas.image(picture, image);
        var areas = new ArrayList<Area>();
        for (int i = 0; i < boxes.size(); i++) {
            Area area = placed(boxes.get(i), picture, whole);
            outline(canvas, area, new Look(i).colour());
            areas.add(area);
        }
        var taken = new ArrayList<Area>();
        for (int i = 0; i < boxes.size(); i++) {
            Area tag = tag(boxes.get(i).caption(), areas.get(i), picture, taken);
            taken.add(tag);
            Rgb colour = new Look(i).colour();
            canvas.rectangle(tag, colour);
            String text = Lettering.shortened(boxes.get(i).caption(), tag.width() - 8, CAPTION);
            canvas.text(
                    new Point(tag.x() + 4, tag.bottom() - 4.5), text, Typeface.of(CAPTION, colour.ink(), Anchor.START));
        }
        return new Extent(Frame.WIDTH, picture.bottom() + Frame.PAD);
    }

    @Override
    public String describe(Labels labels) {
        String start = "Image of " + image.getWidth() + " by " + image.getHeight() + " pixels with "
                + (boxes.isEmpty() ? "no box." : boxes.size() == 1 ? "1 box: " : boxes.size() + " boxes: ");
        return start
                + boxes.stream()
                        .map(box -> box.caption() + " from (" + Numbers.digits(box.x(), 4) + ", "
                                + Numbers.digits(box.y(), 4) + "), " + Numbers.digits(box.width(), 4) + " wide and "
                                + Numbers.digits(box.height(), 4) + " high")
                        .collect(Collectors.joining("; ", "", boxes.isEmpty() ? "" : "."));
    }

    private static Area placed(LabelledBox box, Area picture, double scale) {
        double left = Math.max(picture.x(), picture.x() + box.x() * scale);
        double top = Math.max(picture.y(), picture.y() + box.y() * scale);
        double right = Math.min(picture.right(), picture.x() + (box.x() + box.width()) * scale);
        double bottom = Math.min(picture.bottom(), picture.y() + (box.y() + box.height()) * scale);
        return new Area(left, top, right - left, bottom - top);
    }

    /** Draws a box whose white edge keeps it visible on an image of any colour. */
    private static void outline(Canvas canvas, Area area, Rgb colour) {
        List<Point> corners = List.of(
                new Point(area.x(), area.y()),
                new Point(area.right(), area.y()),
                new Point(area.right(), area.bottom()),
                new Point(area.x(), area.bottom()),
                new Point(area.x(), area.y()));
        canvas.line(corners, Stroke.solid(Rgb.WHITE, 5));
        canvas.line(corners, Stroke.solid(colour, 2.5));
    }

    /** Returns a place for a caption at its box: above, inside at the top, below, or the first free row further down. */
    private static Area tag(String caption, Area box, Area picture, List<Area> taken) {
        double width = Math.min(Lettering.width(caption, CAPTION) + 8, Frame.WIDTH - 2 * Frame.PAD);
        double left = Math.max(Frame.PAD, Math.min(box.x() - 1.25, picture.right() - width));
        double lowest = picture.bottom() - TAG;
        return DoubleStream.concat(
                        DoubleStream.of(box.y() - TAG, box.y(), box.bottom(), box.bottom() - TAG),
                        DoubleStream.iterate(box.y() + TAG, y -> y <= lowest, y -> y + TAG))
                .filter(y -> y >= picture.y() && y <= lowest)
                .mapToObj(y -> new Area(left, y, width, TAG))
                .filter(area -> taken.stream().noneMatch(area::overlaps))
                .findFirst()
                .orElse(new Area(left, Math.max(picture.y(), Math.min(box.y(), lowest)), width, TAG));
    }
}
