// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AssignmentTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void finds_the_best_of_all_permutations(long seed) {
        var random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(6);
        double[][] gains = new double[n][];
        for (int i = 0; i < n; i++) {
            gains[i] = random.doubles(n, -1, 1).toArray();
        }
        int[] columns = Assignment.largest(gains);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += gains[i][columns[i]];
        }
        assertThat(columns).doesNotHaveDuplicates();
        assertThat(sum).isCloseTo(best(gains, 0, 0), within(1e-14)); // six numbers below 1, added in another order
    }

    private static double best(double[][] gains, int row, int taken) {
        if (row == gains.length) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < gains.length; j++) {
            if ((taken & 1 << j) == 0) {
                best = Math.max(best, gains[row][j] + best(gains, row + 1, taken | 1 << j));
            }
        }
        return best;
    }
}
