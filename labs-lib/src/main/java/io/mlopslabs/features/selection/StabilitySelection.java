// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.linear.DesignMatrix;
import io.mlopslabs.features.linear.LarsPath;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Stability selection: which columns does a selection keep again and again on random halves of the rows?
 *
 * <p>A column counts as found if the share of halves that keep it reaches the threshold. If the selection keeps {@code q} of {@code p} columns on
 * average, the expected number of columns found by mistake is at most {@code q^2 / ((2 threshold - 1) p)}, provided that useless columns are
 * exchangeable and the selection does no worse than guessing. Columns that say the same share the halves between them: both may miss the
 * threshold.
 *
 * <p>scikit-learn has dropped its version; this is the paper's, with one set of penalties.
 *
 * @param selection run on each half, such as a {@link SelectFromModel} of an L1 penalty
 * @param threshold share of halves, above 0.5 up to 1; 0.6 to 0.9 are usual and differ little
 * @param halves number of draws, at least 1; 100 is usual
 * @param seed of the draws
 * @see "Meinshausen, Buehlmann 2010, Stability selection, J. R. Statist. Soc. B 72, Theorem 1"
 */
public record StabilitySelection(ColumnSelection selection, double threshold, int halves, long seed)
        implements ColumnSelection {
    private static final String OPERATION = "StabilitySelection";

    /** Checks the numbers. */
    public StabilitySelection {
        if (!(threshold > 0.5 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "%s: the threshold is %s; give more than 0.5, up to 1".formatted(OPERATION, threshold));
        }
        if (halves < 1) {
            throw new IllegalArgumentException("%s: %d halves; give at least 1".formatted(OPERATION, halves));
        }
    }

    /**
     * How often each column was kept, and what that is worth.
     *
     * @param support columns found, ascending
     * @param frequencies share of halves that kept each column
     * @param keptOnAverage columns per half: q
     * @param falseBound upper bound of the expected number of columns found by mistake
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result(int[] support, double[] frequencies, double keptOnAverage, double falseBound) {}

    /**
     * Returns the selection of the first {@code q} columns that come into the lasso's path, each column standardised on the rows at hand: with a
     * fixed {@code q} the bound is known beforehand. Classes 0 and 1 count as numbers.
     */
    public static ColumnSelection firstOnLassoPath(int q) {
        return (x, y) -> {
            Support.require("firstOnLassoPath", x, y, q);
            LarsPath path = LarsPath.lasso(Standardizer.of(x).apply(x), y);
            boolean[] kept = new boolean[x[0].length];
            for (int step = 0, count = 0; step < path.alphas().length && count < q; step++) {
                for (int j = 0; j < kept.length && count < q; j++) {
                    if (!kept[j] && path.coefs()[j][step] != 0) {
                        kept[j] = true;
                        count++;
                    }
                }
            }
            return Support.of(kept);
        };
    }

    @Override
    public int[] select(double[][] x, double[] y) {
        return fit(x, y).support();
    }

    /**
     * Selects on each half.
     *
     * @throws IllegalArgumentException if there are fewer than 4 rows, or the rows of a half do not suit the selection; names row or column
     */
    public Result fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        if (x.length < 4) {
            throw new IllegalArgumentException(
                    "%s: %d rows; give at least 4, a half has to vary".formatted(OPERATION, x.length));
        }
        var random = new SplittableRandom(seed);
        int columns = x[0].length;
        double[] frequencies = new double[columns];
        double all = 0;
        int[] rows = IntStream.range(0, x.length).toArray();
        for (int half = 0; half < halves; half++) {
            draw(rows, x.length / 2, random);
            int[] drawn = Arrays.stream(rows, 0, x.length / 2).sorted().toArray();
            int[] kept = selection.select(DesignMatrix.rows(x, drawn), CrossValidation.targets(y, drawn));
            for (int j : kept) {
                frequencies[j] += 1.0 / halves;
            }
            all += kept.length;
        }
        double average = all / halves;
        // Sums of 1/halves may end an ulp below the share they stand for.
        double enough = threshold - 1e-9;
        return new Result(
                IntStream.range(0, columns)
                        .filter(j -> frequencies[j] >= enough)
                        .toArray(),
                frequencies,
                average,
                average * average / ((2 * threshold - 1) * columns));
    }

    /** Brings a random choice of rows to the front. */
    private static void draw(int[] rows, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(rows.length - i);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
    }

    /** Returns the largest {@code q} that keeps the bound: ask the selection on each half for no more columns. */
    public static int mostPerHalf(double falseBound, double threshold, int columns) {
        return (int) Math.floor(Math.sqrt(falseBound * (2 * threshold - 1) * columns));
    }
}
