// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EvidenceTest {
    private static final double[] CLASSES =
            IntStream.range(0, 60).mapToDouble(i -> i % 2).toArray();
    /** Row i holds the number i, so that a model can tell which rows it has seen. */
    private static final double[][] NUMBERED =
            IntStream.range(0, 60).mapToObj(i -> new double[] {i}).toArray(double[][]::new);

    private static final CrossValidation OUTER = CrossValidation.stratifiedKFold(5, Scoring.accuracy());
    private static final CrossValidation INNER = CrossValidation.stratifiedKFold(3, Scoring.accuracy());

    @Test
    void neither_search_nor_fit_of_a_nested_validation_sees_a_row_of_the_outer_test_part() {
        List<Set<Double>> seen = new ArrayList<>();
        List<Set<Double>> judged = new ArrayList<>();
        Estimator spy = (x, y) -> {
            seen.add(numbers(x));
            return rows -> {
                judged.add(numbers(rows));
                return new double[rows.length];
            };
        };
        new GridSearch<>(List.of(1, 2), setting -> spy, INNER).nested(OUTER, NUMBERED, CLASSES);
        int fitsPerSplit = 2 * 3 + 1; // two settings on three inner folds, and the winner
        List<Split> splits = OUTER.splits(CLASSES);
        for (int split = 0; split < splits.size(); split++) {
            Set<Double> test = Arrays.stream(splits.get(split).test())
                    .mapToObj(row -> (double) row)
                    .collect(Collectors.toSet());
            for (int fit = split * fitsPerSplit; fit < (split + 1) * fitsPerSplit; fit++) {
                assertThat(seen.get(fit)).as("fit " + fit).isNotEmpty().doesNotContainAnyElementsOf(test);
                if (fit < (split + 1) * fitsPerSplit - 1) {
                    assertThat(judged.get(fit)).as("search " + fit).doesNotContainAnyElementsOf(test);
                } else {
                    assertThat(judged.get(fit)).as("answer of split " + split).isEqualTo(test);
                }
            }
        }
        assertThat(seen).hasSize(5 * fitsPerSplit + 2 * 3);
    }

    private static Set<Double> numbers(double[][] x) {
        return Arrays.stream(x).map(row -> row[0]).collect(Collectors.toSet());
    }

    @Test
    void of_equal_settings_the_first_wins_and_the_honest_score_stands_beside_the_flat_one() {
        Estimator zeros = (x, y) -> rows -> new double[rows.length];
        var nested = new GridSearch<>(List.of("a", "b"), setting -> zeros, INNER).nested(OUTER, NUMBERED, CLASSES);
        assertThat(nested.chosen()).containsExactly("a", "a", "a", "a", "a");
        assertThat(nested.scores()).containsExactly(0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(nested.flat().meanScores()).containsExactly(0.5, 0.5);
        assertThat(nested.mean()).isEqualTo(0.5);
        assertThat(nested.optimism()).isZero();
    }

    @Test
    void a_difference_that_is_noise_is_called_so() {
        var pair = PairedScores.of(
                scores("all", 0.90, 0.92, 0.94, 0.91, 0.93), scores("top20", 0.91, 0.90, 0.97, 0.91, 0.945), 90, 10);
        assertThat(pair.isNoise()).isTrue();
        assertThat(pair)
                .hasToString(
                        "top20 against all is noise: +0.0070 on 5 splits, 95 % interval -0.0218 to +0.0358, p = 0.54");
    }

    @Test
    void a_difference_that_is_none_of_noise_is_called_by_its_sign() {
        var worse = PairedScores.of(
                scores("all", 0.90, 0.92, 0.94, 0.91, 0.93), scores("none", 0.60, 0.63, 0.65, 0.60, 0.62), 90, 10);
        assertThat(worse.isNoise()).isFalse();
        assertThat(worse.decision())
                .isEqualTo(
                        "none is worse than all: -0.3000 on 5 splits, 95 % interval -0.3155 to -0.2845, p = 7.2e-07");
        // By hand: deviation 0.01, t = -0.3 / (0.01 sqrt(1/5 + 1/9)), p near 6 / t^4 for 4 degrees of freedom.
        var better = PairedScores.of(
                scores("none", 0.60, 0.63, 0.65, 0.60, 0.62), scores("all", 0.90, 0.92, 0.94, 0.91, 0.93), 90, 10);
        assertThat(better.decision()).startsWith("all is better than none: +0.3000 on 5 splits");
    }

    @Test
    void equal_scores_are_no_difference_rather_than_a_certain_one() {
        var pair = PairedScores.of(scores("a", 0.9, 0.8), scores("b", 0.9, 0.8), 90, 10);
        assertThat(pair.isNoise()).isTrue();
        assertThat(pair).hasToString("a and b score the same on all 2 splits");
    }

    @Test
    void a_table_adjusts_its_answers_for_the_number_of_pairs() {
        var scorers = new LinkedHashMap<String, ToDoubleFunction<Split>>();
        scorers.put("a", split -> 0.9 + split.test()[0] % 7 / 100.0);
        scorers.put("b", split -> 0.9 + split.test()[1] % 7 / 100.0);
        scorers.put("c", split -> 0.5 + split.test()[0] % 5 / 100.0);
        List<Split> splits = IntStream.range(0, 40)
                .mapToObj(seed -> Splits.random(100, 0.2, seed))
                .toList();
        NoiseTable table = NoiseTable.of(splits, scorers);
        assertThat(table.trainRows()).isEqualTo(40 * 80);
        assertThat(table.testRows()).isEqualTo(40 * 20);
        assertThat(table.pairs()).extracting(PairedScores::first).containsExactly("a", "a", "b");
        double[] adjusted = table.adjustedPValues();
        double single = table.pairs().get(0).corrected().result().pValue();
        assertThat(adjusted[0]).as("the largest of three p-values stays").isEqualTo(single);
        assertThat(adjusted[1]).isLessThan(1e-6);
        assertThat(table.toString().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("b against a is noise: "))
                .anyMatch(line -> line.startsWith("c is worse than a: ") && line.endsWith(" (adjusted for 3 pairs)"));
    }

    @Test
    void a_table_scores_estimators_on_the_splits_of_a_validation() {
        var estimators = new LinkedHashMap<String, Estimator>();
        estimators.put("zeros", (x, y) -> rows -> new double[rows.length]);
        estimators.put("zeros again", (x, y) -> rows -> new double[rows.length]);
        NoiseTable table = NoiseTable.of(
                estimators, CrossValidation.stratifiedSplits(4, 0.2, 1, Scoring.accuracy()), NUMBERED, CLASSES);
        assertThat(table).hasToString("""
                        zeros            0.5000, deviation 0.0000
                        zeros again      0.5000, deviation 0.0000
                        zeros and zeros again score the same on all 4 splits""");
        assertThat(table.adjustedPValues()).containsExactly(1);
    }

    @Test
    void bad_input_is_refused() {
        refuses(
                () -> PairedScores.of(scores("a", 1, 2), scores("b", 1, 2, 3), 9, 1),
                "PairedScores: a has 2 scores and b has 3; score both on the same splits");
        refuses(
                () -> new NoiseTable(Map.of("a", new double[] {1, 2}), 9, 1),
                "NoiseTable: 1 alternatives; give at least 2 to compare");
        refuses(
                () -> NoiseTable.of(List.of(Splits.random(10, 0.2, 1)), Map.of()),
                "NoiseTable: 1 splits; give at least 2, noise shows in their spread");
        refuses(
                () -> new GridSearch<>(List.of(), setting -> null, INNER),
                "GridSearch: there are no settings; give at least one");
        refuses(
                () -> OUTER.scores((x, y) -> null, new double[][] {{1}, {Double.NaN}}, new double[] {0, 1}),
                "CrossValidation: row 1, column 0 is NaN; fill it in or drop the row, by name");
    }

    private static PairedScores.Scores scores(String name, double... values) {
        return new PairedScores.Scores(name, values);
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }
}
