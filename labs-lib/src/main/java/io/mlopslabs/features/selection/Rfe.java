// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Recursive feature elimination: fit, drop the columns that the model leans on least, and again, until few enough are left.
 *
 * <p>Coefficients are compared as they stand, so columns have to be of one scale: standardise them first. Agrees with scikit-learn {@code RFE};
 * of equal importances the earlier column goes first.
 *
 * @param estimator has importances
 * @param keep number of columns to keep, 1 or more; below 1 the share of them, rounded down
 * @param step number of columns dropped at a time, 1 or more; below 1 the share of the columns at the start, rounded down, at least one
 * @see "Guyon, Weston, Barnhill, Vapnik 2002, Gene selection for cancer classification using support vector machines, Machine Learning 46"
 */
public record Rfe(Estimator estimator, double keep, double step) implements ColumnSelection {
    private static final String OPERATION = "RFE";

    /** Checks the numbers. */
    public Rfe {
        requireAmount("keep", keep);
        requireAmount("step", step);
    }

    /** Returns the elimination of one column at a time. */
    public static Rfe of(Estimator estimator, int keep) {
        return new Rfe(estimator, keep, 1);
    }

    /**
     * What is left.
     *
     * @param support columns kept, ascending
     * @param ranking per column: 1 = kept, 2 = dropped last; those dropped together share a rank
     * @param model fitted on the kept columns
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result(int[] support, int[] ranking, Estimator.Fitted model) {}

    @Override
    public int[] select(double[][] x, double[] y) {
        return fit(x, y).support();
    }

    /**
     * Eliminates.
     *
     * @throws IllegalArgumentException if the rows do not suit, or fewer columns are there than to keep; names row or column
     * @throws IllegalStateException if the model has no importances
     */
    public Result fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        int left = keep < 1 ? (int) (keep * x[0].length) : (int) keep;
        Support.require(OPERATION, x, y, left);
        return walk(estimator, x, y, left, steps(step, x[0].length), (columns, model) -> {});
    }

    /** Eliminates and shows each fitted model on the way with its columns, the last one too. */
    static Result walk(
            Estimator estimator,
            double[][] x,
            double[] y,
            int keep,
            int step,
            BiConsumer<int[], Estimator.Fitted> visitor) {
        boolean[] kept = new boolean[x[0].length];
        Arrays.fill(kept, true);
        int[] ranking = new int[kept.length];
        Arrays.fill(ranking, 1);
        while (true) {
            int[] columns = Support.of(kept);
            Estimator.Fitted model = estimator.fit(DesignMatrix.columns(x, columns), y);
            visitor.accept(columns, model);
            if (columns.length <= keep) {
                return new Result(columns, ranking, model);
            }
            double[] importances = Support.importances(OPERATION, model, columns.length);
            IntStream.range(0, columns.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> importances[k]))
                    .limit(Math.min(step, columns.length - keep))
                    .forEach(k -> kept[columns[k]] = false);
            for (int j = 0; j < kept.length; j++) {
                ranking[j] += kept[j] ? 0 : 1;
            }
        }
    }

    static int steps(double step, int columns) {
        return (int) (step < 1 ? Math.max(1, step * columns) : step);
    }

    static void requireAmount(String what, double amount) {
        if (!(amount > 0) || (amount >= 1 && amount != Math.floor(amount)) || amount > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s: %s is %s; give a whole number from 1, or a share below 1".formatted(OPERATION, what, amount));
        }
    }
}
