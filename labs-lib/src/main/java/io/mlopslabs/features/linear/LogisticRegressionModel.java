// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;

/**
 * A fitted logistic regression. Immutable; goes to JSON and back as it is.
 *
 * @param columns name of each column, or none
 * @param coef change of the log odds of class 1 per unit of each column
 * @param intercept log odds where all columns are 0
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by value
public record LogisticRegressionModel(List<String> columns, double[] coef, double intercept) {
    private static final String OPERATION = "LogisticRegressionModel";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no coefficient, one is not finite, or the names are not as many; names the column
     */
    public LogisticRegressionModel {
        columns = columns == null ? List.of() : List.copyOf(columns);
        coef = LinearModel.requireCoefficients(OPERATION, columns, coef, intercept);
    }

    @Override
    public double[] coef() {
        return coef.clone();
    }

    /**
     * Returns the log odds of class 1 of each row: the decision function.
     *
     * @throws IllegalArgumentException if a row has another number of columns than the model or a value is not finite; names row and column
     */
    public double[] logOdds(double[][] x) {
        return LinearModel.sums(OPERATION, x, columns, coef, intercept);
    }

    /** Returns the probability of class 1 of each row. */
    public double[] predictProbability(double[][] x) {
        return Arrays.stream(logOdds(x)).map(odds -> 1 / (1 + Math.exp(-odds))).toArray();
    }

    /** Returns the probability of class 1 of one row. */
    public double predictProbability(double[] row) {
        return predictProbability(new double[][] {row})[0];
    }

    /** Returns the likelier class of each row: 1 if the log odds are above 0, otherwise 0. */
    public int[] predict(double[][] x) {
        return Arrays.stream(logOdds(x)).mapToInt(odds -> odds > 0 ? 1 : 0).toArray();
    }

    /** Returns the likelier class of one row. */
    public int predict(double[] row) {
        return predict(new double[][] {row})[0];
    }

    /** Equal if names and every bit of the numbers are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogisticRegressionModel that
                && columns.equals(that.columns)
                && Arrays.equals(coef, that.coef)
                && Double.compare(intercept, that.intercept) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * columns.hashCode() + Arrays.hashCode(coef)) + Double.hashCode(intercept);
    }

    @Override
    public String toString() {
        return "LogisticRegressionModel of %d columns, %d of them in use"
                .formatted(coef.length, Arrays.stream(coef).filter(w -> w != 0).count());
    }
}
