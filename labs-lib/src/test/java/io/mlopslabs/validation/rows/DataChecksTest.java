// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataChecksTest {
    private static final Table TABLE = table();

    private static Table table() {
        DoubleColumn low = DoubleColumn.create("low", 1, 2, 3);
        low.appendMissing();
        return Table.create(
                "t",
                StringColumn.create("word", "a", "b", "b", ""),
                low,
                DoubleColumn.create("high", 2, 1, 4, 5),
                StringColumn.create("mixed", "1", "2", "three", "4"));
    }

    private static CheckReport.Result only(DataChecks checks) {
        return checks.over(TABLE).results().get(0);
    }

    @Test
    void every_check_says_what_it_found_and_in_how_many() {
        CheckReport report = DataChecks.of()
                .hasSize(Bound.exactly(4))
                .isComplete("word")
                .hasCompleteness("word", Bound.atLeast(0.75))
                .isUnique("word")
                .hasUniqueness("word", Bound.atLeast(0.3))
                .hasDistinctness("word", Bound.atMost(0.5))
                .hasNumberOfDistinctValues("word", Bound.exactly(2))
                .isContainedIn("word", Set.of("a"))
                .isContainedIn("word", Set.of("a"), Bound.atLeast(0.5))
                .isNonNegative("low")
                .isNonNegative("mixed")
                .isNumeric("low")
                .isIntegral("mixed")
                .hasPattern("word", Pattern.compile("[ab]"), Bound.atLeast(0.75))
                .isGreaterThan("high", "low")
                .satisfies(
                        "b is low",
                        row -> !"b".equals(row.get("word")) || "2.0".equals(row.get("low")),
                        Bound.exactly(1))
                .hasMin("low", Bound.exactly(1))
                .hasMax("high", Bound.atMost(4.5))
                .hasMean("high", Bound.between(2.9, 3.1))
                .hasStandardDeviation("low", Bound.between(0.8, 0.82))
                .hasApproxQuantile("low", 0.5, Bound.exactly(2))
                .hasMean("mixed", Bound.atLeast(0))
                .over(TABLE);
        assertThat(report).hasToString("""
                passed hasSize exactly 4: 4, n = 4
                FAILED isComplete(word): 0.75, n = 4; rows 3
                passed hasCompleteness(word) at least 0.75: 0.75, n = 4
                FAILED isUnique(word): 0.333333, n = 3; rows 1, 2
                passed hasUniqueness(word) at least 0.3: 0.333333, n = 3
                FAILED hasDistinctness(word) at most 0.5: 0.666667, n = 3
                passed hasNumberOfDistinctValues(word) exactly 2: 2, n = 3
                FAILED isContainedIn(word, [a]): 0.5, n = 4; rows 1, 2
                passed isContainedIn(word, [a]) at least 0.5: 0.5, n = 4
                passed isNonNegative(low): 1, n = 4
                FAILED isNonNegative(mixed): 0.75, n = 4; rows 2
                passed isNumeric(low): 1, n = 4
                FAILED isIntegral(mixed): 0.75, n = 4; rows 2
                passed hasPattern(word, [ab]) at least 0.75: 0.75, n = 4
                FAILED isGreaterThan(high, low): 0.5, n = 4; rows 1, 3
                FAILED satisfies(b is low) exactly 1: 0.75, n = 4; rows 2
                passed hasMin(low) exactly 1: 1, n = 3
                FAILED hasMax(high) at most 4.5: 5, n = 4
                passed hasMean(high) between 2.9 and 3.1: 3, n = 4
                passed hasStandardDeviation(low) between 0.8 and 0.82: 0.816497, n = 3
                passed hasApproxQuantile(low, 0.5) exactly 2: 2, n = 3
                FAILED hasMean(mixed) at least 0: 2.33333, n = 3; rows 2; 1 value is no number""");
        assertThat(report.passed()).isFalse();
        assertThat(report.table().rowCount()).isEqualTo(22);
    }

    @Test
    void a_pipeline_is_told_of_the_failed_checks_only() {
        CheckReport report =
                DataChecks.of().isComplete("high").isComplete("word").over(TABLE);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(report::assertPassed)
                .withMessage("""
                1 of 2 data checks failed:
                FAILED isComplete(word): 0.75, n = 4; rows 3""");
        DataChecks.of().isComplete("high").over(TABLE).assertPassed();
    }

    @Test
    void a_misspelt_column_is_told_with_the_names_that_are_near() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataChecks.of().isComplete("wrod").over(TABLE))
                .withMessage("there is no column wrod; did you mean 'word'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataChecks.of().isComplete("temperature").over(TABLE))
                .withMessage("there is no column temperature; there are word, low, high, mixed");
    }

    @Test
    void a_table_without_rows_fails_the_checks_and_throws_nothing() {
        CheckReport report = DataChecks.of()
                .isComplete("word")
                .isUnique("word")
                .hasMin("low", Bound.atLeast(0))
                .over(TABLE.emptyCopy());
        assertThat(report).hasToString("""
                FAILED isComplete(word): NaN, n = 0; there are no rows
                FAILED isUnique(word): NaN, n = 0; there are no values
                FAILED hasMin(low) at least 0: NaN, n = 0; there are no values""");
    }

    @Test
    void only_the_first_ten_rows_at_fault_are_named() {
        Table table = Table.create(
                "t",
                DoubleColumn.create(
                        "x", new SplittableRandom(1).doubles(100, -2, -1).toArray()));
        assertThat(DataChecks.of()
                        .isNonNegative("x")
                        .over(table)
                        .results()
                        .get(0)
                        .failedRows())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void no_parts_are_refused() {
        Table table = Table.create("t", DoubleColumn.create("age", 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataChecks.of().isComplete("age").over(table, 0))
                .withMessage("a table is checked in at least one part, not in 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 7", "4, 40"})
    void any_number_of_parts_gives_the_report_of_one_pass(long seed, int parts) {
        var random = new SplittableRandom(seed);
        StringColumn key = StringColumn.create("key");
        DoubleColumn x = DoubleColumn.create("x");
        for (int i = 0; i < 300; i++) {
            key.append(random.nextInt(10) == 0 ? "" : "k" + random.nextInt(200));
            x.append(random.nextInt(-5, 100));
        }
        DataChecks checks = DataChecks.of()
                .hasSize(Bound.exactly(300))
                .isComplete("key")
                .isUnique("key")
                .isNonNegative("x")
                .hasMean("x", Bound.atLeast(1000))
                .hasApproxQuantile("x", 0.9, Bound.atLeast(1000));
        Table table = Table.create("t", key, x);
        List<CheckReport.Result> whole = checks.over(table).results();
        List<CheckReport.Result> merged = checks.over(table, parts).results();
        for (int i = 0; i < whole.size(); i++) {
            assertThat(merged.get(i).failedRows()).isEqualTo(whole.get(i).failedRows());
            assertThat(merged.get(i).n()).isEqualTo(whole.get(i).n());
            assertThat(merged.get(i).actual()).isCloseTo(whole.get(i).actual(), within(1e-12)); // rounding of a mean
        }
    }

    @Test
    void a_file_gives_the_report_of_the_table(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "word,low\na,1\nb,2\nb,3\n\"\",\n");
        DataChecks checks = DataChecks.of().isComplete("word").isUnique("word").hasMean("low", Bound.exactly(2));
        assertThat(checks.over(csv)).isEqualTo(checks.over(TABLE));
    }

    @Test
    void a_line_that_cannot_be_read_is_named(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "word,low\na,1\nb\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataChecks.of().isComplete("word").over(csv))
                .withMessage(
                        "line 3 cannot be read: it has 1 fields, the first line 2; sort such lines out with Quarantine first");
    }

    @Test
    void standard_deviation_divides_by_n_as_in_deequ() {
        assertThat(only(DataChecks.of().hasStandardDeviation("high", Bound.atLeast(0)))
                        .actual())
                .isCloseTo(Math.sqrt(2.5), within(1e-15));
    }
}
