// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.data.text.Printable;
import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.evaluation.ConfusionMatrix;
import io.mlopslabs.evaluation.Normalize;
import io.mlopslabs.evaluation.errors.ErrorTable;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The charts of the course: line, scatter, bar, histogram, heat map, images.
 *
 * <p>All are legible on a light and on a dark page, tell series apart by more than colour, and carry their content in words. Every chart needs
 * a title. Like matplotlib's functions of these names, without its options.
 */
public final class Charts {
    private Charts() {}

    /**
     * Returns a line chart: each series joins its points in their order.
     *
     * <p>The y axis covers the data and need not start at 0. A NaN cuts the line.
     *
     * @param title not blank
     * @param series 1 to 10 with different names, up to 20,000 points each
     * @throws IllegalArgumentException if a rule above is broken; names the series
     */
    public static Chart line(String title, Series... series) {
        return Chart.of(title, new PointFigure(checked(series), PointFigure.Joined.BY_A_LINE));
    }

    /**
     * Returns a scatter plot: one marker for each point, its shape and colour by series.
     *
     * @param title not blank
     * @param series 1 to 10 with different names, up to 20,000 points each
     * @throws IllegalArgumentException if a rule above is broken; names the series
     */
    public static Chart scatter(String title, Series... series) {
        return Chart.of(title, new PointFigure(checked(series), PointFigure.Joined.NOT));
    }

    /**
     * Returns a bar chart with a bar from 0 to each value, grouped by category.
     *
     * <p>Bars stand, or lie where the names of the categories need the room. Values are printed where they fit; NaN leaves its place empty.
     *
     * @param title not blank
     * @param categories at least one name
     * @param series 1 to 10 with different names, each with one value for each category
     * @throws IllegalArgumentException if a rule above is broken; names the series
     */
    public static Chart bar(String title, List<String> categories, Series... series) {
        List<String> names = shown(categories);
        return Chart.of(title, new BarFigure(names, checked(series)));
    }

    /**
     * Returns a histogram with edges at round numbers, in 5 to 40 bins by Rice's rule.
     *
     * <p>One series shows counts. Several show the share of their own values in each bin, so that samples of different size compare. NaN is
     * left out, and the description says how often.
     *
     * @param title not blank
     * @param series 1 to 10 with different names
     * @throws IllegalArgumentException if a rule above is broken; names the series
     */
    public static Chart histogram(String title, Series... series) {
        return Chart.of(title, HistogramFigure.of(checked(series)));
    }

    /**
     * Returns a histogram with given edges, as {@code numpy.histogram} counts: a bin holds its lower edge, the last also its upper.
     *
     * <p>Values outside the edges are not drawn; the description says how many they are, and shares still refer to all values.
     *
     * @param title not blank
     * @param edges 2 to 201 finite numbers, each above the one before
     * @param series 1 to 10 with different names
     * @throws IllegalArgumentException if a rule above is broken; names the series or the edge
     */
    public static Chart histogram(String title, double[] edges, Series... series) {
        return Chart.of(title, new HistogramFigure(Arrays.stream(edges).boxed().toList(), checked(series)));
    }

    /**
     * Returns a heat map, such as a confusion matrix: rows from the top, columns from the left, each number printed where it fits.
     *
     * <p>Colours run from 0 to the largest value, or both ways from 0 where a value is negative. Where row and column names are equal and the
     * values are counts, the description gives the share on the diagonal, which of a confusion matrix is the accuracy.
     *
     * @param title not blank
     * @param rows 1 to 100 names
     * @param columns 1 to 100 names
     * @param values one array for each row with one value for each column; NaN leaves a cell blank
     * @throws IllegalArgumentException if a rule above is broken, or a value is infinite; names the cell
     */
    public static Chart heatMap(String title, List<String> rows, List<String> columns, double[][] values) {
        List<List<Double>> matrix = Arrays.stream(values)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
        return Chart.of(title, new HeatMapFigure(shown(rows), shown(columns), matrix));
    }

    /**
     * Returns a confusion matrix as a heat map: rows are true classes, columns predicted ones.
     *
     * <p>Like scikit-learn's {@code ConfusionMatrixDisplay.from_predictions(..., normalize=...)}.
     *
     * @param title not blank; says in words what is divided by what
     * @param matrix 1 to 100 classes
     * @param normalize what each cell is divided by
     */
    public static Chart confusionMatrix(String title, ConfusionMatrix<?> matrix, Normalize normalize) {
        List<String> labels = matrix.labels().stream().map(String::valueOf).toList();
        return heatMap(title, labels, labels, matrix.matrix(normalize))
                .xLabel("predicted")
                .yLabel("true");
    }

    /**
     * Returns an error analysis as bars: what each tag could win, the highest first; a tag without samples has no bar.
     *
     * @param title not blank
     */
    public static Chart errorAnalysis(String title, ErrorTable table) {
        List<ErrorTable.Row> rows = table.byPriority();
        return bar(
                        title,
                        rows.stream().map(ErrorTable.Row::tag).toList(),
                        Series.of(
                                "priority",
                                rows.stream()
                                        .mapToDouble(row -> row.count() == 0 ? Double.NaN : row.priority())
                                        .toArray()))
                .xLabel("tag")
                .yLabel("accuracy to be won (gap to the ceiling times share)");
    }

    /**
     * Returns the images of a set side by side, each under its class name.
     *
     * @param title not blank
     * @param images 1 to 100, for example {@code set.select(rows)}
     */
    public static Chart imageGrid(String title, ImageSet images) {
        return imageGrid(
                title,
                images.images().stream().map(GrayImage::toBufferedImage).toList(),
                IntStream.range(0, images.size()).mapToObj(images::className).toList());
    }

    /**
     * Returns small images side by side, 5 in a row (10 from 26 images on), magnified with sharp pixels.
     *
     * @param title not blank
     * @param images 1 to 100, copied when drawn: do not change them afterwards
     * @param captions one for each image
     * @throws IllegalArgumentException if a rule above is broken
     */
    public static Chart imageGrid(String title, List<BufferedImage> images, List<String> captions) {
        return Chart.of(title, new ImageGridFigure(images, captions));
    }

    /**
     * Returns an image with labelled boxes drawn on it, as a detector or an annotator gives them.
     *
     * @param title not blank
     * @param image magnified with sharp pixels where it is small; do not change it afterwards
     * @param boxes none or more, each at least partly inside the image
     * @throws IllegalArgumentException if a box lies outside the image; names it
     */
    public static Chart boxes(String title, BufferedImage image, List<LabelledBox> boxes) {
        return Chart.of(title, new BoxFigure(image, boxes));
    }

    /**
     * Returns an image with what a detector found in it, each box with its class and confidence.
     *
     * @param title not blank
     * @param detections none or more, each at least partly inside the image
     */
    public static Chart detections(String title, GrayImage image, List<Detection> detections) {
        List<LabelledBox> boxes = detections.stream()
                .map(d -> labelled(d.box(), String.format(Locale.ROOT, "%s %.2f", d.label(), d.confidence())))
                .toList();
        return boxes(title, image.toBufferedImage(), boxes);
    }

    /**
     * Returns an image with the boxes of a detector's proposals, numbered from 1.
     *
     * @param title not blank
     * @param boxes none or more, each at least partly inside the image
     */
    public static Chart boxes(String title, GrayImage image, List<Box> boxes) {
        return boxes(
                title,
                image.toBufferedImage(),
                IntStream.range(0, boxes.size())
                        .mapToObj(i -> labelled(boxes.get(i), String.valueOf(i + 1)))
                        .toList());
    }

    private static LabelledBox labelled(Box box, String caption) {
        return new LabelledBox(box.x(), box.y(), box.width(), box.height(), caption);
    }

    private static List<String> shown(List<String> names) {
        return names.stream().map(name -> Printable.of(name, 60)).toList();
    }

    private static List<Series> checked(Series... series) {
        if (series.length == 0) {
            throw new IllegalArgumentException(
                    "there is no series; give at least one, such as Series.of(\"loss\", values)");
        }
        if (series.length > Look.MOST) {
            throw new IllegalArgumentException("there are " + series.length + " series; a reader tells at most "
                    + Look.MOST + " apart: draw several charts");
        }
        List<Series> all = List.of(series);
        for (int i = 0; i < series.length; i++) {
            String name = series[i].name();
            if (all.subList(0, i).stream().anyMatch(s -> s.name().equals(name))) {
                throw new IllegalArgumentException("two series are called '" + name + "'; give each its own name");
            }
        }
        return all;
    }
}
