// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.schema.MessageFile;
import io.mlopslabs.validation.schema.SchemaFile;
import io.mlopslabs.validation.statistics.DataStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataCommandTest {
    /** What a call said, and its exit code. */
    private record Answer(int code, String out, String err) {}

    private static final String SCHEMA = """
            feature { name: "age" type: INT presence { min_fraction: 1 } value_count { min: 1 max: 1 } }
            feature { name: "job" type: BYTES presence { min_fraction: 1 } value_count { min: 1 max: 1 } domain: "job" not_in_environment: "SERVING" %s }
            string_domain { name: "job" value: "clerk" value: "baker" }
            default_environment: "TRAINING"
            default_environment: "SERVING"
            """;
    private static final String DRIFT = "drift_comparator { infinity_norm { threshold: 0.1 } }";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write_data() throws IOException {
        data = file("data.csv", "age,job\n17,clerk\n18,baker\n19,clerk\n20,clerk\n");
    }

    @Nested
    class Stats {
        @Test
        void are_a_table_in_a_terminal() {
            assertThat(run("stats", data)).isEqualTo(new Answer(0, """
                    Data sets
                    data set  examples  numeric features  categorical features  other features
                    --------  --------  ----------------  --------------------  --------------
                    data.csv         4                 1                     1               0

                    Numeric features: 1
                    feature  values  missing  zeros  mean  std dev  min  median  max  notes
                    -------  ------  -------  -----  ----  -------  ---  ------  ---  -----
                    age           4        0      0  18.5    1.118   17      19   20

                    Categorical features: 1
                    feature  values  missing  distinct  most frequent           avg length  notes
                    -------  ------  -------  --------  ----------------------  ----------  -----
                    job           4        0         2  clerk 75 %, baker 25 %           5
                    """, ""));
        }

        @Test
        void of_a_Parquet_file_are_those_of_its_rows() throws Exception {
            Path file = folder.resolve("data.parquet");
            try (var database = DriverManager.getConnection("jdbc:duckdb:");
                    var statement = database.createStatement()) {
                statement.execute("COPY (SELECT * FROM read_csv('%s')) TO '%s'".formatted(data, file));
            }
            Answer answer = run("stats", file);
            assertThat(answer.code).isZero();
            String ofCsv = run("stats", data).out;
            assertThat(answer.out).endsWith(ofCsv.substring(ofCsv.indexOf("Numeric features")));
        }

        @Test
        void are_the_canonical_json_of_the_message() throws Exception {
            var parsed = DatasetFeatureStatisticsList.newBuilder();
            JsonFormat.parser().merge(run("stats", data, "--json").out, parsed);
            assertThat(parsed.build()).isEqualTo(DataStatistics.fromCsv(data));
        }

        @ParameterizedTest
        @ValueSource(strings = {"stats.pb", "stats.pbtxt", "stats.json"})
        void go_to_a_file_that_serves_instead_of_the_data(String name) {
            Path file = folder.resolve(name);
            assertThat(run("stats", data, "-o", file)).isEqualTo(new Answer(0, "", "Wrote " + file + ".\n"));
            assertThat(run("stats", file).out).contains("%n%s".formatted(name)).contains("clerk 75 %, baker 25 %");
            assertThat(run("stats", file, "--json").out).isEqualTo(run("stats", data, "--json").out);
            assertThat(run("schema", file)).isEqualTo(run("schema", data));
        }
    }

    @Test
    void a_proposed_schema_can_be_read_and_the_data_fulfil_it() throws Exception {
        Answer answer = run("schema", data);
        assertThat(answer.code).isZero();
        assertThat(SchemaFile.parse(answer.out).getFeatureList())
                .extracting(feature -> feature.getName())
                .containsExactly("age", "job");
        Path schema = file("schema.pbtxt", answer.out);
        assertThat(run("validate", data, "--schema", schema)).isEqualTo(new Answer(0, "No anomalies found.\n", ""));
    }

    @Test
    void a_parquet_file_is_data_too() throws Exception {
        Path file = folder.resolve("data.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 17 AS age, 'clerk' AS job) TO '%s' (FORMAT parquet)".formatted(file));
        }
        assertThat(run("stats", file).out).contains("Numeric features: 1", "Categorical features: 1", "clerk 100 %");
    }

    @Nested
    class Validation {
        private Path schema;
        private Path bad;

        @BeforeEach
        void write_schema() throws IOException {
            schema = file("schema.pbtxt", SCHEMA.formatted(""));
            bad = file("bad.csv", "age,job\n17,clerk\n18,thief\n");
        }

        @Test
        void of_good_data_ends_with_0() {
            assertThat(run("validate", data, "--schema", schema)).isEqualTo(new Answer(0, "No anomalies found.\n", ""));
        }

        @Test
        void of_bad_data_ends_with_1_and_names_what_is_wrong() {
            assertThat(run("validate", bad, "--schema", schema)).isEqualTo(new Answer(1, """
                    Anomalies: 1
                    feature  severity  what                      in detail
                    -------  --------  ------------------------  ---------
                    job      ERROR     Unexpected string values  Examples contain values missing from the schema: thief (~50%).
                    """, ""));
        }

        @Test
        void in_json_is_the_message() throws Exception {
            Answer answer = run("validate", bad, "--schema", schema, "--json");
            assertThat(answer.code).isEqualTo(1);
            var parsed = Anomalies.newBuilder();
            JsonFormat.parser().merge(answer.out, parsed);
            assertThat(parsed.getAnomalyInfoMap()).containsOnlyKeys("job");
            assertThat(parsed.getAnomalyInfoOrThrow("job").getReason(0).getType())
                    .isEqualTo(AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES);
        }

        @Test
        void against_earlier_data_holds_drift_against_its_threshold() throws Exception {
            Path comparing = file("comparing.pbtxt", SCHEMA.formatted(DRIFT));
            Path earlier = file("earlier.csv", "age,job\n17,clerk\n18,baker\n");
            Answer answer = run("validate", data, "--schema", comparing, "--against", earlier, "--json");
            assertThat(answer.code).isEqualTo(1);
            Anomalies anomalies = MessageFile.fromJson(answer.out, Anomalies.getDefaultInstance());
            assertThat(anomalies.getAnomalyInfoOrThrow("job").getReason(0).getType())
                    .isEqualTo(AnomalyInfo.Type.COMPARATOR_L_INFTY_HIGH);
            // Of clerks there are 3/4 now and were 1/2.
            assertThat(anomalies.getDriftSkewInfo(0).getDriftMeasurements(0).getValue())
                    .isEqualTo(0.25);
            assertThat(run("validate", data, "--schema", comparing, "--against", data))
                    .isEqualTo(new Answer(0, """
                            No anomalies found.

                            Drift and skew: 1 measurement
                            feature  between  measure     value  threshold  verdict
                            -------  -------  ----------  -----  ---------  -------
                            job      drift    L-infinity      0        0.1  within
                            """, ""));
        }

        @Test
        void against_other_data_without_a_threshold_says_that_nothing_was_compared() {
            assertThat(run("validate", data, "--schema", schema, "--against", bad, "--serving", bad))
                    .isEqualTo(new Answer(0, "No anomalies found.\n", """

                            --against holds no column against a threshold, for no feature of the schema has a drift_comparator.
                            hint: set one on those that matter.

                            --serving holds no column against a threshold, for no feature of the schema has a skew_comparator.
                            hint: set one on those that matter.
                            """));
        }

        @Test
        void without_the_other_data_says_which_thresholds_were_not_used() throws Exception {
            Path drift = file("drift.pbtxt", SCHEMA.formatted(DRIFT));
            assertThat(run("validate", data, "--schema", drift)).isEqualTo(new Answer(0, "No anomalies found.\n", """

                            1 feature of the schema has a drift_comparator, and nothing was measured.
                            hint: name the other data with --against.
                            """));
        }

        @Test
        void in_an_environment_expects_what_belongs_there() throws Exception {
            Path serving = file("serving.csv", "age\n17\n");
            assertThat(run("validate", serving, "--schema", schema, "--environment", "SERVING").code)
                    .isZero();
            assertThat(run("validate", serving, "--schema", schema, "--environment", "TRAINING").out)
                    .contains("Column dropped");
        }

        @Test
        void in_an_environment_that_the_schema_does_not_know_is_refused() {
            assertThat(run("validate", data, "--schema", schema, "--environment", "SERVNIG"))
                    .isEqualTo(new Answer(2, "", """

                            The schema knows no environment SERVNIG.
                            hint: it names TRAINING, SERVING.
                            """));
        }
    }

    @Test
    void a_report_is_a_page_with_everything_that_was_asked_for() throws Exception {
        Path schema = file("schema.pbtxt", SCHEMA.formatted(DRIFT));
        Path page = folder.resolve("report.html");
        assertThat(run("report", data, "--against", data, "--schema", schema, "-o", page))
                .isEqualTo(new Answer(0, "", "Wrote " + page + ".\n"));
        assertThat(Files.readString(page))
                .contains("<title>data.csv, data.csv (against)</title>")
                .contains("<p>No anomalies found.</p>")
                .containsSubsequence(
                        "Drift and skew: 1 measurement", "Numeric features: 1", "Schema: 2 features", "Domains: 1");
    }

    @Nested
    class What_cannot_be_done {
        @Test
        void because_the_call_is_wrong_ends_with_2() {
            assertThat(run("stats")).isEqualTo(new Answer(2, "", """

                    Missing required parameter: 'FILE'.
                    hint: ./course data stats --help says what it takes.
                    """));
            assertThat(run("validate", data)).isEqualTo(new Answer(2, "", """

                    Missing required option: '--schema=SCHEMA'.
                    hint: ./course data validate --help says what it takes.
                    """));
            assertThat(run("stats", data, "--jsn")).isEqualTo(new Answer(2, "", """

                    Unknown option: '--jsn'.
                    hint: ./course data stats --help says what it takes.
                    """));
            assertThat(run("statistics", data).code).isEqualTo(2);
            assertThat(run()).isEqualTo(new Answer(2, "", """

                    Missing required subcommand.
                    hint: ./course data --help says what it takes.
                    """));
        }

        @Test
        void because_of_a_file_ends_with_3_and_says_what_to_do() throws Exception {
            Path none = folder.resolve("none.csv");
            unreadable(none, "There is no file %s.\nhint: check the path.\n".formatted(none));
            unreadable(folder, "%s is a folder.\nhint: give a file in it.\n".formatted(folder));
            Path sheet = file("data.xlsx", "x");
            unreadable(
                    sheet,
                    "%s is neither data (.csv, .csv.gz, .parquet) nor statistics (.pb, .pbtxt, .json).\nhint: name it by what it holds.\n"
                            .formatted(sheet));
            Path nothing = file("empty.pb", "");
            unreadable(
                    nothing,
                    "%s holds the statistics of no data set.\nhint: compute them with ./course data stats DATA -o empty.pb.\n"
                            .formatted(nothing));
        }

        @Test
        void because_it_would_overwrite_what_it_reads_or_the_page_is_no_page_ends_with_3() throws Exception {
            String before = Files.readString(data);
            Path statistics = folder.resolve("statistics.json");
            assertThat(run("stats", data, "-o", statistics).code).isZero();
            assertThat(run("stats", statistics, "-o", statistics))
                    .isEqualTo(new Answer(
                            3,
                            "",
                            "\n%s is what is read, and would be overwritten.\nhint: name another file to write.\n"
                                    .formatted(statistics)));
            assertThat(run("report", data, "-o", data))
                    .isEqualTo(new Answer(
                            3, "", "\nA report is a page.\nhint: let the name of %s end in .html.\n".formatted(data)));
            assertThat(data).hasContent(before);
        }

        @Test
        void because_there_is_nothing_to_measure_against_ends_with_3() throws Exception {
            Path empty = file("empty.csv", "age,job\n");
            Path drift = file("drift.pbtxt", SCHEMA.formatted(DRIFT));
            assertThat(run("validate", data, "--schema", drift, "--against", empty))
                    .isEqualTo(new Answer(
                            3,
                            "",
                            "\n%s has no rows, so nothing can be measured against it.\nhint: give data that were good.\n"
                                    .formatted(empty)));
        }

        @Test
        void because_a_row_is_ragged_names_line_and_column() throws Exception {
            Path ragged = file("ragged.csv", "a,b\n1,2\n3\n");
            Answer answer = run("stats", ragged);
            assertThat(answer.code).isEqualTo(3);
            assertThat(answer.err)
                    .contains("ragged.csv, line 3")
                    .contains("hint: ")
                    .doesNotContain("\tat ");
        }

        @Test
        void because_a_Parquet_file_was_cut_short_says_so() throws Exception {
            Path cut = file("cut.parquet", "PAR1 and no end");
            unreadable(
                    cut,
                    "%s does not end with the mark PAR1: it was cut short.\nhint: write or copy it again.\n"
                            .formatted(cut));
        }

        @Test
        void because_a_schema_has_a_mistake_names_the_place() throws Exception {
            Path wrong = file("wrong.pbtxt", "feature {\n  nme: \"age\"\n}\n");
            Answer answer = run("validate", data, "--schema", wrong);
            assertThat(answer.code).isEqualTo(3);
            assertThat(answer.err)
                    .contains("wrong.pbtxt, line 2")
                    .contains("nme")
                    .doesNotContain("\tat ");
        }

        @Test
        void because_nothing_can_be_written_there_ends_with_3() {
            Path page = folder.resolve("no/report.html");
            assertThat(run("report", data, "-o", page))
                    .isEqualTo(new Answer(
                            3, "", "\nThere is no folder %s.\nhint: make it first.\n".formatted(page.getParent())));
            Path form = folder.resolve("stats.xml");
            assertThat(run("stats", data, "-o", form))
                    .isEqualTo(new Answer(
                            3,
                            "",
                            "\n%s does not say in which form.\nhint: let the name end in .pb, .pbtxt or .json.\n"
                                    .formatted(form)));
        }

        private void unreadable(Path file, String words) {
            assertThat(run("stats", file)).isEqualTo(new Answer(3, "", "\n" + words));
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static Answer run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = DataCommand.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }
}
