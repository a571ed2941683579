// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FingerprintTest {
    private static ImageSet images(String name, int pixel, int label, String className) {
        GrayImage image = GrayImage.of(2, 1, new byte[] {1, (byte) pixel});
        return ImageSet.of(name, List.of(image), new int[] {label}, List.of("a", className));
    }

    @Test
    void of_images_sees_pixels_labels_and_class_names_but_not_the_name_of_the_set() {
        Fingerprint one = Fingerprint.of(images("x", 200, 0, "b"));
        assertThat(Fingerprint.of(images("y", 200, 0, "b"))).isEqualTo(one);
        assertThat(Set.of(
                        one,
                        Fingerprint.of(images("x", 201, 0, "b")),
                        Fingerprint.of(images("x", 200, 1, "b")),
                        Fingerprint.of(images("x", 200, 0, "c"))))
                .hasSize(4);
    }

    @Test
    void of_a_table_sees_names_types_values_and_the_order_of_rows() {
        Fingerprint one =
                Fingerprint.of(Table.create("t", IntColumn.create("a", 1, 23), StringColumn.create("b", "x", "")));
        assertThat(Fingerprint.of(Table.create("u", IntColumn.create("a", 1, 23), StringColumn.create("b", "x", ""))))
                .isEqualTo(one);
        assertThat(Set.of(
                        one,
                        Fingerprint.of(Table.create(IntColumn.create("a", 23, 1), StringColumn.create("b", "", "x"))),
                        Fingerprint.of(Table.create(IntColumn.create("a", 12, 3), StringColumn.create("b", "x", ""))),
                        Fingerprint.of(Table.create(IntColumn.create("c", 1, 23), StringColumn.create("b", "x", ""))),
                        Fingerprint.of(
                                Table.create(DoubleColumn.create("a", 1, 23), StringColumn.create("b", "x", "")))))
                .hasSize(5);
    }

    @Test
    void of_rows_sees_where_a_row_ends() {
        assertThat(Fingerprint.of(new double[][] {{1, 2}, {3}}, new int[] {0, 1}))
                .isNotEqualTo(Fingerprint.of(new double[][] {{1}, {2, 3}}, new int[] {0, 1}))
                .isNotEqualTo(Fingerprint.of(new double[][] {{1, 2}, {3}}, new int[] {1, 1}));
    }

    @Test
    void of_a_file_or_text_is_what_sha256sum_prints(@TempDir Path folder) throws IOException {
        // NIST's example for SHA-256, FIPS 180-4.
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        Path file = Files.writeString(folder.resolve("f"), "abc");
        assertThat(Fingerprint.of(file).sha256()).isEqualTo(abc);
        assertThat(Fingerprint.of("abc").sha256()).isEqualTo(abc);
        assertThat(Fingerprint.of("abc").brief()).isEqualTo("ba7816bf");
    }

    @Test
    void of_a_folder_sees_names_and_contents(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("f"), "abc");
        Fingerprint before = Fingerprint.of(folder);
        assertThat(Fingerprint.of(folder)).isEqualTo(before);
        Files.move(file, file.resolveSibling("g"));
        assertThat(Fingerprint.of(folder)).isNotEqualTo(before);
    }

    @Test
    void of_code_is_that_of_its_jar_or_folder_and_empty_for_what_has_none() {
        assertThat(Fingerprint.ofCode(FingerprintTest.class)).isPresent();
        assertThat(Fingerprint.ofCode(String.class)).isEmpty();
    }

    @Test
    void refuses_what_is_not_there_or_no_hash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.of(Path.of("no such file")))
                .withMessage("there is no file or folder no such file to take the fingerprint of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fingerprint("abc"))
                .withMessage("'abc' is no SHA-256; it has 64 lower-case hexadecimal digits");
    }
}
