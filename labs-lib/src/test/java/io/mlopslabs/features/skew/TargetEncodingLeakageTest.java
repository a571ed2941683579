// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.skew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.preprocessing.TargetEncoder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TargetEncodingLeakageTest {
    static final int ROWS = 4000;
    static final double NOISE = 4 / Math.sqrt(ROWS); // four standard errors of a correlation of 0

    static List<String> categories(SplittableRandom random, int different) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "tail " + random.nextInt(different))
                .toList();
    }

    static double[] coins(SplittableRandom random) {
        return random.ints(ROWS, 0, 2).asDoubleStream().toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void of_noise_is_all_that_the_in_fold_encoding_seems_to_tell(long seed) {
        var random = new SplittableRandom(seed);
        TargetEncodingLeakage noise = TargetEncodingLeakage.of(
                new TargetEncoder().smooth(0),
                categories(random, 1000),
                coins(random),
                categories(random, 1000),
                coins(random));
        // Categories of k rows each: the mean of k coins explains 1 / k of the variance; here k is 4, a little more for
        // ragged counts.
        assertThat(noise.inFold()).isBetween(0.45, 0.55);
        assertThat(noise.heldOut()).isCloseTo(0, within(NOISE));
        assertThat(noise.outOfFold()).isLessThan(NOISE);
        assertThat(noise.leak()).isEqualTo(noise.inFold() - noise.heldOut());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void of_a_column_that_tells_the_truth_is_next_to_nothing(long seed) {
        var random = new SplittableRandom(seed);
        List<String> train = categories(random, 2);
        List<String> other = categories(random, 2);
        TargetEncodingLeakage honest =
                TargetEncodingLeakage.of(new TargetEncoder(), train, rates(random, train), other, rates(random, other));
        assertThat(honest.inFold()).isCloseTo(0.6, within(NOISE)); // rates .2 and .8: covariance .15 over variance .25
        assertThat(honest.outOfFold()).isCloseTo(honest.inFold(), within(0.01)); // a row is 1 of 2,000 in its category
        assertThat(honest.heldOut()).isCloseTo(0.6, within(NOISE));
    }

    static double[] rates(SplittableRandom random, List<String> categories) {
        return categories.stream()
                .mapToDouble(category -> random.nextDouble() < (category.equals("tail 0") ? 0.2 : 0.8) ? 1 : 0)
                .toArray();
    }

    @Test
    void a_category_per_row_is_the_target_itself_in_fold_and_nothing_out_of_fold() {
        List<String> own = IntStream.range(0, 10).mapToObj(i -> "row " + i).toList();
        double[] target = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1};
        TargetEncodingLeakage leak = TargetEncodingLeakage.of(
                new TargetEncoder().smooth(0), own, target, List.of("new", "newer"), new double[] {0, 1});
        assertThat(leak.inFold()).isCloseTo(1, within(1e-12)); // rounding of ten products
        assertThat(leak.heldOut()).isZero(); // unknown categories have one number
        assertThat(leak)
                .hasToString(
                        "10 categories over 10 rows: correlation with the target 1.000 in-fold, %.3f out of fold, 0.000 on 2 held-out rows; 1.000 of the first is leakage"
                                .formatted(leak.outOfFold()));
    }

    @Test
    void needs_a_target_for_each_row() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetEncodingLeakage.of(
                        new TargetEncoder(), List.of("a", "b"), new double[] {1}, List.of("a"), new double[] {1}))
                .withMessage(
                        "target encoding: the rows to fit on have 2 categories and 1 targets; give one of each per row, and a row at least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetEncodingLeakage.of(
                        new TargetEncoder(), List.of("a", "b"), new double[] {1, 0}, List.of(), new double[0]))
                .withMessage(
                        "target encoding: the held-out rows have 0 categories and 0 targets; give one of each per row, and a row at least");
    }
}
