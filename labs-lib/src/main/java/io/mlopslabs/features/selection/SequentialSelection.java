// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequential selection: add the column that scores best together with those already chosen, or drop the one that is missed least, and again.
 *
 * <p>Works for every estimator and costs a cross-validation per candidate and step. Greedy: never takes a step back. Agrees with scikit-learn
 * {@code SequentialFeatureSelector}; of equal scores the first column wins, and {@link Step#ties} tells where that decided.
 *
 * @param estimator needs no importances
 * @param validation splits and score
 * @param direction forward or backward
 * @param keep number of columns to keep, at least 1
 * @param leastGain the walk ends before a step that improves the mean score by less; negative infinity: never
 */
public record SequentialSelection(
        Estimator estimator, CrossValidation validation, Direction direction, int keep, double leastGain)
        implements ColumnSelection {
    private static final String OPERATION = "SequentialSelection";
    private static final double TIE = 1e-12; // means of the same scores in another order differ by less

    /** Where the walk starts. */
    public enum Direction {
        /** With no column, adding. */
        FORWARD,
        /** With all columns, dropping. */
        BACKWARD
    }

    /** Returns the selection that adds columns until there are {@code keep}. */
    public static SequentialSelection forward(Estimator estimator, CrossValidation validation, int keep) {
        return new SequentialSelection(estimator, validation, Direction.FORWARD, keep, Double.NEGATIVE_INFINITY);
    }

    /** Returns the selection that drops columns until {@code keep} are left. */
    public static SequentialSelection backward(Estimator estimator, CrossValidation validation, int keep) {
        return new SequentialSelection(estimator, validation, Direction.BACKWARD, keep, Double.NEGATIVE_INFINITY);
    }

    /**
     * One column added or dropped.
     *
     * @param column which
     * @param score mean score of the columns after the step
     * @param ties columns that scored the same, to 1e-12, this one among them; ascending
     */
    public record Step(int column, double score, List<Integer> ties) {}

    /**
     * What is left.
     *
     * @param support columns kept, ascending
     * @param steps on the way, in order
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Result(int[] support, List<Step> steps) {}

    @Override
    public int[] select(double[][] x, double[] y) {
        return fit(x, y).support();
    }

    /**
     * Walks.
     *
     * @throws IllegalArgumentException if the rows do not suit, or fewer columns are there than to keep; names row or column
     */
    public Result fit(double[][] x, double[] y) {
        Support.require(OPERATION, x, y, keep);
        boolean forward = direction == Direction.FORWARD;
        boolean[] kept = new boolean[x[0].length];
        Arrays.fill(kept, !forward);
        List<Step> steps = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        int size = forward ? 0 : kept.length;
        while (size != keep) {
            Step step = best(x, y, kept);
            if (step.score() - before < leastGain) {
                break;
            }
            before = step.score();
            kept[step.column()] = forward;
            size += forward ? 1 : -1;
            steps.add(step);
        }
        return new Result(Support.of(kept), List.copyOf(steps));
    }

    private Step best(double[][] x, double[] y, boolean[] kept) {
        double[] scores = new double[kept.length];
        int best = -1;
        for (int j = 0; j < kept.length; j++) {
            scores[j] = Double.NaN;
            if (kept[j] == (direction == Direction.BACKWARD)) {
                kept[j] = !kept[j];
                scores[j] = validation.mean(estimator, DesignMatrix.columns(x, Support.of(kept)), y);
                kept[j] = !kept[j];
                best = best < 0 || scores[j] > scores[best] ? j : best;
            }
        }
        List<Integer> ties = new ArrayList<>();
        for (int j = 0; j < scores.length; j++) {
            if (Math.abs(scores[j] - scores[best]) <= TIE) {
                ties.add(j);
            }
        }
        return new Step(best, scores[best], List.copyOf(ties));
    }
}
