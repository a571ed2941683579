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
     * Returns the target that the model expects.
     *
     * @throws IllegalArgumentException if the row has another number of columns than the model or a value is not finite; names the column
     */
    public double predict(double[] row) {
        DesignMatrix.requireRow(OPERATION, row, "", coef.length, columns);
        return intercept + CenteredColumns.dot(coef, row);
    }

    /** Returns the target of each row. */
    public double[] predict(double[][] x) {
        return Arrays.stream(x).mapToDouble(this::predict).toArray();
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
