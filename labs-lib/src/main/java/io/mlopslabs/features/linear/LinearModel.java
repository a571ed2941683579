// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.util.Arrays;
import java.util.List;

/**
 * A fitted linear regression of any kind. Immutable; goes to JSON and back as it is.
 *
 * @param columns name of each column, or none
 * @param coef change of the target per unit of each column
 * @param intercept target where all columns are 0
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by value
public record LinearModel(List<String> columns, double[] coef, double intercept) {
    private static final String OPERATION = "LinearModel";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no coefficient, one is not finite, or the names are not as many; names the column
     */
    public LinearModel {
        columns = columns == null ? List.of() : List.copyOf(columns);
        coef = requireCoefficients(OPERATION, columns, coef, intercept);
    }

    static double[] requireCoefficients(String operation, List<String> columns, double[] coef, double intercept) {
        if (coef == null) {
            throw new IllegalArgumentException(operation + ": coef is missing");
        }
        DesignMatrix.require(operation, new double[][] {coef}, columns);
        if (!Double.isFinite(intercept)) {
            throw new IllegalArgumentException("%s: the intercept is %s".formatted(operation, intercept));
        }
        return coef.clone();
    }

    @Override
    public double[] coef() {
        return coef.clone();
    }

    /**
     * Returns the target that the model expects of each row.
     *
     * @throws IllegalArgumentException if a row has another number of columns than the model or a value is not finite; names row and column
     */
    public double[] predict(double[][] x) {
        return sums(OPERATION, x, columns, coef, intercept);
    }

    /** Returns the target that the model expects of one row. */
    public double predict(double[] row) {
        return predict(new double[][] {row})[0];
    }

    static double[] sums(String operation, double[][] x, List<String> columns, double[] coef, double intercept) {
        double[] sums = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            DesignMatrix.requireRow(operation, x[i], i, coef.length, columns);
            sums[i] = intercept + CenteredColumns.dot(coef, x[i]);
        }
        return sums;
    }

    /** Equal if names and every bit of the numbers are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LinearModel that
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
        return "LinearModel of %d columns, %d of them in use"
                .formatted(coef.length, Arrays.stream(coef).filter(w -> w != 0).count());
    }
}
