// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.data.Split;
import io.mlopslabs.features.linear.DesignMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Recursive feature elimination whose number of columns is the one that scores best in cross-validation.
 *
 * <p>Each split eliminates on its own training rows. Of equal mean scores the fewer columns win. Agrees with scikit-learn {@code RFECV}. The best
 * of several scores is too good to be reported: see {@link GridSearch#nested} for an honest one.
 *
 * @param estimator has importances
 * @param validation splits and score
 * @param atLeast smallest number of columns to try, at least 1
 * @param step as for {@link Rfe}
 */
public record Rfecv(Estimator estimator, CrossValidation validation, int atLeast, double step)
        implements ColumnSelection {
    private static final String OPERATION = "RFECV";

    /** Checks the step. */
    public Rfecv {
        Rfe.requireAmount("step", step);
    }

    /**
     * The scores of each number of columns, and what the best of them keeps.
     *
     * @param tried numbers of columns, ascending
     * @param meanScores mean over the splits of each
     * @param best elimination on all rows down to the number with the highest mean
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result(int[] tried, double[] meanScores, Rfe.Result best) {}

    @Override
    public int[] select(double[][] x, double[] y) {
        return fit(x, y).best().support();
    }

    /**
     * Eliminates in each split, then on all rows.
     *
     * @throws IllegalArgumentException if the rows do not suit, or fewer columns are there than to try; names row or column
     * @throws IllegalStateException if the model has no importances
     */
    public Result fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, atLeast);
        int drop = Rfe.steps(step, x[0].length);
        List<Split> splits = validation.splits(y);
        var sums = new TreeMap<Integer, Double>();
        for (Split split : splits) {
            double[][] testX = DesignMatrix.rows(x, split.test());
            double[] testY = CrossValidation.targets(y, split.test());
            Rfe.walk(
                    estimator,
                    DesignMatrix.rows(x, split.train()),
                    CrossValidation.targets(y, split.train()),
                    atLeast,
                    drop,
                    (columns, model) -> sums.merge(
                            columns.length,
                            validation.scoring().score(model, DesignMatrix.columns(testX, columns), testY),
                            Double::sum));
        }
        List<Integer> tried = new ArrayList<>(sums.keySet());
        int best = tried.get(0);
        for (int count : tried) {
            best = sums.get(count) > sums.get(best) ? count : best;
        }
        return new Result(
                tried.stream().mapToInt(count -> count).toArray(),
                IntStream.range(0, tried.size())
                        .mapToDouble(i -> sums.get(tried.get(i)) / splits.size())
                        .toArray(),
                Rfe.walk(estimator, x, y, best, drop, (columns, model) -> {}));
    }
}
