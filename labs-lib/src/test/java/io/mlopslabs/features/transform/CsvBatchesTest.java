// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CsvBatchesTest {
    private static final FeatureSpec SPEC =
            FeatureSpec.of().ragged("x", DType.FLOAT32).int64("n").string("s");

    @TempDir
    Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    @Test
    void columns_come_by_name_numbers_as_python_reads_them_and_missing_values_as_rows_without() throws IOException {
        Path file =
                csv("s,other,x,n\n\"a, \"\"b\"\"\",z,0.1,7\nNA,z,,-9223372036854775808\n€,z,NA,1_000\n'',z,nan,0\n");
        FeatureSpec numbers = SPEC.without("s");
        Batch batch = CsvBatches.of(file, numbers).missing("NA").readAll();
        assertThat(batch.column("x"))
                .isEqualTo(Values.of(Kind.ragged(DType.FLOAT32), Arrays.asList(0.1, null, null, Double.NaN)));
        assertThat(batch.column("x").number(0)).isEqualTo((float) 0.1);
        assertThat(batch.column("n")).isEqualTo(Values.int64(7, Long.MIN_VALUE, 1000, 0));
        assertThat(CsvBatches.of(file, FeatureSpec.of().string("s")).readAll().column("s"))
                .isEqualTo(Values.strings("a, \"b\"", "NA", "€", "''"));
    }

    @Test
    void a_file_of_many_blocks_gives_all_rows_in_order_packed_or_not_as_often_as_it_is_read() throws IOException {
        var text = new StringBuilder("n,s,x\n");
        int rows = 300_000; // about 6 blocks of a megabyte
        for (int i = 0; i < rows; i++) {
            text.append(i)
                    .append(",token ")
                    .append(i % 40_000)
                    .append(',')
                    .append(i / 8.0)
                    .append('\n');
        }
        Path plain = csv(text.toString());
        Path packed = folder.resolve("rows.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        for (Path file : List.of(plain, packed)) {
            CsvBatches batches = CsvBatches.of(file, SPEC);
            List<Batch> parts = new ArrayList<>();
            batches.forEach(parts::add);
            assertThat(parts).hasSizeGreaterThan(3);
            Batch all = batches.readAll();
            assertThat(all.rows()).isEqualTo(rows);
            for (int i = 0; i < rows; i++) {
                if (all.column("n").integer(i) != i
                        || !all.column("s").text(i).equals("token " + i % 40_000)
                        || all.column("x").number(i) != i / 8.0) {
                    throw new AssertionError("row " + i);
                }
            }
        }
    }

    @Test
    void broken_cells_and_lines_are_named_by_file_line_and_column() throws IOException {
        assertBroken(
                "x,n,s\n1,2,a\n1,two,a\n",
                "line 3, column 'n': 'two' is no whole number of 64 bits; mend the file, or declare the column as STRING.");
        assertBroken(
                "x,n,s\n1,2.5,a\n",
                "line 2, column 'n': '2.5' is no whole number of 64 bits; mend the file, or declare the column as STRING.");
        assertBroken(
                "x,n,s\none,2,a\n",
                "line 2, column 'x': 'one' is no number; mend the file, or declare the column as STRING.");
        assertBroken(
                "x,n,s\n1,,a\n",
                "line 2, column 'n': the value is missing; declare the column as ragged, and say with orElse what stands for a missing value.");
        assertBroken(
                "x,n,s\n1,2\n",
                "line 2: 2 cells where the header names 3 columns; a comma is missing, or a cell that holds one needs quotes.");
        assertBroken(
                "x,n,s\n-1e39,2,a\n",
                "line 2, column 'x': -1.0E39 is beyond the range of FLOAT32; declare the column as FLOAT64.");
        assertBroken("x,s\n1,2\n", "line 1: there is no column n; the file has x, s.");
    }

    private void assertBroken(String text, String message) throws IOException {
        Path file = csv(text);
        assertThatThrownBy(() -> CsvBatches.of(file, SPEC).readAll())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + ", " + message);
    }

    @Test
    void a_byte_order_mark_belongs_to_no_name() throws IOException {
        Path file = csv("\uFEFFx,n,s\n1,2,a\n");
        assertThat(CsvBatches.of(file, SPEC).readAll().column("n")).isEqualTo(Values.int64(2));
        assertThat(CsvBatches.of(file, SPEC).readAll().column("x").number(0)).isEqualTo(1);
    }

    @Test
    void a_missing_file_is_named() {
        Path none = folder.resolve("none.csv");
        assertThatThrownBy(() -> CsvBatches.of(none, SPEC).iterator())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("There is no file " + none + ".");
    }

    @Test
    void a_column_of_several_values_per_row_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvBatches.of(folder, FeatureSpec.of().with("v", new Kind(DType.FLOAT32, 3))))
                .withMessage("column v is FLOAT32[3]; a CSV cell holds one value");
    }
}
