// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far two columns rise and fall together, -1 to 1.
 *
 * <p>Pairs with a missing value on either side are left out first, and ranks are taken after that. Fewer than two pairs, or a side that is
 * constant in them, give NaN. 0 does not say that the columns are unrelated: a parabola about its vertex has all three at 0.
 *
 * <p>Agrees with pandas {@code DataFrame.corr(method=...)}, except on the diagonal of Kendall's matrix, where pandas gives a constant column 1.
 */
public enum Correlation {
    /** Along a straight line; one far outlier can make or hide it. */
    PEARSON("pearson") {
        @Override
        double ofPairs(double[] a, double[] b) {
            return Filters.cosine(centred(a), centred(b));
        }
    },
    /** Along any rising or falling curve: Pearson's of the ranks, equal values sharing the mean of theirs. */
    SPEARMAN("spearman") {
        @Override
        double ofPairs(double[] a, double[] b) {
            return PEARSON.ofPairs(ranks(a), ranks(b));
        }
    },
    /**
     * Pairs of rows in the same order less pairs in opposite order, over the root of pairs not tied in one times not tied in the other: tau-b.
     *
     * @see "Knight 1966, A computer method for calculating Kendall's tau with ungrouped data"
     */
    KENDALL("kendall") {
        @Override
        double ofPairs(double[] a, double[] b) {
            return KendallTau.of(a, b);
        }
    };

    private final String method;

    Correlation(String method) {
        this.method = method;
    }

    /** Returns the correlation of two columns without missing values, not constant. */
    abstract double ofPairs(double[] a, double[] b);

    /**
     * Returns the correlation of two columns.
     *
     * @param a finite, NaN where missing
     * @param b same number of values, in the same order
     * @throws IllegalArgumentException if the lengths differ or a value is infinite; names the side and the row
     */
    public double of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "%s: a has %d values and b has %d; give pairs".formatted(method, a.length, b.length));
        }
        requireNotInfinite("a", a);
        requireNotInfinite("b", b);
        return ofChecked(a, b);
    }

    private double ofChecked(double[] a, double[] b) {
        int[] whole = IntStream.range(0, a.length)
                .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
                .toArray();
        if (whole.length < 2) {
            return Double.NaN;
        }
        double[] first = Arrays.stream(whole).mapToDouble(i -> a[i]).toArray();
        double[] second = Arrays.stream(whole).mapToDouble(i -> b[i]).toArray();
        return Filters.isConstant(first) || Filters.isConstant(second) ? Double.NaN : ofPairs(first, second);
    }

    private void requireNotInfinite(String side, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "%s: %s[%d] is %s; give finite numbers, and NaN where a value is missing"
                                .formatted(method, side, i, values[i]));
            }
        }
    }

    /**
     * Returns the correlation of each column with a target, such as a label written as 0 and 1.
     *
     * <p>Scores carry their sign; select by {@link FeatureScores#ranked} of a test instead, or look at the absolute value.
     *
     * @param y one value per row, NaN where missing
     * @throws IllegalArgumentException if y has another number of values than x has rows, or one is infinite; names the row
     */
    public FeatureScores with(FeatureTable x, double[] y) {
        if (y.length != x.rows()) {
            throw new IllegalArgumentException(
                    "%s: there are %d rows and %d target values; give one value per row, in the same order"
                            .formatted(method, x.rows(), y.length));
        }
        requireNotInfinite("y", y);
        return Filters.scored(method, x, column -> new double[] {ofChecked(column, y), Double.NaN});
    }

    /** Returns the correlation of every pair of columns. */
    public CorrelationMatrix matrix(FeatureTable x) {
        double[][] values = new double[x.columns()][x.columns()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j <= i; j++) {
                double r = ofChecked(x.column(i), x.column(j));
                values[i][j] = i == j && !Double.isNaN(r) ? 1 : r;
                values[j][i] = values[i][j];
            }
        }
        return new CorrelationMatrix(this, x.names(), values);
    }

    private static double[] centred(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
