// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Printable;
import io.mlopslabs.notebook.Canvas.Area;
import io.mlopslabs.notebook.Figure.Addition;
import io.mlopslabs.notebook.Figure.Extent;
import io.mlopslabs.notebook.Labels.Reference;
import java.util.Base64;
import java.util.Optional;

/**
 * A finished picture of data with the same content in words.
 *
 * <p>Made by {@link Charts}; each method returns a changed copy. A notebook shows the SVG, an untrusted viewer the PNG, and a terminal or a
 * screen reader the title and the description, which always tells ranges, counts and extremes of the data. Equal charts give equal bytes.
 */
public final class Chart implements Displayable {
    private static final int LONGEST_LABEL = 100;

    /** Turns a chart into the bytes of a PNG; a seam, because only a machine without fonts cannot. */
    interface Rasterizer {
        byte[] png(Chart chart);
    }

    private final Figure figure;
    private final Labels labels;

    private Chart(Figure figure, Labels labels) {
        this.figure = figure;
        this.labels = labels;
    }

    static Chart of(String title, Figure figure) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a chart needs a title; a screen reader announces it by that");
        }
        return new Chart(figure, Labels.of(Printable.of(title, 200)));
    }

    /**
     * Returns a copy whose description starts with {@code text}; the sentences drawn from the data follow it.
     *
     * @param text what a reader should see in the picture, in whole sentences
     * @throws IllegalArgumentException if {@code text} is blank
     */
    public Chart description(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "the description is blank; leave it out to have only the one from the data");
        }
        return new Chart(figure, labels.withDescription(Printable.of(text, 2000)));
    }

    /**
     * Returns a copy whose x axis has this title; for a bar chart that is the axis of the categories, even where the bars lie on their side.
     *
     * @throws IllegalArgumentException if the chart has no axes
     */
    public Chart xLabel(String label) {
        require(Addition.AXIS_LABEL, "x axis to label");
        return new Chart(figure, labels.withXLabel(Printable.of(label, LONGEST_LABEL)));
    }

    /**
     * Returns a copy whose y axis has this title; for a bar chart that is the axis of the values, even where the bars lie on their side.
     *
     * @throws IllegalArgumentException if the chart has no axes
     */
    public Chart yLabel(String label) {
        require(Addition.AXIS_LABEL, "y axis to label");
        return new Chart(figure, labels.withYLabel(Printable.of(label, LONGEST_LABEL)));
    }

    /**
     * Returns a copy with a dashed line at {@code value} of the x axis, such as the day of a change. The axis grows to show it.
     *
     * @param name what stands at the line, before the value
     * @throws IllegalArgumentException if the chart has no numbers on its x axis, or the value is not finite
     */
    public Chart xReference(String name, double value) {
        require(
                Addition.X_REFERENCE,
                "numbers on its x axis for reference line '" + Printable.of(name, LONGEST_LABEL) + "'");
        return new Chart(figure, labels.withXReference(reference(name, value)));
    }

    /**
     * Returns a copy with a dashed line at {@code value} of the y axis, such as a baseline; for a bar chart, of the axis of the values.
     *
     * @param name what stands at the line, before the value
     * @throws IllegalArgumentException if the chart has no numbers on its y axis, or the value is not finite
     */
    public Chart yReference(String name, double value) {
        require(
                Addition.Y_REFERENCE,
                "numbers on its y axis for reference line '" + Printable.of(name, LONGEST_LABEL) + "'");
        return new Chart(figure, labels.withYReference(reference(name, value)));
    }

    /** Returns the picture as an SVG document with title and description inside: static, no script, nothing loaded from elsewhere. */
    public String svg() {
        Extent size = figure.draw(new Nowhere(), labels);
        var canvas = new SvgCanvas();
        paint(canvas, size);
        return canvas.document(width(size), height(size), labels.title(), words());
    }

    /** Returns the text alternative: the title, and on the next line the description. */
    public String text() {
        return labels.title() + "\n" + words();
    }

    /** Returns the SVG, the PNG as base64, and the text; without the PNG where the machine has no font to draw it with. */
    @Override
    public MimeBundle bundle() {
        return bundle(Chart::png);
    }

    MimeBundle bundle(Rasterizer rasterizer) {
        MimeBundle bundle = MimeBundle.ofText(text()).with("image/svg+xml", svg());
        return drawn(rasterizer)
                .map(png -> bundle.with("image/png", Base64.getEncoder().encodeToString(png)))
                .orElse(bundle);
    }

    byte[] png() {
        Extent size = figure.draw(new Nowhere(), labels);
        var canvas = new RasterCanvas(width(size), height(size));
        paint(canvas, size);
        return canvas.png();
    }

    /** Draws the panel and the figure on {@code canvas}. */
    void paint(Canvas canvas) {
        paint(canvas, figure.draw(new Nowhere(), labels));
    }

    @Override
    public String toString() {
        return text();
    }

    private void paint(Canvas canvas, Extent size) {
        canvas.rectangle(new Area(0, 0, width(size), height(size)), Rgb.PANEL);
        figure.draw(canvas, labels);
    }

    private Optional<byte[]> drawn(Rasterizer rasterizer) {
        try {
            return Optional.of(rasterizer.png(this));
        } catch (RuntimeException | InternalError | LinkageError e) {
            // What the JDK throws for a machine without fontconfig, fonts or libfreetype differs by version and state.
            // The SVG and the words still say everything.
            return Optional.empty();
        }
    }

    private String words() {
        String told = figure.describe(labels);
        return labels.description().isEmpty() ? told : labels.description() + " " + told;
    }

    private static Reference reference(String name, double value) {
        if (!(Math.abs(value) <= 1e100)) {
            throw new IllegalArgumentException("reference line '" + Printable.of(name, LONGEST_LABEL) + "' is at "
                    + value + "; give a finite number up to 1e100");
        }
        return new Reference(Printable.of(name, LONGEST_LABEL), value);
    }

    private void require(Addition addition, String what) {
        if (!figure.additions().contains(addition)) {
            throw new IllegalArgumentException(figure.kind() + " has no " + what + "; leave it out");
        }
    }

    private static int width(Extent size) {
        return (int) Math.ceil(size.width());
    }

    private static int height(Extent size) {
        return (int) Math.ceil(size.height());
    }
}
