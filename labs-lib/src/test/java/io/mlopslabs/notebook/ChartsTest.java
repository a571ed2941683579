// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.evaluation.ConfusionMatrix;
import io.mlopslabs.evaluation.Normalize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChartsTest {
    private static final Series ONE = Series.of("one", 1, 2);

    @Nested
    class Line {
        @Test
        void cuts_the_line_at_nan_and_says_so() {
            Chart chart = Charts.line("t", Series.of("a", 1, 2, Double.NaN, 4, 5, Double.NaN, 7));
            List<Integer> drawn = lengths(chart, new Look(0).stroke());
            assertThat(drawn).containsExactly(2, 2); // the last point stands alone, as a marker
            assertThat(chart.text())
                    .contains("a: 5 points, from 1 at x 1 to 7 at x 7")
                    .endsWith("Not a number, left as a gap: 2 points, in place 3, 6.");
        }

        @Test
        void prints_what_the_whiskers_mean() {
            Chart chart = Charts.line(
                    "t", ONE.whiskers("95 % interval", new double[] {0, Double.NaN}, new double[] {1.5, 3}));
            assertThat(Recording.of(chart).texts).anyMatch(t -> t.text().equals("Whiskers: 95 % interval"));
            assertThat(chart.text()).endsWith(" Whiskers: 95 % interval, 1.5 wide.");
        }

        @Test
        void tells_any_two_of_ten_series_apart_by_more_than_colour() {
            for (int i = 0; i < Look.MOST; i++) {
                for (int j = 0; j < i; j++) {
                    boolean sameMarker = i % 5 == j % 5;
                    boolean sameDash = new Look(i)
                            .stroke()
                            .dash()
                            .equals(new Look(j).stroke().dash());
                    assertThat(sameMarker && sameDash).isFalse();
                }
            }
        }

        @Test
        void refuses_what_it_cannot_show() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.line("t"))
                    .withMessage("there is no series; give at least one, such as Series.of(\"loss\", values)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.line(" ", ONE))
                    .withMessage("a chart needs a title; a screen reader announces it by that");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.line("t", ONE, ONE))
                    .withMessage("two series are called 'one'; give each its own name");
            Series[] eleven =
                    IntStream.range(0, 11).mapToObj(i -> Series.of("s" + i, i)).toArray(Series[]::new);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.line("t", eleven))
                    .withMessage("there are 11 series; a reader tells at most 10 apart: draw several charts");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.scatter("t", Series.of("big", new double[20_001])))
                    .withMessage("series 'big' has 20,001 points; a chart shows at most 20,000: draw a sample of them");
        }
    }

    @Nested
    class Bar {
        @Test
        void draws_heights_in_proportion_from_zero() {
            Recording recording = Recording.of(Charts.bar("t", List.of("a", "b", "c"), Series.of("n", 1, 3, -2)));
            double[] heights = recording.fills.stream()
                    .filter(f -> f.colour().equals(new Look(0).colour()))
                    .mapToDouble(f -> f.area().height())
                    .toArray();
            assertThat(heights).hasSize(3);
            assertThat(heights[1] / heights[0]).isCloseTo(3, org.assertj.core.api.Assertions.within(1e-9));
            assertThat(heights[2] / heights[0]).isCloseTo(2, org.assertj.core.api.Assertions.within(1e-9));
        }

        @Test
        void tells_every_value_with_its_interval() {
            Series s = Series.of("recall", 0.5, Double.NaN)
                    .whiskers("95 % interval", new double[] {0.4, 0}, new double[] {0.625, 1});
            assertThat(Charts.bar("t", List.of("cat", "dog"), s).text())
                    .isEqualTo("t\nBar chart of y for 2 categories. recall: cat 0.5 (0.4 to 0.625), dog not a number. "
                            + "In brackets: 95 % interval.");
        }

        @Test
        void refuses_a_series_of_another_length() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.bar("t", List.of("a"), ONE))
                    .withMessage(
                            "series 'one' has 2 values for 1 category; give one value for each, NaN where there is none");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.bar("t", List.of(), ONE))
                    .withMessage("there are no categories; a bar chart needs at least one");
        }
    }

    @Nested
    class Histogram {
        @Test
        void counts_as_numpy_histogram_does() {
            // numpy.histogram([0, 1, 1, 1.5, 2, 3, 4, -1, 5], bins=[0, 1, 2, 4]): the last bin holds its upper edge
            var figure = new HistogramFigure(List.of(0.0, 1.0, 2.0, 4.0), List.of());
            Series s = Series.of("x", 0, 1, 1, 1.5, 2, 3, 4, -1, 5);
            assertThat(figure.counts(s)).containsExactly(1, 3, 3);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void holds_every_value_in_its_own_bins(long seed) {
            var random = new SplittableRandom(seed);
            double scale = Math.pow(10, random.nextInt(-8, 8));
            Series s = Series.of(
                    "x",
                    random.doubles(random.nextInt(1, 3000))
                            .map(v -> (v - 0.3) * scale)
                            .toArray());
            HistogramFigure figure = HistogramFigure.of(List.of(s));
            assertThat(Arrays.stream(figure.counts(s)).sum()).isEqualTo(s.size());
            assertThat(figure.edges().size()).isBetween(3, 44);
        }

        @Test
        void says_what_it_leaves_out() {
            Series s = Series.of("x", 0.5, 1.5, 1.6, 9, Double.NaN);
            assertThat(Charts.histogram("t", new double[] {0, 1, 2}, s)
                            .xLabel("km")
                            .text())
                    .isEqualTo(
                            "t\nHistogram of km in 2 bins from 0 to 2. x: 4 values from 0.5 to 9, median 1.55; tallest bin "
                                    + "from 1 to 2 with 2 values. Outside the bins: 1 value. Left out, not a number: 1 value.");
        }

        @Test
        void refuses_edges_that_do_not_rise() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.histogram("t", new double[] {0, 2, 2}, ONE))
                    .withMessage("edges[2] is 2.0; edges are finite and each is above the one before");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.histogram("t", new double[] {0}, ONE))
                    .withMessage("there are 1 edges; a histogram takes 2 to 201");
        }
    }

    @Nested
    class Heat_map {
        private final List<String> names = List.of("cat", "dog");

        @Test
        void tells_the_accuracy_and_the_worst_confusion() {
            assertThat(Charts.heatMap("t", names, names, new double[][] {{8, 2}, {1, 9}})
                            .text())
                    .isEqualTo(
                            "t\nHeat map of 2 rows by 2 columns. Lowest 1 at row dog, column cat; highest 9 at row dog, "
                                    + "column dog. 85.0 % of the sum is on the diagonal; largest off it 2 at row cat, column dog.");
        }

        @Test
        void puts_each_number_where_row_and_column_meet() {
            Recording r =
                    Recording.of(Charts.heatMap("t", names, List.of("A", "B"), new double[][] {{11, 12}, {21, 22}}));
            assertThat(room(r, "11").x()).isLessThan(room(r, "12").x());
            assertThat(room(r, "11").y()).isEqualTo(room(r, "12").y());
            assertThat(room(r, "11").y()).isLessThan(room(r, "21").y());
            assertThat(room(r, "cat").y()).isLessThan(room(r, "dog").y());
        }

        @Test
        void leaves_a_cell_blank_at_nan_and_says_so() {
            Chart chart = Charts.heatMap("t", names, names, new double[][] {{8, Double.NaN}, {1, 9}});
            assertThat(chart.text()).endsWith("column dog. Blank, not a number: 1 cell.");
        }

        @Test
        void refuses_a_matrix_that_does_not_match_its_names() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.heatMap("t", names, names, new double[][] {{1, 2}}))
                    .withMessage("there are 1 row of values for 2 row names; give one row for each name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.heatMap("t", names, names, new double[][] {{1, 2}, {1}}))
                    .withMessage("values[1] has 1 value for 2 column names; give one value for each name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.heatMap("t", names, names, new double[][] {{1, 2}, {1, 1 / 0.0}}))
                    .withMessage(
                            "values[1][1] is Infinity; a heat map shows numbers up to 1e100, and leaves a cell blank at NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.heatMap("t", List.of(), names, new double[0][]))
                    .withMessage("the heat map has 0 row names and 2 column names; give 1 to 100 of each");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.heatMap("t", List.of("a"), List.of("b"), new double[][] {{Double.NaN}}))
                    .withMessage("every value of the heat map is NaN; give at least one number to draw");
        }
    }

    @Nested
    class Image_grid {
        @Test
        void shows_every_pixel_as_a_sharp_square_of_its_own_grey() throws Exception {
            BufferedImage image = Samples.grey(28, 28, 4);
            Chart chart =
                    Charts.imageGrid("t", java.util.Collections.nCopies(5, image), List.of("a", "b", "c", "d", "e"));
            BufferedImage png = ImageIO.read(new ByteArrayInputStream(chart.png()));
            Canvas.Area place = Recording.of(chart).images.get(4);
            int scale = (int) place.width() / 28;
            assertThat(place.width()).isEqualTo(28.0 * scale);
            for (int i = 0; i < 28 * scale * 28 * scale; i++) {
                int x = i % (28 * scale);
                int y = i / (28 * scale);
                int shown = png.getRGB((int) place.x() + x, (int) place.y() + y);
                int grey = image.getRaster().getSample(x / scale, y / scale, 0);
                assertThat(shown & 0xFFFFFF).isEqualTo(grey * 0x010101);
            }
            assertThat(chart.svg()).contains("image-rendering:pixelated");
        }

        @Test
        void refuses_a_caption_too_few() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.imageGrid("t", List.of(Samples.grey(2, 2, 1)), List.of()))
                    .withMessage("there are 0 captions for 1 image; give one caption for each image");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Charts.imageGrid("t", List.of(), List.of()))
                    .withMessage("there are 0 images; a grid shows 1 to 100");
        }
    }

    @Nested
    class Of_the_library_s_own_types {
        private final GrayImage image = GrayImage.of(4, 3, new byte[12]);

        @Test
        void a_confusion_matrix_names_its_axes() {
            var matrix = ConfusionMatrix.of(List.of("cat", "cat", "dog"), List.of("cat", "dog", "dog"));
            assertThat(Charts.confusionMatrix("t", matrix, Normalize.TRUE).text())
                    .isEqualTo(
                            "t\nHeat map of 2 rows (true) by 2 columns (predicted). Lowest 0.00 at row dog, column cat; highest 1.00 "
                                    + "at row dog, column dog.");
        }

        @Test
        void images_stand_above_their_class_names() {
            var set = ImageSet.of("two", List.of(image, image), new int[] {1, 0}, List.of("cat", "dog"));
            assertThat(Charts.imageGrid("t", set).text())
                    .isEqualTo(Charts.imageGrid(
                                    "t",
                                    List.of(image.toBufferedImage(), image.toBufferedImage()),
                                    List.of("dog", "cat"))
                            .text());
        }

        @Test
        void proposals_are_numbered() {
            assertThat(Charts.boxes("t", image, List.of(new Box(1, 0, 2, 3))).text())
                    .isEqualTo("t\nImage of 4 by 3 pixels with 1 box: 1 from (1, 0), 2 wide and 3 high.");
        }

        @Test
        void detections_carry_class_and_confidence() {
            var found = List.of(new Detection(new Box(1, 0, 2, 3), "cat", 0.925));
            assertThat(Charts.detections("t", image, found).text())
                    .isEqualTo("t\nImage of 4 by 3 pixels with 1 box: cat 0.93 from (1, 0), 2 wide and 3 high.");
        }
    }

    @Nested
    class Boxes {
        @Test
        void tells_each_box_in_pixels_of_the_image() {
            Chart chart =
                    Charts.boxes("t", Samples.grey(64, 48, 1), List.of(new LabelledBox(1, 2, 30, 20.5, "cat 0.93")));
            assertThat(chart.text())
                    .isEqualTo("t\nImage of 64 by 48 pixels with 1 box: cat 0.93 from (1, 2), 30 wide and 20.5 high.");
            Chart none = Charts.boxes("t", Samples.grey(64, 48, 1), List.of());
            assertThat(none.text()).isEqualTo("t\nImage of 64 by 48 pixels with no box.");
        }

        @Test
        void draws_what_lies_inside_the_image() {
            Recording r = Recording.of(Samples.boxes());
            Canvas.Area image = r.images.get(0);
            assertThat(r.lines.stream().flatMap(List::stream))
                    .allMatch(p -> p.x() >= image.x()
                            && p.x() <= image.right()
                            && p.y() >= image.y()
                            && p.y() <= image.bottom());
        }

        @Test
        void refuses_a_box_outside_the_image() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Charts.boxes("t", Samples.grey(64, 48, 1), List.of(new LabelledBox(64, 2, 3, 4, "cat"))))
                    .withMessage(
                            "box 'cat' at (64, 2) lies outside the image of 64 by 48 pixels; boxes are in pixels of the "
                                    + "image, not in shares of it");
        }

        @ParameterizedTest
        @CsvSource({"0, NaN, 1, 1", "0, 0, 0, 1", "0, 0, 1, -1", "0, 0, Infinity, 1"})
        void refuses_a_box_that_is_none(double x, double y, double width, double height) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LabelledBox(x, y, width, height, "cat"))
                    .withMessage("box 'cat' is at (" + x + ", " + y + "), " + width + " wide and " + height
                            + " high; all four are finite, width and height above 0");
        }
    }

    private static List<Integer> lengths(Chart chart, Canvas.Stroke stroke) {
        Recording recording = Recording.of(chart);
        return IntStream.range(0, recording.lines.size())
                .filter(i -> recording.strokes.get(i).equals(stroke))
                .mapToObj(i -> recording.lines.get(i).size())
                .toList();
    }

    private static Canvas.Area room(Recording recording, String text) {
        return recording.texts.stream()
                .filter(t -> t.text().equals(text))
                .findFirst()
                .orElseThrow()
                .room();
    }
}
