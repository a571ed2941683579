// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Tables of counts {@code [given][true]}, and how cleanlab scales and rounds them. */
final class LabelCounts {
    private LabelCounts() {}

    /** Returns {@code joint} with rows scaled to {@code labelCounts}, in whole numbers. */
    static int[][] calibrated(int[][] joint, int[] labelCounts) {
        int k = joint.length;
        double[] scaled = new double[k * k];
        for (int i = 0; i < k; i++) {
            int row = Arrays.stream(joint[i]).sum();
            for (int j = 0; j < k; j++) {
                scaled[i * k + j] = (double) joint[i][j] / row * labelCounts[i];
            }
        }
        double total = pairwiseSum(scaled, 0, scaled.length);
        double samples = Arrays.stream(labelCounts).sum();
        int[][] whole = new int[k][];
        for (int i = 0; i < k; i++) {
            whole[i] = rounded(Arrays.stream(scaled, i * k, (i + 1) * k)
                    .map(x -> x / total * samples)
                    .toArray());
        }
        return whole;
    }

    /**
     * Sums in NumPy's order: eight running sums, and halves where there are more than 128 numbers.
     *
     * <p>The total is the number of samples but for the last bit, and that bit decides where a half is rounded to: in any other order one of
     * thirty small tables differs from cleanlab's by a count.
     */
    private static double pairwiseSum(double[] values, int from, int n) {
        if (n > 128) {
            int half = n / 2 - n / 2 % 8;
            return pairwiseSum(values, from, half) + pairwiseSum(values, from + half, n - half);
        }
        double[] r = new double[8];
        int whole = n - n % 8;
        for (int i = 0; i < whole; i++) {
            r[i % 8] += values[from + i];
        }
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (int i = whole; i < n; i++) {
            sum += values[from + i];
        }
        return sum;
    }

    /**
     * Rounds half to even, then moves the entries of largest error by 1 until the sum is the rounded sum; of equal errors the last entry is
     * raised first, and the first lowered first.
     */
    static int[] rounded(double[] row) {
        int[] whole = Arrays.stream(row).mapToInt(x -> (int) Math.rint(x)).toArray();
        int missing =
                (int) Math.rint(Arrays.stream(row).sum()) - Arrays.stream(whole).sum();
        int step = Integer.signum(missing);
        IntStream.range(0, row.length)
                .map(i -> step > 0 ? row.length - 1 - i : i)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> step * (whole[i] - row[i])))
                .limit(Math.abs(missing)) // never more than entries: each is off by half at most
                .forEach(i -> whole[i] += step);
        return whole;
    }

    /**
     * Returns how many samples of each given class are to stay and how many to be pruned as each other class.
     *
     * <p>A diagonal below {@code least} is raised to it at the cost of the row's other counts, all alike; then these are reduced to
     * {@code share}, cut to whole numbers, and the diagonal gets what they lose.
     */
    static int[][] keeping(int[][] joint, int least, double share) {
        int k = joint.length;
        int[][] counts = new int[k][k];
        for (int i = 0; i < k; i++) {
            int raised = Math.max(joint[i][i], least);
            long nonZero = Arrays.stream(joint[i]).filter(count -> count != 0).count();
            double cost = (raised - joint[i][i]) / Math.max(nonZero - 1.0, 1.0);
            double lost = 0;
            for (int j = 0; j < k; j++) {
                if (i != j) {
                    double count = Math.max(0, joint[i][j] - cost);
                    counts[i][j] = (int) (count * share);
                    lost += count - count * share;
                }
            }
            counts[i][i] = (int) (raised + lost);
        }
        return counts;
    }

    static int[] columns(int[][] table) {
        int[] sums = new int[table.length];
        for (int[] row : table) {
            for (int j = 0; j < row.length; j++) {
                sums[j] += row[j];
            }
        }
        return sums;
    }

    /** Returns each count over its divisor; 0 where that is 0. */
    static double[][] divided(int[][] table, IntBinaryOperator divisor) {
        double[][] shares = new double[table.length][table.length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                int by = divisor.applyAsInt(i, j);
                shares[i][j] = by == 0 ? 0 : (double) table[i][j] / by;
            }
        }
        return shares;
    }

    static double[][] transposed(double[][] table) {
        double[][] turned = new double[table.length][table.length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                turned[j][i] = table[i][j];
            }
        }
        return turned;
    }
}
