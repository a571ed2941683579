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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogueTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";

    @Nested
    class Place {
        @Test
        void prefers_the_property_to_the_environment_and_the_environment_to_the_jar(@TempDir Path folder)
                throws IOException {
            Files.writeString(folder.resolve("MANIFEST.json"), "{}");
            String here = folder.toString();
            assertThat(Catalogue.chosen(here, "/nowhere").names()).isEmpty();
            assertThat(Catalogue.chosen(null, here).names()).isEmpty();
            assertThat(Catalogue.chosen(null, null).names()).hasSize(8);
            assertThat(Catalogue.chosen(null, "").names()).hasSize(8);
        }

        @Test
        void says_where_the_manifest_is_missing(@TempDir Path folder) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Catalogue.folder(folder))
                    .withMessage(folder + "/MANIFEST.json is not there; restore it with `git checkout -- datasets`");
        }

        @Test
        void says_which_manifest_is_broken(@TempDir Path folder) throws IOException {
            Files.writeString(folder.resolve("MANIFEST.json"), "{\"adult\":");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Catalogue.folder(folder))
                    .withMessage(folder
                            + "/MANIFEST.json is not a readable manifest; restore it with `git checkout -- datasets`");
        }
    }

    @Nested
    class Table_file {
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
        void lies_beside_the_set_s_own_with_columns_and_rows_of_its_own(@TempDir Path folder) throws Exception {
            byte[] own = gzip("key\na\nb\n".getBytes(UTF_8));
            byte[] other = gzip("key,weight\na,0.5\n".getBytes(UTF_8));
            write(folder, "data.csv.gz", own);
            write(folder, "other.csv.gz", other);
            Files.writeString(folder.resolve("MANIFEST.json"), """
                    {"small": {"kind": "table", "rows": 2, "columns": {"key": "text"}, "files": {
                     "data.csv.gz": {"sha256": "%s"},
                     "other.csv.gz": {"sha256": "%s", "rows": 1, "columns": {"key": "text", "weight": "number"}}}}}""".formatted(sha256(own), sha256(other)));
            Catalogue catalogue = Catalogue.folder(folder);
            assertThat(catalogue.load("small").rowCount()).isEqualTo(2);
            Table table = catalogue.load("small", "other");
            assertThat(table.name()).isEqualTo("other");
            assertThat(table.rowCount()).isEqualTo(1);
            assertThat(table.doubleColumn("weight").getDouble(0)).isEqualTo(0.5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> catalogue.load("small", "data"))
                    .withMessage("small has no table 'data' beside its own; it has other");
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
    class Image_files {
        @Test
        void reads_width_and_height_in_their_order(@TempDir Path folder) throws Exception {
            byte[] pixels = {1, 2, 3, 4, 5, 6};
            ImageSet train = pictures(folder, gzip(idxImages(1, 2, 3, pixels)))
                    .images("small")
                    .train();
            assertThat(train.image(0)).isEqualTo(GrayImage.of(3, 2, pixels));
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
