// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.features.selection.FeatureScores.Score;
import io.mlopslabs.features.selection.ScoreSelector.SelectFdr;
import io.mlopslabs.features.selection.ScoreSelector.SelectFpr;
import io.mlopslabs.features.selection.ScoreSelector.SelectFwe;
import io.mlopslabs.features.selection.ScoreSelector.SelectKBest;
import io.mlopslabs.features.selection.ScoreSelector.SelectPercentile;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScoreSelectorTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static FeatureScores scores(double... values) {
        return given(values, new double[values.length]);
    }

    private static FeatureScores given(double[] values, double[] p) {
        return new FeatureScores(
                "given",
                IntStream.range(0, values.length)
                        .mapToObj(j -> new Score("x" + j, values[j], p[j]))
                        .toList());
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void k_best_keeps_none_and_all_when_asked_to() {
        assertThat(scores(1, NAN).select(new SelectKBest(0)).support()).isEmpty();
        assertThat(scores(1, NAN).select(new SelectKBest(2)).support()).containsExactly(0, 1);
        assertThat(scores(NAN, -5).select(new SelectKBest(1)).support()).containsExactly(1);
    }

    @Test
    void k_best_refuses_more_columns_than_there_are() {
        refused(
                () -> scores(1, 2).select(new SelectKBest(3)),
                "SelectKBest: k is 3 and given scored 2 columns; give at most that many");
        refused(() -> new SelectKBest(-1), "SelectKBest: k is -1; give the number of columns to keep");
    }

    @Test
    void a_percentile_keeps_none_at_0_all_at_100_and_earlier_ones_of_infinite_scores() {
        assertThat(scores(1, 2).select(new SelectPercentile(0)).support()).isEmpty();
        assertThat(scores(1, NAN).select(new SelectPercentile(100)).support()).containsExactly(0, 1);
        assertThat(scores(1, INFINITY, INFINITY, INFINITY)
                        .select(new SelectPercentile(50))
                        .support())
                .containsExactly(1, 2);
        refused(
                () -> new SelectPercentile(101),
                "SelectPercentile: the percentile is 101.0; give a share of the columns in 0 to 100");
    }

    @Test
    void a_column_without_a_p_value_is_not_kept_but_counts_as_a_test() {
        FeatureScores scores = given(new double[3], new double[] {0.02, NAN, NAN});
        assertThat(scores.select(new SelectFpr(0.05)).support()).containsExactly(0);
        assertThat(scores.select(new SelectFwe(0.05)).support()).isEmpty(); // 0.02 * 3 is too much
        assertThat(scores.select(new SelectFdr(0.06)).support()).containsExactly(0); // 0.02 * 3 is exactly alpha
    }

    @Test
    void rules_on_p_values_refuse_scores_that_have_none() {
        FeatureScores information = MutualInformation.seeded(1)
                .classif(FeatureTable.unnamed(new double[][] {{1}, {2}, {3}, {4}}), List.of(0, 0, 1, 1));
        refused(
                () -> information.select(new SelectFdr(0.05)),
                "SelectFdr: mutual_info_classif gave no p-value; choose by score, with SelectKBest or SelectPercentile");
        refused(() -> new SelectFwe(1), "SelectFwe: alpha is 1.0; give a chance between 0 and 1, such as 0.05");
        refused(() -> new SelectFpr(NAN), "SelectFpr: alpha is NaN; give a chance between 0 and 1, such as 0.05");
    }

    /** 1000 columns of noise: Fpr keeps 5 % of them, Fdr and Fwe none in 19 of 20 tables. */
    @Test
    void noise_is_kept_as_often_as_alpha_says() {
        int fpr = 0;
        int fdr = 0;
        int fwe = 0;
        int tables = 40;
        for (int seed = 0; seed < tables; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] rows = new double[40][];
            Arrays.setAll(rows, i -> random.doubles(100, -1, 1).toArray());
            FeatureScores scores = Filters.fClassif(
                    FeatureTable.unnamed(rows),
                    IntStream.range(0, 40).mapToObj(i -> i % 2).toList());
            fpr += scores.select(new SelectFpr(0.05)).support().size();
            fdr += scores.select(new SelectFdr(0.05)).support().isEmpty() ? 0 : 1;
            fwe += scores.select(new SelectFwe(0.05)).support().isEmpty() ? 0 : 1;
        }
        // Four standard deviations: 4000 columns and 40 tables, each kept with chance 0.05.
        assertThat(fpr).isBetween(200 - 56, 200 + 56);
        assertThat(fdr).isLessThanOrEqualTo(2 + 6);
        assertThat(fwe).isLessThanOrEqualTo(fdr);
    }

    @Test
    void scores_are_ranked_with_equal_ones_in_column_order_and_NaN_last() {
        FeatureScores scores = scores(NAN, 2, 3, 2);
        assertThat(scores.ranked()).extracting(Score::feature).containsExactly("x2", "x1", "x3", "x0");
        assertThat(scores).hasToString("given of 4 columns: x2 3.000, x1 2.000, x3 2.000, ...");
        assertThat(scores.table().stringColumn("feature").asList()).containsExactly("x2", "x1", "x3", "x0");
        assertThat(scores.of("x1").score()).isEqualTo(2);
        refused(() -> scores.of("y"), "there is no score of 'y'; there are [x0, x1, x2, x3]");
    }
}
