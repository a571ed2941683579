// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.engine.OverfitCheck.Verdict;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class weights, samplers, views and the overfit check: what a training does for rare classes, and before anything else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImbalanceTest {
    static final Training QUICK = TrainingTest.QUICK;

    /** Rows of noise whose labels are given. */
    static Examples labelled(int... labels) {
        var random = new SplittableRandom(5);
        float[][] rows = IntStream.range(0, labels.length)
                .mapToObj(i -> new float[] {(float) random.nextDouble(), (float) random.nextDouble()})
                .toArray(float[][]::new);
        int classes = Arrays.stream(labels).max().orElseThrow() + 1;
        return Examples.of(
                rows, labels, IntStream.range(0, classes).mapToObj(c -> "c" + c).toList());
    }

    @Nested
    class Class_weights {
        @TestFactory
        Stream<DynamicTest> balanced_agrees_with_scikit_learn() {
            return Golden.read("augment/class_weights")
                    .tests(Map.of("sklearn.utils.class_weight.compute_class_weight", this::balanced));
        }

        private Object balanced(Case c) {
            int[] y =
                    Arrays.stream(c.doubles("y")).mapToInt(label -> (int) label).toArray();
            return ClassWeights.balanced(labelled(y)).weights();
        }

        @Test
        void refuses_a_class_without_examples_and_a_weight_that_is_none() {
            Examples empty = Examples.of(new float[][] {{1}, {2}}, new int[] {0, 2}, List.of("cat", "bird", "dog"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClassWeights.balanced(empty))
                    .withMessage(
                            "class 1 (bird) has no example, so that no weight balances it; leave the class out or find examples");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClassWeights.of(1, Double.NaN))
                    .withMessage("the weight of class 1 is NaN; a weight is finite and above 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(ClassWeights::of)
                    .withMessage("weights is empty; give one for each class");
        }

        @Test
        void refuses_another_number_of_classes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QUICK.withClassWeights(ClassWeights.of(1, 2, 3))
                            .fit(Architecture.mlp(4), labelled(0, 1, 1)))
                    .withMessage("there are 3 class weights for 2 classes");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void the_loss_is_the_weighted_mean_by_hand(long seed) {
            var random = new SplittableRandom(seed);
            double[] weights = {0.5, 2, 1.25};
            float[] scores = new float[15];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) (4 * random.nextDouble() - 2);
            }
            int[] labels = random.ints(5, 0, 3).toArray();
            double expected = 0;
            for (int row = 0; row < 5; row++) {
                int at = 3 * row;
                double sum = IntStream.range(0, 3)
                        .mapToDouble(c -> Math.exp(scores[at + c]))
                        .sum();
                expected += weights[labels[row]] * (Math.log(sum) - scores[at + labels[row]]) / 5;
            }
            assertThat(evaluate(ClassWeights.of(weights).loss(), scores, labels))
                    .isCloseTo(expected, within(1e-6)); // float
        }

        @Test
        void weights_of_one_are_no_weights() {
            float[] scores = {1, -2, 0.5f, 3, 0, 0};
            int[] labels = {0, 2};
            assertThat(evaluate(ClassWeights.of(1, 1, 1).loss(), scores, labels))
                    .isCloseTo(evaluate(Loss.softmaxCrossEntropyLoss(), scores, labels), within(1e-6)); // float
        }

        private double evaluate(Loss loss, float[] scores, int[] labels) {
            try (NDManager manager = Engines.start().newBaseManager()) {
                float[] numbers = new float[labels.length];
                IntStream.range(0, labels.length).forEach(i -> numbers[i] = labels[i]);
                NDArray value = loss.evaluate(
                        new NDList(manager.create(numbers)),
                        new NDList(manager.create(scores, new Shape(labels.length, scores.length / labels.length))));
                return value.getFloat();
            }
        }

        @Test
        void a_weight_of_two_is_a_row_given_twice() {
            Examples once = labelled(0, 0, 1, 0);
            Examples twice = once.select(new int[] {0, 1, 2, 3, 2});
            // The mean over 5 rows instead of 4 is made up for by the rate.
            try (Network weighted = gradient(0.4, 4)
                            .withClassWeights(ClassWeights.of(1, 2))
                            .fit(Architecture.mlp(), once);
                    Network repeated = gradient(0.5, 5).fit(Architecture.mlp(), twice)) {
                weighted.weights().forEach((name, values) -> {
                    float[] others = repeated.weights().get(name);
                    for (int i = 0; i < values.length; i++) {
                        assertThat(values[i]).as(name).isCloseTo(others[i], within(1e-6f)); // float
                    }
                });
            }
        }

        private Training gradient(double rate, int batch) {
            return Training.of(1, batch, new Optimizer.Sgd(rate, 0))
                    .withDevice(DeviceChoice.CPU)
                    .withSeed(3);
        }

        @Test
        void give_bit_equal_weights_for_the_same_seed() {
            Training weighted = QUICK.withClassWeights(ClassWeights.of(1, 5)).withSampler(new Sampler.Balanced());
            try (Network one = weighted.fit(Architecture.mlp(8), TrainingTest.halves(100, 1));
                    Network two = weighted.fit(Architecture.mlp(8), TrainingTest.halves(100, 1));
                    Network plain = QUICK.fit(Architecture.mlp(8), TrainingTest.halves(100, 1))) {
                TrainingTest.assertSameWeights(one.weights(), two.weights());
                assertThat(one.history()).isEqualTo(two.history()).isNotEqualTo(plain.history());
            }
        }
    }

    @Nested
    class Samplers {
        @Test
        void shuffled_is_what_a_training_does_unless_told_otherwise() {
            assertThat(QUICK.sampler()).isEqualTo(new Sampler.Shuffled());
        }

        @Test
        void balanced_draws_each_class_alike() {
            int[] labels = IntStream.range(0, 3000)
                    .map(i -> i < 2700 ? 0 : i < 2950 ? 1 : 2)
                    .toArray();
            Examples skewed = labelled(labels);
            double[] seen = new double[3];
            for (int epoch = 1; epoch <= 10; epoch++) {
                int[] order = QUICK.withSampler(new Sampler.Balanced()).order(skewed, epoch);
                assertThat(order).hasSize(3000);
                Arrays.stream(order).forEach(row -> seen[labels[row]]++);
            }
            // 30,000 draws, 4 standard errors of a share of 1/3.
            assertThat(seen).satisfies(counts -> DoubleStream.of(counts)
                    .forEach(count -> assertThat(count / 30_000).isCloseTo(1.0 / 3, within(4 * 0.4714 / 173.2))));
        }

        @Test
        void weighted_draws_in_proportion_and_never_what_weighs_nothing() {
            Examples five = labelled(0, 1, 0, 1, 0);
            var sampler = new Sampler.Weighted(List.of(0.0, 1.0, 0.0, 3.0, 0.0));
            int[] seen = new int[5];
            for (int epoch = 1; epoch <= 4000; epoch++) {
                Arrays.stream(QUICK.withSampler(sampler).order(five, epoch)).forEach(row -> seen[row]++);
            }
            assertThat(List.of(seen[0], seen[2], seen[4])).containsOnly(0);
            assertThat(seen[3] / 20_000.0).isCloseTo(0.75, within(4 * 0.433 / 141.4)); // 4 standard errors
        }

        @Test
        void draws_depend_on_seed_and_epoch() {
            Training balanced = QUICK.withSampler(new Sampler.Balanced());
            Examples examples = TrainingTest.halves(50, 1);
            assertThat(balanced.order(examples, 1))
                    .isEqualTo(balanced.order(examples, 1))
                    .isNotEqualTo(balanced.order(examples, 2))
                    .isNotEqualTo(balanced.withSeed(8).order(examples, 1));
        }

        @Test
        void refuse_weights_that_do_not_fit() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QUICK.withSampler(new Sampler.Weighted(List.of(1.0)))
                            .fit(Architecture.mlp(), labelled(0, 1)))
                    .withMessage("there are 1 weights for 2 examples");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Sampler.Weighted(List.of(1.0, -1.0)))
                    .withMessage("the weight of example 1 is -1.0; a weight is finite and not negative");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Sampler.Weighted(List.of(0.0)))
                    .withMessage("no weight is above 0; there is nothing to draw");
        }

        @Test
        void balanced_finds_a_rare_class_that_a_shuffle_gives_up() {
            // 3 of 100 lie above a slanted line, next to the others: the rare class costs least when it is never said.
            var random = new SplittableRandom(4);
            float[][] rows = new float[1000][];
            int[] labels = new int[1000];
            for (int i = 0; i < 1000; i++) {
                labels[i] = i < 30 ? 1 : 0;
                rows[i] = new float[] {(float) (random.nextDouble() + 0.5 * labels[i])};
            }
            Examples rare = Examples.of(rows, labels, List.of("common", "rare"));
            Training training = Training.of(20, 50, new Optimizer.Adam(0.02)).withDevice(DeviceChoice.CPU);
            assertThat(recall(training, rare)).isLessThan(0.1);
            assertThat(recall(training.withSampler(new Sampler.Balanced()), rare))
                    .isGreaterThan(0.6);
            assertThat(recall(training.withClassWeights(ClassWeights.balanced(rare)), rare))
                    .isGreaterThan(0.6);
        }

        private double recall(Training training, Examples rare) {
            try (Network network = training.fit(Architecture.mlp(), rare)) {
                return IntStream.range(0, 30)
                                .filter(i -> network.probabilities(rare.row(i))[0][1] > 0.5)
                                .count()
                        / 30.0;
            }
        }
    }

    @Nested
    class Overfit_check {
        @Test
        void says_how_soon_a_network_learned_a_batch_by_heart() {
            OverfitCheck check =
                    OverfitCheck.of(Architecture.mlp(32), QUICK.withSeed(1), TrainingTest.halves(400, 1), 1000);
            assertThat(check.verdict()).isEqualTo(Verdict.LEARNED_BY_HEART);
            assertThat(check.examples()).isEqualTo(16);
            assertThat(check.steps()).isLessThan(1000);
            assertThat(check.accuracy()).isEqualTo(1);
            assertThat(check.loss()).isLessThanOrEqualTo(0.1 * Math.log(2));
            assertThat(check.untrainedLoss()).isCloseTo(Math.log(2), within(0.5)); // small random weights say little
            assertThat(check.toString())
                    .matches(
                            "learned 16 examples by heart in \\d+ steps: loss 0\\.\\d+ \\(guessing has 0\\.693\\) to 0\\.0\\d+, accuracy 1\\.000");
        }

        @Test
        void is_the_same_again_for_the_same_seed() {
            Examples train = TrainingTest.halves(400, 1);
            assertThat(OverfitCheck.of(Architecture.mlp(32), QUICK, train, 50))
                    .isEqualTo(OverfitCheck.of(Architecture.mlp(32), QUICK, train, 50));
        }

        @Test
        void says_so_when_the_rate_is_far_too_small() {
            Training slow = Training.of(1, 16, new Optimizer.Sgd(1e-6, 0)).withDevice(DeviceChoice.CPU);
            OverfitCheck check = OverfitCheck.of(Architecture.mlp(8), slow, TrainingTest.halves(100, 1), 20);
            assertThat(check.verdict()).isEqualTo(Verdict.NOT_LEARNED);
            assertThat(check.steps()).isEqualTo(20);
            assertThat(check.toString()).startsWith("did not learn 16 examples by heart in 20 steps: loss ");
        }

        @Test
        void names_equal_rows_with_other_labels() {
            Examples torn =
                    Examples.of(new float[][] {{1, 2}, {3, 4}, {1, 2}}, new int[] {0, 1, 1}, List.of("cat", "dog"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OverfitCheck.of(Architecture.mlp(4), QUICK, torn, 5))
                    .withMessage(
                            "rows 0 and 2 are equal, and their classes are cat and dog; nothing can learn both: look at the labels");
        }

        @Test
        void needs_two_classes() {
            Examples one = Examples.of(new float[][] {{1}}, new int[] {0}, List.of("cat"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OverfitCheck.of(Architecture.mlp(4), QUICK, one, 5))
                    .withMessage("there is 1 class; there is nothing to learn with fewer than 2");
        }
    }

    @Nested
    class Views {
        private final GrayImage dark = GrayImage.of(4, 4, new byte[16]);
        private final ImageSet images = ImageSet.of("dark", List.of(dark, dark), new int[] {0, 1}, List.of("a", "b"));

        @Test
        void are_asked_for_each_row_in_each_epoch_of_training_and_never_in_validation() {
            var asked = new TreeMap<String, Integer>();
            Examples seen = Examples.of(images, (image, row, epoch) -> {
                asked.merge(row + " in " + epoch, 1, Integer::sum);
                return image;
            });
            QUICK.fit(Architecture.mlp(2), seen, Optional.of(seen)).close();
            assertThat(asked)
                    .isEqualTo(Map.of("0 in 1", 1, "1 in 1", 1, "0 in 2", 1, "1 in 2", 1, "0 in 3", 1, "1 in 3", 1));
        }

        @Test
        void that_change_nothing_train_the_same_network() {
            try (Network plain = QUICK.fit(Architecture.mlp(2), Examples.of(images));
                    Network viewed =
                            QUICK.fit(Architecture.mlp(2), Examples.of(images, (image, row, epoch) -> image))) {
                TrainingTest.assertSameWeights(plain.weights(), viewed.weights());
            }
        }

        @Test
        void reach_selected_rows_under_their_own_number() {
            Examples second = Examples.of(images, (image, row, epoch) -> {
                        assertThat(row).isEqualTo(1);
                        return image;
                    })
                    .select(new int[] {1, 1});
            QUICK.fit(Architecture.mlp(2), second).close();
        }

        @Test
        void of_another_size_are_refused() {
            Examples cut = Examples.of(images, (image, row, epoch) -> image.crop(0, 0, 3, 4));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QUICK.withSeed(1).fit(Architecture.mlp(2), cut))
                    .withMessageMatching("the view of image [01] is 3 x 4; the image is 4 x 4");
        }
    }

    @Test
    void selecting_rows_that_are_not_there_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labelled(0, 1).select(new int[] {0, 2}))
                .withMessage("chosen[1] is 2; there are examples 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labelled(0, 1).select(new int[0]))
                .withMessage("no rows are chosen; there is at least 1 example");
    }
}
