// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static io.mlopslabs.features.transform.Deferred.analyze;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Numbers;
import java.util.List;

/**
 * Covariances and principal components of the numbers in a row: of one vector column, or of several columns, one after the other.
 *
 * <p>Takes columns of numbers that have as many in each row, and refuses others with an {@code IllegalArgumentException} that names column and
 * operation. TFT multiplies in 32 bits before it subtracts, which goes wrong far from zero (by 16 where the covariance is 2.7); here products are
 * of distances from the mean, in 64.
 */
public final class Matrix {
    private Matrix() {}

    /** Returns the population covariance of each two numbers of a row, divided by n, as the rows of a matrix; 0 of one row. {@code tft.covariance}. */
    public static Deferred<Numbers> covariance(Column... columns) {
        return analyze(new MatrixAnalyses.Covariance(), columns);
    }

    /**
     * Returns the principal components, unit vectors one after the other by decreasing variance: all of them, as rows; TFT has the first few, as
     * columns. {@code tft.pca}.
     *
     * <p>Of the two signs, the one with which the entry of the greatest size is positive. Components of equal variance, such as 0, are any that
     * are orthogonal. NaN or an infinity is an error in the full pass.
     */
    public static Deferred<Numbers> pca(Column... columns) {
        return analyze(new MatrixAnalyses.Pca(), columns);
    }

    /**
     * Returns a vector column of the first {@code outputDim} principal components of each row: the product of the row, which is not centred, with
     * {@link #pca}. TFT's {@code tf.matmul(x, tft.pca(x, output_dim))}; FLOAT64 if a column is, else FLOAT32.
     *
     * @throws IllegalArgumentException if {@code outputDim} is not between 1 and the length of a row
     */
    public static Column toPrincipalComponents(int outputDim, Column... columns) {
        var projection = new MatrixAnalyses.ToPrincipalComponents(outputDim);
        Column.check(projection, List.of(columns));
        return Column.map(projection, List.of(columns), pca(columns));
    }
}
