// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.proto.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuarantineTest {
    private static final Schema STRIKES = schema("""
            feature { name: "damage" type: BYTES domain: "damage" presence { min_fraction: 1 min_count: 1 } }
            feature { name: "speed" type: INT int_domain { min: 0 max: 300 } presence { min_count: 1 } }
            string_domain { name: "damage" value: "None" value: "Minor" }
            """);

    @TempDir
    Path folder;

    private static Schema schema(String pbtxt) {
        try {
            return TextFormat.parse(pbtxt, Schema.class);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), content);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("in.csv"), content);
    }

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    @Nested
    class Split_of_a_file {
        @Test
        void refuses_to_overwrite_what_it_reads() throws IOException {
            Quarantine.by(STRIKES).split(file("damage,speed\nNone,1\nRuined,2\n"), folder.resolve("out"));
            Path back = folder.resolve("out").resolve("quarantine.csv");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quarantine.by(STRIKES).split(back, folder.resolve("out")))
                    .withMessage(back + " is what is read, and would be overwritten; split it into another folder");
            assertThat(written("good.csv")).isEqualTo("damage,speed\nNone,1\n");
            assertThat(written("quarantine.csv")).isEqualTo("damage,speed\nRuined,2\n");
        }

        @Test
        void parts_the_lines_byte_for_byte_and_writes_every_reason_beside_them() throws IOException {
            Path csv = file("damage,speed\r\n\"None\",10\r\nRuined,\"-3\"\nMinor,12 kt\nNone,\n,400");
            QuarantineReport report = Quarantine.by(STRIKES).split(csv, folder.resolve("out"));
            assertThat(written("good.csv")).isEqualTo("damage,speed\r\n\"None\",10\r\nNone,\n");
            assertThat(written("quarantine.csv")).isEqualTo("damage,speed\r\nRuined,\"-3\"\nMinor,12 kt\n,400");
            assertThat(written("reasons.csv")).isEqualTo("""
                    place,row,column,value,type,expected
                    0,1,damage,Ruined,ENUM_TYPE_UNEXPECTED_STRING_VALUES,"one of None, Minor"
                    0,1,speed,-3,INT_TYPE_SMALL_INT,at least 0
                    1,2,speed,12 kt,UNEXPECTED_DATA_TYPE,a value of type INT
                    2,4,damage,,FEATURE_TYPE_NOT_PRESENT,a value in every row
                    2,4,speed,400,INT_TYPE_BIG_INT,at most 300
                    """);
            assertThat(report).hasToString("""
                    5 rows: 2 good, 3 quarantined (60.00 %)
                      damage: ENUM_TYPE_UNEXPECTED_STRING_VALUES: 1
                      damage: FEATURE_TYPE_NOT_PRESENT: 1
                      speed: INT_TYPE_BIG_INT: 1
                      speed: INT_TYPE_SMALL_INT: 1
                      speed: UNEXPECTED_DATA_TYPE: 1
                    row 1
                      damage: 'Ruined' is ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected one of None, Minor
                      speed: '-3' is INT_TYPE_SMALL_INT, expected at least 0
                    row 2
                      speed: '12 kt' is UNEXPECTED_DATA_TYPE, expected a value of type INT
                    row 4
                      damage: FEATURE_TYPE_NOT_PRESENT, expected a value in every row
                      speed: '400' is INT_TYPE_BIG_INT, expected at most 300""");
        }

        @Test
        void a_mended_quarantine_file_can_be_fed_back() throws IOException {
            Quarantine.by(STRIKES).split(file("damage,speed\nRuined,1\nMinor,2\n"), folder.resolve("out"));
            Path mended = file(written("quarantine.csv").replace("Ruined", "Minor"));
            assertThat(Quarantine.by(STRIKES).check(mended).good()).isOne();
        }

        @Test
        void lines_that_cannot_be_read_are_quarantined_with_a_reason_too() throws IOException {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes("damage,speed\nNone\nNone,1,2\n\nMinor,\"3\nNone,4\n".getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes("Min\u00f6r,5\n".getBytes(StandardCharsets.ISO_8859_1));
            QuarantineReport report = Quarantine.by(STRIKES).split(file(bytes.toByteArray()), folder.resolve("out"));
            assertThat(report.firstRows())
                    .flatExtracting(Quarantine.Row::reasons)
                    .map(Object::toString)
                    .containsExactly(
                            "'1 fields' is RAGGED_ROW, expected 2 fields",
                            "'3 fields' is RAGGED_ROW, expected 2 fields",
                            "'1 fields' is RAGGED_ROW, expected 2 fields",
                            "speed: '3' is OPEN_QUOTE, expected a closing quote on the same line",
                            "damage: 'Min\ufffdr' is ENUM_TYPE_INVALID_UTF8, expected text in UTF-8");
            assertThat(written("good.csv")).isEqualTo("damage,speed\nNone,4\n");
            assertThat(Files.readAllBytes(folder.resolve("out/quarantine.csv")))
                    .endsWith((byte) 0xf6, (byte) 'r', (byte) ',', (byte) '5', (byte) '\n');
        }

        @Test
        void a_line_above_the_limit_is_copied_through_without_being_held() throws IOException {
            String line = "N".repeat(3 * CsvRows.MAX_LINE_BYTES) + ",1\n";
            QuarantineReport report =
                    Quarantine.by(STRIKES).split(file("damage,speed\n" + line + "None,2\n"), folder.resolve("out"));
            assertThat(report.rowsByReason()).isEqualTo(Map.of("row: LINE_TOO_LONG", 1L));
            assertThat(written("quarantine.csv").equals("damage,speed\n" + line))
                    .isTrue();
            assertThat(written("good.csv")).isEqualTo("damage,speed\nNone,2\n");
        }

        @Test
        void a_byte_order_mark_is_no_part_of_the_first_name_and_stays_in_the_files() throws IOException {
            QuarantineReport report =
                    Quarantine.by(STRIKES).split(file("\ufeffdamage,speed\nNone,1\n"), folder.resolve("out"));
            assertThat(report.good()).isOne();
            assertThat(written("good.csv")).isEqualTo("\ufeffdamage,speed\nNone,1\n");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void good_and_quarantined_lines_are_all_lines_in_their_order(long seed) throws IOException {
            var random = new SplittableRandom(seed);
            String[] fields = {
                "None",
                "Minor",
                "x",
                "",
                "1",
                "-1",
                "\"a\"\"b\"",
                "\"open",
                "\u00fc",
                "1,2",
                "7 ",
                "None,5",
                "Minor,\"8\""
            };
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String end = random.nextInt(5) == 0 ? "\r\n" : "\n";
                String line = random.nextBoolean()
                        ? fields[random.nextInt(fields.length)]
                        : fields[random.nextInt(fields.length)] + "," + fields[random.nextInt(fields.length)];
                lines.add(line + end);
            }
            Path csv = file("damage,speed\n" + String.join("", lines));
            QuarantineReport report = Quarantine.by(STRIKES).split(csv, folder.resolve("out"));
            List<String> good = linesOf("good.csv");
            List<String> bad = linesOf("quarantine.csv");
            assertThat(report.good()).isEqualTo(good.size()).isPositive();
            assertThat(report.quarantined()).isEqualTo(bad.size()).isPositive();
            int g = 0;
            int b = 0;
            for (String line : lines) { // each line is the next one on one of the two sides, and both are used up
                if (g < good.size() && good.get(g).equals(line)) {
                    g++;
                } else {
                    assertThat(bad.get(b++)).isEqualTo(line);
                }
            }
            assertThat(List.of(g, b)).containsExactly(good.size(), bad.size());
        }

        private List<String> linesOf(String name) throws IOException {
            List<String> lines = Stream.of(written(name).split("(?<=\n)")).toList();
            return lines.subList(1, lines.size());
        }
    }

    @Nested
    class A_batch_with_too_many_bad_rows {
        @Test
        void is_refused_as_a_whole_and_leaves_no_good_file() throws IOException {
            Files.createDirectories(folder.resolve("out"));
            Files.writeString(folder.resolve("out/good.csv"), "of yesterday");
            Quarantine quarantine = Quarantine.by(STRIKES).maxAnomalousShare(0.4);
            QuarantineReport report = quarantine.split(file("damage,speed\nNone,1\nRuined,2\n"), folder.resolve("out"));
            try (Stream<Path> files = Files.list(folder.resolve("out"))) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("quarantine.csv", "reasons.csv");
            }
            assertThatIllegalStateException()
                    .isThrownBy(report::requireAccepted)
                    .withMessage("""
                    2 rows: 1 good, 1 quarantined (50.00 %)
                    The batch is refused: more than 40.00 % of its rows are quarantined; look at the source before the rows
                      damage: ENUM_TYPE_UNEXPECTED_STRING_VALUES: 1
                    row 1
                      damage: 'Ruined' is ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected one of None, Minor""");
        }

        @Test
        void is_accepted_with_exactly_the_share() throws IOException {
            QuarantineReport report =
                    Quarantine.by(STRIKES).maxAnomalousShare(0.5).check(file("damage,speed\nNone,1\nRuined,2\n"));
            assertThat(report.requireAccepted().share()).isEqualTo(0.5);
        }
    }

    @Nested
    class Agreement_with_tfdv {
        /** Where a row tells less or more than its file; each has its reason in the javadoc of Quarantine, or here. */
        private static final Map<String, String> OTHERWISE = Map.of(
                "BOOL_TYPE_SMALL_INT", "the file is told of its smallest value only, the row with 5 of its own",
                "UNEXPECTED_DATA_TYPE_int_for_float", "types are read from the schema, where 1 is a float",
                "UNEXPECTED_DATA_TYPE_string", "types are read from the schema: of 1.5 and two, two only",
                "UNEXPECTED_DATA_TYPE_with_domain",
                        "types are read from the schema: 1 is a text, and none of the domain",
                "INVALID_FEATURE_SHAPE_missing", "a batch of one missing value is not looked at further");

        @TestFactory
        Stream<DynamicTest> rows_show_the_types_that_tfdv_finds_in_their_file() throws IOException {
            JsonNode golden;
            try (var in = QuarantineTest.class.getResourceAsStream("/golden/validation/rows_types.json")) {
                golden = new ObjectMapper().readTree(in);
            }
            assertThat(golden.get("cases").size()).isGreaterThanOrEqualTo(50);
            return StreamSupport.stream(golden.get("cases").spliterator(), false)
                    .map(test -> DynamicTest.dynamicTest(test.get("name").asText(), () -> {
                        String otherwise = OTHERWISE.get(test.get("name").asText());
                        assumeTrue(otherwise == null, () -> "SKIPPED: rows differ from their file: " + otherwise);
                        Quarantine quarantine = Quarantine.by(
                                        schema(test.get("schema_pbtxt").asText()))
                                .missingValuesAsTfdv();
                        if (test.has("environment")) {
                            quarantine = quarantine.environment(
                                    test.get("environment").asText());
                        }
                        Path csv = Files.createTempFile("rows", ".csv");
                        try {
                            Files.writeString(csv, test.get("csv").asText());
                            Set<String> expected = new TreeSet<>();
                            test.get("types").forEach(type -> expected.add(type.asText()));
                            assertThat(quarantine.check(csv).rowsByReason().keySet())
                                    .containsExactlyInAnyOrderElementsOf(expected);
                        } finally {
                            Files.delete(csv);
                        }
                    }));
        }

        /** TFDV 1.16.1, utils/validation_lib_test.py, test_validate_examples_in_csv_with_examples: the first of two rows. */
        @Test
        void finds_the_row_of_the_example_of_validate_examples_in_csv() throws IOException {
            Quarantine quarantine = Quarantine.by(schema("""
                    string_domain { name: "MyAloneEnum" value: "A" value: "B" value: "C" }
                    feature { name: "annotated_enum" value_count { min: 1 max: 1 } presence { min_count: 1 } type: BYTES domain: "MyAloneEnum" }
                    feature { name: "other_feature" value_count { min: 1 max: 1 } presence { min_count: 1 } type: INT }
                    """));
            QuarantineReport report = quarantine.check(file("annotated_enum,other_feature\nD,1\nA,2\n"));
            assertThat(report.firstRows())
                    .containsExactly(new Quarantine.Row(
                            0,
                            List.of(new Quarantine.Reason(
                                    "annotated_enum", "D", "ENUM_TYPE_UNEXPECTED_STRING_VALUES", "one of A, B, C"))));
        }

        @Test
        void lets_a_missing_value_pass_if_asked_to() throws IOException {
            Path csv = file("damage,speed\n,1\n");
            assertThat(Quarantine.by(STRIKES).check(csv).good()).isZero();
            assertThat(Quarantine.by(STRIKES).missingValuesAsTfdv().check(csv).good())
                    .isOne();
        }
    }

    @Nested
    class Split_of_a_table {
        @Test
        void keeps_order_and_values_and_says_why() {
            IntColumn speed = IntColumn.create("speed", 10, -1, 20);
            speed.appendMissing();
            Table table =
                    Table.create("strikes", StringColumn.create("damage", "None", "Minor", "Ruined", "None"), speed);
            Quarantine.Tables tables = Quarantine.by(STRIKES).split(table);
            assertThat(tables.good().stringColumn("damage").asList()).containsExactly("None", "None");
            assertThat(tables.quarantined().intColumn("speed").asList()).containsExactly(-1, 20);
            assertThat(tables.report().firstRows())
                    .extracting(Quarantine.Row::row)
                    .containsExactly(1L, 2L);
            assertThat(tables.report().rows()).isEqualTo(4);
        }
    }

    @Nested
    class Refusals {
        @Test
        void an_empty_file_is_named() throws IOException {
            Path csv = file("");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quarantine.by(STRIKES).check(csv))
                    .withMessage("in.csv is empty; its first line should name the columns");
        }

        @Test
        void a_name_that_is_there_twice_is_named() throws IOException {
            Path csv = file("a,b,a\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quarantine.by(STRIKES).check(csv))
                    .withMessage("in.csv, line 1, column 3: the name a is there twice; rename one");
        }

        @Test
        void a_domain_that_the_schema_lacks_is_named() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quarantine.by(schema("feature { name: 'a' type: BYTES domain: 'b' }")))
                    .withMessage("feature a has the domain b, which the schema lacks");
        }

        @Test
        void an_unknown_environment_is_named() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quarantine.by(STRIKES).environment("SERVING"))
                    .withMessage("environment SERVING is not in the schema, which has []");
        }
    }
}
