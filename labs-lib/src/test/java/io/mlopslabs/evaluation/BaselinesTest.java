// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.evaluation.DummyClassifier.Strategy;
import io.mlopslabs.statistics.Interval.Verdict;
import io.mlopslabs.statistics.Proportion;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BaselinesTest {
    @Nested
    class Dummy_classifier {
        private static final List<String> SKEWED = IntStream.range(0, 1000)
                .mapToObj(i -> i < 700 ? "cat" : i < 950 ? "dog" : "bird")
                .toList();

        @TestFactory
        Stream<DynamicTest> agrees_with_scikit_learn() {
            return Golden.read("baselines/dummy_classifier")
                    .tests(Map.of("sklearn.dummy.DummyClassifier", Dummy_classifier::call));
        }

        private static Object call(Case c) {
            List<JsonNode> y = c.elements("y").toList();
            return y.get(0).isTextual()
                    ? call(c, y.stream().map(JsonNode::asText).toList(), c.text("constant", ""))
                    : call(c, y.stream().map(JsonNode::asInt).toList(), (int) c.number("constant", 0));
        }

        private static <L extends Comparable<? super L>> Object call(Case c, List<L> y, L constant) {
            Strategy strategy = Strategy.valueOf(c.text("strategy", "").toUpperCase(Locale.ROOT));
            DummyClassifier<L> dummy = strategy == Strategy.CONSTANT
                    ? DummyClassifier.constant(constant, y)
                    : DummyClassifier.fit(strategy, y);
            return Map.of(
                    "classes", dummy.classes(),
                    "prior", dummy.classPrior(),
                    "proba", dummy.predictProba(2, 1),
                    "predict", dummy.predict(2, 1));
        }

        @Test
        void draws_by_the_shares_or_from_all_alike() {
            assertThat(share(Strategy.STRATIFIED, "bird"))
                    .isCloseTo(0.05, within(4 * 0.218 / 200)); // 4 standard errors
            assertThat(share(Strategy.STRATIFIED, "dog")).isCloseTo(0.25, within(4 * 0.433 / 200));
            assertThat(share(Strategy.UNIFORM, "bird")).isCloseTo(1.0 / 3, within(4 * 0.471 / 200));
        }

        private double share(Strategy strategy, String label) {
            List<String> predicted = DummyClassifier.fit(strategy, SKEWED).predict(40_000, 3);
            return Collections.frequency(predicted, label) / 40_000.0;
        }

        @Test
        void stratified_is_sure_of_what_it_says() {
            var dummy = DummyClassifier.fit(Strategy.STRATIFIED, SKEWED);
            List<String> predicted = dummy.predict(50, 9);
            double[][] sure = dummy.predictProba(50, 9);
            assertThat(predicted).contains("cat", "dog");
            for (int row = 0; row < 50; row++) {
                assertThat(sure[row][dummy.classes().indexOf(predicted.get(row))])
                        .isEqualTo(1);
                assertThat(Arrays.stream(sure[row]).sum()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"STRATIFIED", "UNIFORM"})
        void repeats_itself_for_a_seed_and_not_for_another(Strategy strategy) {
            var dummy = DummyClassifier.fit(strategy, SKEWED);
            assertThat(dummy.predict(100, 1)).isEqualTo(dummy.predict(100, 1)).isNotEqualTo(dummy.predict(100, 2));
        }

        @Test
        void shows_why_accuracy_lies_about_the_imbalanced_set_of_the_original_lab() {
            // 3,749 cats, 750 dogs, 353 birds: the constant model's .7727 and .3333.
            List<String> eval = IntStream.range(0, 3749 + 750 + 353)
                    .mapToObj(i -> i < 3749 ? "cat" : i < 4499 ? "dog" : "bird")
                    .toList();
            var cats = DummyClassifier.constant("cat", eval);
            assertThat(cats.accuracy(eval, 0)).isEqualTo(new Proportion(3749, 4852));
            assertThat(cats.accuracy(eval, 0).estimate()).isCloseTo(.7727, within(5e-5)); // printed to 4 digits
            assertThat(ConfusionMatrix.of(eval, cats.predict(eval.size(), 0)).balancedAccuracy())
                    .isCloseTo(.3333, within(5e-5));
        }

        @Test
        void refuses_no_rows_missing_labels_and_unknown_classes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DummyClassifier.fit(Strategy.PRIOR, List.<String>of()))
                    .withMessage("y is empty; a baseline needs at least 1 training row");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DummyClassifier.fit(Strategy.PRIOR, Arrays.asList("a", null)))
                    .withMessage("row 1 of y has no label; fill it in or drop the row");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DummyClassifier.constant("z", List.of("a", "b")))
                    .withMessage("no training row is of class z; there are [a, b]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DummyClassifier.fit(Strategy.CONSTANT, List.of("a", "b")))
                    .withMessage("the strategy CONSTANT needs a class; take constant(label, y)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            DummyClassifier.fit(Strategy.PRIOR, List.of("a")).predict(-1, 0))
                    .withMessage("rows is -1; give 0 or more");
        }

        @Test
        void says_what_it_is() {
            assertThat(DummyClassifier.fit(Strategy.PRIOR, SKEWED))
                    .hasToString("DummyClassifier PRIOR of bird 0.050, cat 0.700, dog 0.250");
        }
    }

    @Nested
    class Human_level {
        @Test
        void counts_answers_that_agree_and_has_an_interval() {
            var level = HumanLevel.of("one student", List.of("a", "b", "b", "a"), List.of("a", "b", "a", "a"));
            assertThat(level.right()).isEqualTo(new Proportion(3, 4));
            assertThat(level.interval()).isEqualTo(new Proportion(3, 4).wilson());
            assertThat(level)
                    .hasToString("human level (one student) 0.7500 (3 of 4), 0.30 to 0.95 (95 % Wilson, n = 4)");
        }

        @Test
        void tells_whether_a_model_stays_below_it() {
            var level = new HumanLevel("five readers", new Proportion(960, 1000));
            assertThat(level.gapTo(new Proportion(900, 1000)).against(0)).isEqualTo(Verdict.ABOVE);
            assertThat(level.gapTo(new Proportion(955, 1000)).against(0)).isEqualTo(Verdict.UNDECIDED);
        }

        @Test
        void refuses_other_lengths_missing_answers_and_nobody() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HumanLevel.of("x", List.of("a"), List.of()))
                    .withMessage("there are 1 labels and 0 answers; give one answer per label");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HumanLevel.of("x", List.of("a", "b"), Arrays.asList("a", null)))
                    .withMessage("row 1 has no answer; leave out what was not answered, on both sides");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HumanLevel.of("x", List.of(), List.of()))
                    .withMessage("there are no answers; a human level needs at least 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HumanLevel(" ", new Proportion(1, 1)))
                    .withMessage("who is blank; say whom the human level was measured on");
        }
    }
}
