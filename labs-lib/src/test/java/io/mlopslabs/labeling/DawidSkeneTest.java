// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.labeling.Ratings.Rating;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DawidSkeneTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of("formula.dawid_skene", DawidSkeneTest::fit);

    @TestFactory
    Stream<DynamicTest> agrees_with_the_definition_and_with_crowd_kit() {
        return Golden.read("labeling/dawid_skene").tests(CALLS);
    }

    @Test
    void no_case_is_skipped() {
        assertThat(Golden.read("labeling/dawid_skene").cases()).hasSize(6).allSatisfy(c -> assertThat(CALLS)
                .containsKey(c.function()));
    }

    private static Object fit(Case c) {
        var ratings = new ArrayList<Rating<Integer>>();
        JsonNode responses = c.arguments().get("responses");
        for (int i = 0; i < responses.size(); i++) {
            for (int a = 0; a < responses.get(i).size(); a++) {
                for (JsonNode label : responses.get(i).get(a)) {
                    ratings.add(new Rating<>("item " + i, "" + (char) ('a' + a), label.asInt()));
                }
            }
        }
        var model = DawidSkene.fit(Ratings.of(ratings));
        assertThat(model.converged()).isTrue();
        assertThat(model.labels())
                .isEqualTo(c.elements("labels").map(JsonNode::asInt).toList());
        return Map.of(
                "class_marginals", model.classMarginals(),
                "confusion",
                        IntStream.range(0, responses.get(0).size())
                                .mapToObj(a -> model.confusion("" + (char) ('a' + a)))
                                .toList(),
                "log_likelihood", model.logLikelihood(),
                "posterior", model.posterior().toArray());
    }

    @Test
    void the_log_likelihood_never_falls() {
        var ratings = AgreementTest.random(5, 300, 0.3, 11);
        double last = Double.NEGATIVE_INFINITY;
        for (int iterations = 1; iterations < 30; iterations++) {
            double next = DawidSkene.fit(ratings, iterations).logLikelihood();
            assertThat(next).isGreaterThanOrEqualTo(last - 1e-9); // about 400 nats, summed over 300 items
            last = next;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void finds_who_errs_how_often_and_beats_the_vote(long seed) {
        var synthetic = Synthetic.votes(10_000, 7, 3, seed);
        LabelMatrix votes = LabelMatrix.of(synthetic.votes(), 3);
        var model = DawidSkene.fit(Ratings.of(votes));
        for (int f = 0; f < 7; f++) {
            double[][] confusion = model.confusion(Integer.toString(f));
            double accuracy = (confusion[0][0] + confusion[1][1] + confusion[2][2]) / 3;
            // 5,000 votes of accuracy 0.5: 5 standard errors are 0.035, and the truth is not seen
            assertThat(accuracy).isCloseTo(synthetic.accuracies()[f], within(0.05));
        }
        assertThat(model.posterior()
                        .score(synthetic.truth(), TieBreakPolicy.RANDOM)
                        .correct())
                .isGreaterThan(MajorityVoter.byLabel(votes)
                        .score(synthetic.truth(), TieBreakPolicy.RANDOM)
                        .correct());
    }

    @Test
    void an_item_without_a_rating_gets_the_marginals_and_changes_no_estimate() {
        List<List<String>> rated =
                List.of(List.of("x", "x", "x"), List.of("y", "y", "x"), List.of("y", "y", "y"), List.of("x", "x", "y"));
        var gaps = new ArrayList<>(rated);
        gaps.add(Arrays.asList(null, null, null));
        var with = DawidSkene.fit(Ratings.ofTable(List.of("a", "b", "c"), gaps));
        var without = DawidSkene.fit(Ratings.ofTable(List.of("a", "b", "c"), rated));
        assertThat(with.classMarginals()).isEqualTo(without.classMarginals());
        assertThat(with.logLikelihood()).isEqualTo(without.logLikelihood());
        assertThat(with.posterior().toArray()[4]).isEqualTo(with.classMarginals());
    }

    @Test
    void an_annotator_with_one_item_is_judged_by_it_and_one_with_none_gets_zeros() {
        List<List<String>> table = List.of(
                Arrays.asList("x", "x", "y", null),
                Arrays.asList("y", "y", null, null),
                Arrays.asList("x", "x", null, null));
        var model = DawidSkene.fit(Ratings.ofTable(List.of("a", "b", "new", "idle"), table));
        assertThat(model.confusion("new")).isDeepEqualTo(new double[][] {{0, 1}, {0, 1}}); // "y" whatever is true
        assertThat(model.confusion("idle")).isDeepEqualTo(new double[2][2]);
        assertThat(model.posterior().probability(0, 0)).isEqualTo(1); // two against one
    }

    @Test
    void says_that_it_has_not_converged() {
        var model = DawidSkene.fit(AgreementTest.random(5, 300, 0.3, 11), 2);
        assertThat(model.converged()).isFalse();
        assertThat(model.iterations()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DawidSkene.fit(AgreementTest.random(5, 10, 0.3, 11), 0))
                .withMessage("maxIterations is 0; it is 1 or more");
    }
}
