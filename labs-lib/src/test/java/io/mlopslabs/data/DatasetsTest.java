// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
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
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";

    @Nested
    class Names {
        @Test
        void lists_what_travels_with_the_library() {
            assertThat(Datasets.names()).containsExactly("adult", "fashion-4k");
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

        @Test
        void prefer_the_property_to_the_environment_and_the_environment_to_the_jar(@TempDir Path folder)
                throws IOException {
            Files.writeString(folder.resolve("MANIFEST.json"), "{}");
            String here = folder.toString();
            assertThat(Catalogue.chosen(here, "/nowhere").names()).isEmpty();
            assertThat(Catalogue.chosen(null, here).names()).isEmpty();
            assertThat(Catalogue.chosen(null, null).names()).hasSize(2);
            assertThat(Catalogue.chosen(null, "").names()).hasSize(2);
        }

        @Test
        void say_where_the_manifest_is_missing(@TempDir Path folder) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Catalogue.folder(folder))
                    .withMessage(folder + "/MANIFEST.json is not there; restore it with `git checkout -- datasets`");
        }

        @Test
        void say_which_manifest_is_broken(@TempDir Path folder) throws IOException {
            Files.writeString(folder.resolve("MANIFEST.json"), "{\"adult\":");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Catalogue.folder(folder))
                    .withMessage(folder
                            + "/MANIFEST.json is not a readable manifest; restore it with `git checkout -- datasets`");
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
                    .withMessage("there is no data set 'titanic'; there are adult, fashion-4k");
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
        void keeps_quotes_spaces_and_words_that_other_readers_take_as_missing(@TempDir Path folder) throws Exception {
            Table table = small(folder, "text,whole,real\n\" a, b\",1,0.5\nNA,,\n# no comment,-2,1e3\n,3,4\n", 4)
                    .load("small");
            assertThat(table.stringColumn("text").asList()).containsExactly(" a, b", "NA", "# no comment", "");
            assertThat(table.stringColumn("text").isMissing(3)).isTrue();
            assertThat(table.intColumn("whole").getInt(2)).isEqualTo(-2);
            assertThat(table.intColumn("whole").isMissing(1)).isTrue();
            assertThat(table.doubleColumn("real").getDouble(2)).isEqualTo(1000.0);
            assertThat(table.doubleColumn("real").isMissing(1)).isTrue();
        }

        @Test
        void refuses_other_columns_rows_and_numbers_than_the_manifest_says(@TempDir Path folder) {
            String file = folder + "/small/data.csv.gz ";
            String next = "; restore it with `git checkout -- datasets/small`";
            assertThatIllegalStateException()
                    .isThrownBy(() -> small(folder, "text,whole\n", 0).load("small"))
                    .withMessage(file + "has other columns than MANIFEST.json: [text, whole, real]" + next);
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> small(folder, "text,whole,real\na,1,2\n", 2).load("small"))
                    .withMessage(file + "holds 1 rows, MANIFEST.json says 2" + next);
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> small(folder, "text,whole,real\na,x,2\n", 1).load("small"))
                    .withMessage(file + "has 'x' in row 0 of column whole, which is no number" + next);
            assertThatIllegalStateException()
                    .isThrownBy(() -> small(folder, "text,whole,real\na,1\n", 1).load("small"))
                    .withMessage(file + "has no column real in row 0" + next);
        }

        @Test
        void points_to_images_for_a_set_of_images() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.load("fashion-4k"))
                    .withMessage("fashion-4k is a set of images; read it with Datasets.images(\"fashion-4k\")");
        }

        @Test
        void names_the_file_that_changed_and_how_to_get_it_back(@TempDir Path folder) throws Exception {
            Catalogue changed = small(folder, "text,whole,real\na,1,2\n", 1);
            Files.writeString(folder.resolve("small/data.csv.gz"), "something else");
            // printf 'something else' | sha256sum
            assertThatIllegalStateException()
                    .isThrownBy(() -> changed.load("small"))
                    .withMessageMatching(
                            ".*/small/data\\.csv\\.gz has changed: expected SHA-256 [0-9a-f]{12}\\.\\.\\., "
                                    + "found f41f3fa625ff\\.\\.\\.; restore it with `git checkout -- datasets/small`");
        }

        @Test
        void names_the_file_that_is_missing(@TempDir Path folder) throws Exception {
            Catalogue incomplete = small(folder, "text,whole,real\na,1,2\n", 1);
            Files.delete(folder.resolve("small/data.csv.gz"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> incomplete.load("small"))
                    .withMessage(folder
                            + "/small/data.csv.gz is not there; restore it with `git checkout -- datasets/small`");
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

        /** Facts read with Python 3.11 ({@code gzip} and {@code struct}) from the Debian package, before any Java existed. */
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
        void reads_width_and_height_in_their_order(@TempDir Path folder) throws Exception {
            byte[] pixels = {1, 2, 3, 4, 5, 6};
            ImageSet train = pictures(folder, gzip(idxImages(1, 2, 3, pixels)))
                    .images("small")
                    .train();
            assertThat(train.image(0)).isEqualTo(GrayImage.of(3, 2, pixels));
        }

        @Test
        void points_to_load_for_a_table() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Datasets.images("adult"))
                    .withMessage("adult is a table; read it with Datasets.load(\"adult\")");
        }

        @Test
        void counts_the_images_left_in_a_gzip_file_that_was_cut(@TempDir Path folder) throws Exception {
            byte[] noise = new byte[40 * 100];
            new SplittableRandom(7).nextBytes(noise); // noise does not compress: half a file is half the images
            byte[] whole = gzip(idxImages(40, 10, 10, noise));
            Catalogue cut = pictures(folder, Arrays.copyOf(whole, whole.length / 2));
            assertThatIllegalStateException()
                    .isThrownBy(() -> cut.images("small"))
                    .withMessageMatching(
                            ".*/small/" + TRAIN_IMAGES + " is cut short: 40 images expected, (19|20) found; "
                                    + "restore it with `git checkout -- datasets/small`");
        }

        @Test
        void counts_the_images_of_a_payload_that_is_too_short(@TempDir Path folder) {
            refuses(folder, () -> gzip(idxImages(3, 2, 2, new byte[11])), "is cut short: 3 images expected, 2 found");
        }

        @Test
        void refuses_a_file_that_promises_more_images_than_an_array_can_hold(@TempDir Path folder) {
            refuses(
                    folder,
                    () -> gzip(idxImages(Integer.MAX_VALUE, 65536, 65536, new byte[9])),
                    "is cut short: 2147483647 images expected, 0 found");
        }

        @Test
        void refuses_a_payload_that_goes_on(@TempDir Path folder) {
            refuses(folder, () -> gzip(idxImages(2, 2, 2, new byte[9])), "goes on after the 2 images that it promises");
        }

        @Test
        void refuses_a_file_without_images(@TempDir Path folder) {
            refuses(folder, () -> gzip(idxImages(0, 2, 2, new byte[0])), "promises 0 images of 2 x 2");
        }

        @Test
        void refuses_a_file_cut_inside_its_header(@TempDir Path folder) {
            refuses(folder, () -> gzip(new byte[] {0, 0, 8, 3}), "is cut short inside its header of 16 bytes");
        }

        @Test
        void refuses_a_file_of_another_kind(@TempDir Path folder) {
            refuses(
                    folder,
                    () -> gzip(ByteBuffer.allocate(16).putInt(0x801).array()),
                    "is no idx file of images: it begins with 00000801, not 00000803");
        }

        @Test
        void refuses_a_file_that_was_never_gzipped(@TempDir Path folder) {
            refuses(folder, () -> "plain".getBytes(UTF_8), "is no readable gzip file");
        }

        private void refuses(Path folder, Content content, String what) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> pictures(folder, content.bytes()).images("small"))
                    .withMessage(folder + "/small/" + TRAIN_IMAGES + " " + what
                            + "; restore it with `git checkout -- datasets/small`");
        }
    }

    private interface Content {
        byte[] bytes() throws IOException;
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

    /** A catalogue of one table with this text and a manifest whose checksum is right. */
    private static Catalogue small(Path folder, String csv, int rows) throws Exception {
        byte[] file = gzip(csv.getBytes(UTF_8));
        write(folder, "data.csv.gz", file);
        Files.writeString(folder.resolve("MANIFEST.json"), """
                {"small": {"kind": "table", "rows": %d, "columns": {"text": "text", "whole": "integer", "real": "number"},
                 "files": {"data.csv.gz": {"sha256": "%s"}}}}""".formatted(rows, sha256(file)));
        return Catalogue.folder(folder);
    }

    /** A catalogue of one image set: the training images are given, all else is one labelled dot, each checksum is right. */
    private static Catalogue pictures(Path folder, byte[] trainImages) throws IOException {
        byte[] dot = gzip(idxImages(1, 1, 1, new byte[1]));
        byte[] label = gzip(
                ByteBuffer.allocate(9).putInt(0x801).putInt(1).put((byte) 0).array());
        var files = Map.of(
                TRAIN_IMAGES,
                trainImages,
                "train-labels-idx1-ubyte.gz",
                label,
                "t10k-images-idx3-ubyte.gz",
                dot,
                "t10k-labels-idx1-ubyte.gz",
                label);
        for (var file : files.entrySet()) {
            write(folder, file.getKey(), file.getValue());
        }
        String checksums = files.entrySet().stream()
                .map(file -> "\"%s\": {\"sha256\": \"%s\"}".formatted(file.getKey(), sha256(file.getValue())))
                .collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("MANIFEST.json"), """
                {"small": {"kind": "images", "rows": 2, "columns": {"image": "", "label": ""}, "classes": ["dot"],
                 "files": {%s}}}""".formatted(checksums));
        return Catalogue.folder(folder);
    }

    private static void write(Path folder, String file, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve("small"));
        Files.write(folder.resolve("small").resolve(file), bytes);
    }

    private static byte[] idxImages(int count, int height, int width, byte[] pixels) {
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803)
                .putInt(count)
                .putInt(height)
                .putInt(width)
                .put(pixels)
                .array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
