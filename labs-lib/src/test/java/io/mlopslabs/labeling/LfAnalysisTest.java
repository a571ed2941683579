// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.labeling.LfAnalysis.Row;
import io.mlopslabs.labeling.LfAnalysis.Summary;
import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.testing.AccumulatorContract;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LfAnalysisTest {
    static final int[][] FIVE_ROWS = {{-1, 0, 0}, {-1, -1, -1}, {1, 0, -1}, {-1, 0, -1}, {0, 0, 0}};
    private static final String SNORKEL = "snorkel.labeling.LFAnalysis";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SNORKEL,
            LfAnalysisTest::analysis,
            SNORKEL + ".lf_overlaps",
            c -> each(c, flag(c, "normalize_by_coverage") ? Summary::overlapsByCoverage : Summary::overlaps),
            SNORKEL + ".lf_conflicts",
            c -> each(c, flag(c, "normalize_by_overlaps") ? Summary::conflictsByOverlaps : Summary::conflicts),
            SNORKEL + ".lf_empirical_probs",
            c -> LfAnalysis.of(Matrices.votes(c, (int) c.number("k", 0)), Matrices.ints(c, "Y"))
                    .empiricalProbs());

    @TestFactory
    Stream<DynamicTest> agrees_with_snorkel() {
        return Golden.read("labeling/lf_summary").tests(CALLS);
    }

    @Test
    void no_case_of_snorkel_is_skipped() {
        assertThat(Golden.read("labeling/lf_summary").cases()).hasSize(16).allSatisfy(c -> assertThat(CALLS)
                .containsKey(c.function()));
    }

    private static Object analysis(Case c) {
        LabelMatrix votes = Matrices.votes(c, 3);
        LfAnalysis analysis = c.has("Y") ? LfAnalysis.of(votes, Matrices.ints(c, "Y")) : LfAnalysis.of(votes);
        var columns = new HashMap<String, Object>(Map.of(
                "Polarity", column(analysis, Summary::polarity),
                "Coverage", column(analysis, Summary::coverage),
                "Overlaps", column(analysis, Summary::overlaps),
                "Conflicts", column(analysis, Summary::conflicts)));
        if (c.has("Y")) {
            columns.put("Correct", column(analysis, Summary::correct));
            columns.put("Incorrect", column(analysis, Summary::incorrect));
            columns.put("Emp. Acc.", column(analysis, Summary::empiricalAccuracy));
        }
        return Map.of(
                "label_coverage", analysis.labelCoverage(),
                "label_overlap", analysis.labelOverlap(),
                "label_conflict", analysis.labelConflict(),
                "lf_summary", columns);
    }

    private static Object each(Case c, Function<Summary, Object> value) {
        return column(LfAnalysis.of(Matrices.votes(c, 3)), value);
    }

    private static List<Object> column(LfAnalysis analysis, Function<Summary, Object> value) {
        return analysis.summary().stream().map(value).toList();
    }

    private static boolean flag(Case c, String argument) {
        return c.text(argument, "false").equals("true");
    }

    @Test
    void the_accuracy_comes_with_its_counts_and_is_empty_for_a_silent_function() {
        var summary = LfAnalysis.of(LabelMatrix.of(new int[][] {{0, -1}, {1, -1}}, 2), new int[] {0, 0})
                .summary();
        assertThat(summary.get(0).accuracy()).hasValueSatisfying(p -> {
            assertThat(p.count()).isEqualTo(1);
            assertThat(p.n()).isEqualTo(2);
        });
        assertThat(summary.get(1).accuracy()).isEmpty();
    }

    @Test
    void rows_without_truth_count_in_the_coverage_and_not_in_the_accuracy() {
        var analysis = LfAnalysis.accumulator(List.of("link"), 2)
                .over(List.of(new Row(List.of(1), 1), new Row(List.of(1), null), new Row(List.of(0), null)));
        assertThat(analysis.rows()).isEqualTo(3);
        assertThat(analysis.summary()).containsExactly(new Summary("link", List.of(0, 1), 1, 0, 0, 1, 0));
    }

    @Test
    void a_class_that_is_never_true_has_no_probabilities() {
        var analysis = LfAnalysis.of(LabelMatrix.of(new int[][] {{0}, {-1}}, 2), new int[] {0, 0});
        assertThat(analysis.empiricalProbs()[0][0]).containsExactly(0.5, Double.NaN);
    }

    @Test
    void a_row_in_which_every_function_abstains_lowers_the_coverage_and_nothing_else() {
        var analysis = LfAnalysis.of(LabelMatrix.of(FIVE_ROWS, 2));
        assertThat(analysis.labelCoverage()).isCloseTo(0.8, within(1e-15)); // one division
        assertThat(analysis.rows()).isEqualTo(5);
    }

    @Test
    void names_the_row_of_a_true_label_that_is_no_class() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LfAnalysis.of(LabelMatrix.of(FIVE_ROWS, 2), new int[] {0, 1, -1, 0, 0}))
                .withMessage(
                        "truth[2] is -1; a true label is a class from 0 to 1, and a row without one is left out before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LfAnalysis.of(LabelMatrix.of(FIVE_ROWS, 2), new int[] {0, 1}))
                .withMessage("there are 2 true labels for 5 rows");
    }

    @Test
    void refuses_to_analyse_no_rows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LfAnalysis.accumulator(List.of("a"), 2).over(List.of()))
                .withMessage("there are no rows; an analysis needs at least one");
    }

    @Test
    void the_accumulator_names_function_and_row_of_an_unknown_vote() {
        var accumulator = LfAnalysis.accumulator(List.of("a", "b"), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accumulator.over(List.of(new Row(List.of(0, 1), 1), new Row(List.of(0, 2), 1))))
                .withMessage(
                        "labelling function \"b\" votes 2 on row 1; a vote is -1 (abstain) or a class from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accumulator.over(List.of(new Row(List.of(0), 1))))
                .withMessage("row 0 has 1 votes for 2 labelling functions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accumulator.over(List.of(new Row(List.of(0, 0), 2))))
                .withMessage(
                        "truth[0] is 2; a true label is a class from 0 to 1, and a row without one is left out before");
    }

    @Nested
    class As_an_accumulator extends AccumulatorContract<Row, LfCounts, LfAnalysis> {
        @Override
        @SuppressWarnings("unchecked") // the contract wants the state's type, which callers do not see
        protected Accumulator<Row, LfCounts, LfAnalysis> accumulator() {
            return (Accumulator<Row, LfCounts, LfAnalysis>) LfAnalysis.accumulator(List.of("a", "b", "c"), 3);
        }

        @Override
        protected Row row(SplittableRandom random) {
            List<Integer> votes = random.ints(3, -1, 3).boxed().toList();
            return new Row(votes, random.nextInt(3) == 0 ? null : random.nextInt(3));
        }

        @Override
        protected void assertSame(LfAnalysis actual, LfAnalysis expected, List<Row> rows) {
            assertEqualBits(actual, expected);
        }

        @Override
        protected void assertEqualBits(LfAnalysis actual, LfAnalysis expected) {
            assertThat(text(actual)).isEqualTo(text(expected));
        }

        private String text(LfAnalysis a) {
            return a.rows() + " " + a.labelCoverage() + " " + a.labelOverlap() + " " + a.labelConflict() + a.summary()
                    + Arrays.deepToString(a.empiricalProbs());
        }
    }
}
