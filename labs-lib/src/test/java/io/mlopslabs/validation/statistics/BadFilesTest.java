// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files as they come: either their statistics are right, or the message says where to look and what to do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadFilesTest {
    @TempDir
    Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> DataStatistics.fromCsv(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + message);
    }

    private static DatasetFeatureStatistics read(Path file) throws IOException {
        return DataStatistics.fromCsv(file).getDatasets(0);
    }

    @Test
    void a_line_with_too_few_or_too_many_cells() throws IOException {
        refused(
                csv("a,b\n1,2\n3\n"),
                ", line 3: 1 cell where the header names 2 columns; a comma is missing, or a cell that holds one needs quotes.");
        refused(
                csv("a,b\n1,2,3\n"),
                ", line 2: 3 cells where the header names 2 columns; a comma is too many, or a cell that holds one needs quotes.");
    }

    @Test
    void the_first_of_many_wrong_lines_in_a_file_of_many_blocks() throws IOException {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 600_000; i++) {
            text.append(i == 450_000 || i > 590_000 ? "1\n" : "12345,67\n");
        }
        refused(
                csv(text.toString()),
                ", line 450002: 1 cell where the header names 2 columns; a comma is missing, or a cell that holds one needs quotes.");
    }

    @Test
    void a_quote_that_is_not_closed() throws IOException {
        refused(
                csv("a,b\n1,\"x\n2,y\n"),
                ", line 2, column 'b': the quote is not closed in its line; a cell cannot hold a line break.");
    }

    @Test
    void bytes_that_are_no_UTF8() throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), "a,b\n1,x\n2,é\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(
                file,
                ", line 3, column 'b': the byte 0xe9 is no UTF-8; save the file as UTF-8 (iconv -f latin1 -t utf8, if it comes from an old Windows program).");
        Path header = Files.write(folder.resolve("data.csv"), "a,é\n1,x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> DataStatistics.fromCsv(header))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(header + ", line 1")
                .hasMessageContaining("the byte 0xe9 is no UTF-8");
    }

    @Test
    void UTF16_is_no_UTF8_either() throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), "a,b\n1,x\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> DataStatistics.fromCsv(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ", line 1")
                .hasMessageContaining("the byte 0xfe is no UTF-8");
    }

    /** As Python's float(), which TFDV calls for a column that the schema says is FLOAT. */
    @Test
    void an_integer_beyond_64_bits_is_a_number_where_the_schema_says_FLOAT() throws IOException {
        Path file = csv("x\n1\n18446744073709551616\n");
        assertThat(read(file).getFeatures(0).getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
        Schema schema = Schema.newBuilder()
                .addFeature(Feature.newBuilder().setName("x").setType(FeatureType.FLOAT))
                .build();
        var numbers = DataStatistics.fromCsv(
                        file, StatsOptions.defaults().withSchema(schema).withInferTypeFromSchema())
                .getDatasets(0)
                .getFeatures(0)
                .getNumStats();
        assertThat(numbers.getMax()).isEqualTo(Math.pow(2, 64));
    }

    @Test
    void lines_that_end_as_on_old_Macs() throws IOException {
        refused(
                csv("a,b\r1,x\r2,y\r3,z"),
                ", line 1: a carriage return stands inside the line; lines must end in LF or CR LF (mac2unix mends files of old Macs).");
    }

    @Test
    void a_name_that_says_gzip_and_bytes_that_are_none() throws IOException {
        refused(
                Files.writeString(folder.resolve("data.csv.gz"), "a,b\n1,x\n"),
                " ends in .gz and is not packed by gzip; copy it again, or take .gz off its name if it is a CSV file.");
    }

    @Test
    void a_byte_order_mark_stays_in_the_first_name_as_in_TFDV() throws IOException {
        assertThat(read(csv("\ufeffa,b\n1,x\n")).getFeatures(0).getPath().getStep(0))
                .isEqualTo("\ufeffa");
    }

    @Test
    void a_column_without_a_value_is_of_type_STRING() throws IOException {
        FeatureNameStatistics empty = read(csv("a,b\n1,\n2,\n")).getFeatures(1);
        assertThat(empty.getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
        assertThat(empty.getStringStats().getCommonStats().getNumMissing()).isEqualTo(2);
        assertThat(empty.getStringStats().getTopValuesList()).isEmpty();
    }

    @Test
    void an_empty_file_and_one_with_a_header_only() throws IOException {
        refused(csv(""), " is empty; its first line must name the columns.");
        assertThat(read(csv("a,b\n")).getNumExamples()).isZero();
        assertThat(read(csv("a,b")).getFeaturesList()).isEmpty();
    }

    @Test
    void two_columns_of_one_name() throws IOException {
        refused(csv("a,b,a\n1,2,3\n"), ", line 1: columns 1 and 3 are both called 'a'; rename one of them.");
    }

    @Test
    void a_folder_and_a_file_that_is_not_there() {
        refused(folder, " is a folder; name a CSV file in it.");
        Path absent = folder.resolve("none.csv");
        assertThatThrownBy(() -> DataStatistics.fromCsv(absent))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("There is no file " + absent + ".");
    }

    @Test
    void a_file_that_may_not_be_read() throws IOException {
        Path file = csv("a\n1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "SKIPPED: root may read everything");
        refused(file, " may not be read; ask its owner for the right (chmod +r).");
    }

    @Test
    void a_gzip_file_that_was_cut_short() throws IOException {
        Path file = folder.resolve("data.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 50_000; i++) {
                out.write((i == 0 ? "a\n" : i * 7919L % 10_007 + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused(file, " is packed by gzip and broken: it was cut short or changed; copy it again.");
    }

    @Test
    void a_line_of_100_MB() throws IOException {
        Path file = folder.resolve("data.csv");
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(piece);
            }
        }
        refused(
                file,
                ", line 3: the line is longer than 16 MiB; a line break or a closing quote is missing, or this is no CSV file.");
    }

    @Test
    void words_of_numbers_are_numbers_and_integers_beyond_64_bits_make_a_column_of_texts() throws IOException {
        var set = read(csv("x,big\nNaN,9223372036854775808\ninf,5\n1.5,4\n"));
        assertThat(set.getFeatures(0).getType()).isEqualTo(FeatureNameStatistics.Type.FLOAT);
        assertThat(set.getFeatures(0).getNumStats().getHistograms(0).getNumNan())
                .isOne();
        assertThat(set.getFeatures(0).getNumStats().getMax()).isInfinite();
        assertThat(set.getFeatures(1).getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
        assertThat(set.getFeatures(1).getStringStats().getUnique()).isEqualTo(3);
    }

    @Test
    void one_text_among_numbers_makes_a_column_of_texts_that_keeps_every_count() throws IOException {
        var text = new StringBuilder("a\n");
        for (int i = 0; i < 300_000; i++) {
            text.append(i == 250_000 ? "none" : String.valueOf(i % 100)).append('\n');
        }
        FeatureNameStatistics a = read(csv(text.toString())).getFeatures(0);
        assertThat(a.getType()).isEqualTo(FeatureNameStatistics.Type.STRING);
        assertThat(a.getStringStats().getUnique()).isEqualTo(101);
        assertThat(a.getStringStats().getTopValuesList())
                .allSatisfy(v -> assertThat(v.getFrequency()).isEqualTo(3_000));
    }

    @Test
    void a_million_distinct_texts() throws IOException {
        int n = 1_000_000;
        var text = new StringBuilder("s\n");
        for (int i = 0; i < n; i++) {
            text.append('k').append(i).append('\n').append(i % 4 == 0 ? "frequent\n" : "");
        }
        var strings = read(csv(text.toString())).getFeatures(0).getStringStats();
        double standardError = 0.006; // of the sketch, as TextCounts says; four of them are passed in 1 of 16,000 runs
        assertThat((double) strings.getUnique()).isCloseTo(n + 1, within(4 * standardError * n));
        assertThat(strings.getTopValues(0).getValue()).isEqualTo("frequent");
        assertThat(strings.getTopValues(0).getFrequency())
                .isLessThanOrEqualTo(n / 4.0)
                .isGreaterThan(n / 4.0 - n * 1.25 / 8192);
        assertThat(strings.getCommonStats().getNumNonMissing()).isEqualTo(n + n / 4);
    }
}
