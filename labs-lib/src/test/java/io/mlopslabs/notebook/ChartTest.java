// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.notebook.Recording.Lettered;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Element;

/** What every chart owes its reader, of whatever kind it is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChartTest {
    static final Map<String, Chart> CHARTS = Samples.charts();
    static final List<String> NAMES = List.copyOf(CHARTS.keySet());

    @Nested
    class Every_chart {
        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void is_well_formed_svg_that_names_and_describes_itself(String name) throws Exception {
            Chart chart = CHARTS.get(name);
            var document = Xml.parse(chart.svg());
            Element svg = document.getDocumentElement();
            Element title = (Element) svg.getElementsByTagName("title").item(0);
            Element description = (Element) svg.getElementsByTagName("desc").item(0);
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-labelledby"))
                    .isEqualTo(title.getAttribute("id") + " " + description.getAttribute("id"))
                    .matches("title-[0-9a-f]{12} desc-[0-9a-f]{12}");
            assertThat(svg.getAttribute("viewBox"))
                    .isEqualTo("0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
            assertThat(title.getTextContent() + "\n" + description.getTextContent())
                    .isEqualTo(chart.bundle().text());
            assertThat(description.getTextContent()).hasSizeGreaterThan(30).endsWith(".");
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void loads_and_runs_nothing(String name) throws Exception {
            String svg = CHARTS.get(name).svg();
            assertThat(svg).doesNotContain("<script", "javascript:", "url(", "@import", "<foreignObject");
            var images = Xml.parse(svg).getElementsByTagName("image");
            for (int i = 0; i < images.getLength(); i++) {
                assertThat(((Element) images.item(i)).getAttribute("href")).startsWith("data:image/png;base64,");
            }
            assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void is_the_same_bytes_each_time(String name) {
            assertThat(Samples.charts().get(name).svg())
                    .isEqualTo(CHARTS.get(name).svg());
            assertThat(Samples.charts().get(name).png())
                    .isEqualTo(CHARTS.get(name).png());
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void has_a_png_of_the_size_of_its_svg_with_something_on_it(String name) throws Exception {
            MimeBundle bundle = CHARTS.get(name).bundle();
            byte[] png = Base64.getDecoder().decode((String) bundle.forms().get("image/png"));
            var picture = ImageIO.read(new ByteArrayInputStream(png));
            Element svg =
                    Xml.parse((String) bundle.forms().get("image/svg+xml")).getDocumentElement();
            assertThat(svg.getAttribute("width")).isEqualTo(Integer.toString(picture.getWidth()));
            assertThat(svg.getAttribute("height")).isEqualTo(Integer.toString(picture.getHeight()));
            long colours = IntStream.range(0, picture.getWidth() * picture.getHeight())
                    .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()))
                    .distinct()
                    .count();
            assertThat(colours).isGreaterThan(10); // antialiased text alone gives more
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void sets_every_text_legibly_on_what_lies_under_it(String name) {
            Recording recording = Recording.of(CHARTS.get(name));
            assertThat(recording.texts)
                    .isNotEmpty()
                    .allMatch(t -> t.type().colour().contrast(t.ground()) >= 4.5);
            assertThat(recording.texts).allMatch(t -> t.type().size() >= 11);
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void keeps_every_text_inside_the_picture_and_off_the_others(String name) {
            Recording recording = Recording.of(CHARTS.get(name));
            var panel = recording.fills.get(0).area();
            List<Lettered> level =
                    recording.texts.stream().filter(t -> t.type().turn() == 0).toList();
            for (int i = 0; i < level.size(); i++) {
                Lettered text = level.get(i);
                assertThat(text.room().x()).as(text.text()).isGreaterThanOrEqualTo(0);
                assertThat(text.room().right()).as(text.text()).isLessThanOrEqualTo(panel.right());
                assertThat(text.room().bottom()).as(text.text()).isLessThanOrEqualTo(panel.bottom());
                for (Lettered other : level.subList(i + 1, level.size())) {
                    assertThat(text.room().overlaps(other.room()))
                            .as(text.text() + " over " + other.text())
                            .isFalse();
                }
            }
        }

        @ParameterizedTest
        @FieldSource("io.mlopslabs.notebook.ChartTest#NAMES")
        void draws_lines_that_stand_out_and_the_grid_alone_faintly(String name) {
            assertThat(Recording.of(CHARTS.get(name)).strokes)
                    .map(Canvas.Stroke::colour)
                    .filteredOn(colour -> !List.of(Rgb.GRID, Rgb.PANEL).contains(colour))
                    .allMatch(colour -> colour.contrast(Rgb.PANEL) >= 3);
        }

        @Test
        void has_ids_of_its_own() throws Exception {
            var ids = new java.util.HashSet<String>();
            for (Chart chart : CHARTS.values()) {
                ids.add(Xml.parse(chart.svg()).getDocumentElement().getAttribute("aria-labelledby"));
            }
            assertThat(ids).hasSameSizeAs(NAMES);
        }
    }

    @Nested
    class Bundle {
        @Test
        void leaves_the_png_out_where_the_machine_has_no_font() {
            Chart chart = Samples.line();
            for (Throwable noFont : List.of(
                    new InternalError("java.lang.reflect.InvocationTargetException"),
                    new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration"),
                    new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"))) {
                MimeBundle bundle = chart.bundle(c -> ChartTest.<RuntimeException>raise(noFont));
                assertThat(bundle.forms()).containsOnlyKeys("text/plain", "image/svg+xml");
                assertThat(bundle.forms().get("image/svg+xml")).isEqualTo(chart.svg());
            }
            assertThat(chart.bundle().forms()).containsOnlyKeys("text/plain", "image/svg+xml", "image/png");
        }
    }

    @Nested
    class Description {
        @Test
        void puts_the_writers_sentence_before_the_facts() {
            Chart chart = Charts.line("Loss", Series.of("train", 3, 1)).description("It falls.");
            assertThat(chart.text())
                    .isEqualTo("Loss\nIt falls. Line chart of 1 series, x from 1 to 2, y from 1 to 3. train: 2 points, "
                            + "from 3 at x 1 to 1 at x 2; lowest 1 at x 2, highest 3 at x 1.");
            assertThat(chart).hasToString(chart.text());
        }

        @Test
        void is_refused_when_blank() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Samples.line().description(" "))
                    .withMessage("the description is blank; leave it out to have only the one from the data");
        }
    }

    @Nested
    class Reference_lines {
        @Test
        void are_drawn_at_their_value_and_widen_the_axis() {
            Chart without = Charts.line("t", Series.of("a", 1, 2));
            Chart with = without.yReference("target", 4);
            assertThat(Recording.of(without).texts).noneMatch(t -> t.text().equals("4.0"));
            Recording recording = Recording.of(with);
            double four = middle(recording, "4.0");
            int dashed = IntStream.range(0, recording.strokes.size())
                    .filter(i -> recording.strokes.get(i).colour().equals(Rgb.REFERENCE))
                    .findFirst()
                    .orElseThrow();
            assertThat(recording.lines.get(dashed)).allMatch(p -> Math.abs(p.y() - four) < 1); // a tick label's middle
            assertThat(recording.texts).anyMatch(t -> t.text().equals("target 4"));
            assertThat(with.text()).endsWith(" Reference line 'target' at y 4.");
        }

        @Test
        void are_refused_where_the_axis_has_no_numbers_or_the_value_no_place() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Samples.bar().xReference("start", 1))
                    .withMessage("a bar chart has no numbers on its x axis for reference line 'start'; leave it out");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Samples.line().yReference("target", Double.NaN))
                    .withMessage("reference line 'target' is at NaN; give a finite number up to 1e100");
        }
    }

    @Nested
    class Labels_of_axes {
        @Test
        void are_refused_where_there_is_no_axis() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Samples.images(3).xLabel("x"))
                    .withMessage("an image grid has no x axis to label; leave it out");
        }
    }

    @Nested
    class Hostile_text {
        @Test
        void stays_text() throws Exception {
            String hostile = "</title><script>alert(1)</script>\u001b[31m\n\"'&]]>" + "z".repeat(10_000);
            Chart chart = Charts.bar(hostile, List.of(hostile, "b"), Series.of(hostile, 1, 2), Series.of("q", 1, 2))
                    .xLabel(hostile)
                    .yLabel(hostile)
                    .yReference(hostile, 3)
                    .description(hostile);
            var document = Xml.parse(chart.svg());
            assertThat(Xml.all(document, "script")).isEmpty();
            assertThat(Xml.all(document, "title").get(0))
                    .startsWith("</title><script>")
                    .hasSizeLessThan(220);
            assertThat(chart.svg()).doesNotContain("\u001b").hasSizeLessThan(20_000);
            assertThat(chart.text().lines()).hasSize(2);
        }
    }

    @Nested
    class Font_widths {
        @Test
        void leave_room_for_the_fonts_of_this_machine() {
            String text = "The quick brown fox jumps over 13 lazy dogs (0.123456789)";
            var font = new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 100);
            var context = new java.awt.font.FontRenderContext(null, true, true);
            double real = font.getStringBounds(text, context).getWidth();
            assertThat(Lettering.width(text, 100)).isGreaterThanOrEqualTo(real);
            assertThat(Lettering.width(text, 12)).isCloseTo(0.12 * Lettering.width(text, 100), within(1e-9));
        }
    }

    private static double middle(Recording recording, String text) {
        Iterator<Lettered> found =
                recording.texts.stream().filter(t -> t.text().equals(text)).iterator();
        var room = found.next().room();
        return room.y() + room.height() / 2;
    }

    @SuppressWarnings(
            "unchecked") // the compiler is told that the error is unchecked, so that each can pass through a lambda
    private static <E extends Throwable> byte[] raise(Throwable error) throws E {
        throw (E) error;
    }
}
