// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MajorityVoterTest {
    private static final String SNORKEL = "snorkel.labeling.model.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SNORKEL + "MajorityLabelVoter",
            c -> both(MajorityVoter.byLabel(votes(c)), policy(c)),
            SNORKEL + "MajorityLabelVoter.score",
            MajorityVoterTest::score,
            SNORKEL + "MajorityClassVoter",
            c -> both(
                    MajorityVoter.byClass(
                            c.doubles("balance"), c.arguments().get("L").size()),
                    TieBreakPolicy.ABSTAIN));

    @TestFactory
    Stream<DynamicTest> agrees_with_snorkel() {
        return Golden.read("labeling/majority_vote").tests(CALLS);
    }

    @Test
    void no_case_of_snorkel_is_skipped() {
        assertThat(Golden.read("labeling/majority_vote").cases()).hasSize(18).allSatisfy(c -> assertThat(CALLS)
                .containsKey(c.function()));
    }

    private static LabelMatrix votes(Case c) {
        return Matrices.votes(c, (int) c.number("cardinality", 2));
    }

    private static TieBreakPolicy policy(Case c) {
        return TieBreakPolicy.named(c.text("tie_break_policy", "abstain"));
    }

    static Object both(LabelProbabilities probabilities, TieBreakPolicy policy) {
        return Map.of(
                "predictions", probabilities.predictions(policy),
                "probabilities", probabilities.toArray());
    }

    private static Object score(Case c) {
        var score = MajorityVoter.byLabel(votes(c)).score(Matrices.ints(c, "Y"), policy(c));
        return Map.of("accuracy", score.accuracy(), "coverage", score.coverage());
    }

    @Test
    void true_random_ties_follow_the_seed_and_the_row_alone_and_use_every_tied_class() {
        int rows = 3000;
        var silent = MajorityVoter.byLabel(LabelMatrix.of(filled(rows, -1), 3));
        int[] labels = silent.predictions(TieBreakPolicy.trueRandom(7));
        assertThat(silent.predictions(TieBreakPolicy.trueRandom(7))).isEqualTo(labels);
        assertThat(silent.predictions(TieBreakPolicy.trueRandom(8))).isNotEqualTo(labels);
        assertThat(MajorityVoter.byLabel(LabelMatrix.of(filled(10, -1), 3)).predictions(TieBreakPolicy.trueRandom(7)))
                .isEqualTo(Arrays.copyOf(labels, 10));
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            // a third of 3000 is 1000; 5 standard deviations are 129
            assertThat(Arrays.stream(labels).filter(l -> l == wanted).count()).isBetween(870L, 1130L);
        }
    }

    @Test
    void a_tie_is_broken_among_the_tied_classes_only() {
        var votes = LabelMatrix.of(new int[][] {{1, 2}, {2, 1}, {1, 2}, {2, 1}}, 4);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(MajorityVoter.byLabel(votes).predictions(TieBreakPolicy.trueRandom(seed)))
                    .containsAnyOf(1, 2)
                    .doesNotContain(-1, 0, 3);
        }
    }

    @Test
    void labels_a_hundred_thousand_rows_by_twenty_functions_and_its_probabilities_sum_to_1() {
        var votes = LabelMatrix.of(Synthetic.votes(100_000, 20, 3, 1).votes(), 3);
        var probabilities = MajorityVoter.byLabel(votes);
        assertThat(probabilities.rows()).isEqualTo(100_000);
        for (double[] row : probabilities.toArray()) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-15)); // at most three thirds
        }
    }

    @Test
    void an_accuracy_of_no_labels_is_not_a_number_and_its_coverage_0() {
        var score =
                MajorityVoter.byLabel(LabelMatrix.of(filled(2, -1), 2)).score(new int[] {0, 1}, TieBreakPolicy.ABSTAIN);
        assertThat(score.accuracy()).isNaN();
        assertThat(score.coverage()).isZero();
        assertThat(score.rows()).isEqualTo(2);
    }

    @Test
    void names_what_is_wrong_with_a_truth_a_policy_or_a_balance() {
        var probabilities = MajorityVoter.byLabel(LabelMatrix.of(new int[][] {{0}, {1}}, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> probabilities.score(new int[] {0, 5}, TieBreakPolicy.RANDOM))
                .withMessage(
                        "truth[1] is 5; a true label is a class from 0 to 1, and a row without one is left out before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TieBreakPolicy.named("coin"))
                .withMessage("there is no tie-break policy \"coin\"; take abstain or random, or trueRandom(seed)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MajorityVoter.byClass(new double[] {0.5, Double.NaN}, 3))
                .withMessage("classBalance[1] is NaN; a share is in 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MajorityVoter.byClass(new double[] {0.5, 0.25}, 3))
                .withMessage("classBalance sums to 0.75; the shares of all classes sum to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MajorityVoter.byClass(new double[] {0.5, 0.5}, 0))
                .withMessage("rows is 0; give at least one");
    }

    private static int[][] filled(int rows, int vote) {
        int[][] votes = new int[rows][2];
        for (int[] row : votes) {
            Arrays.fill(row, vote);
        }
        return votes;
    }
}
