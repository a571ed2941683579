// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How p-values of several tests are adjusted, so that many looks at the data do not make a finding; statsmodels' names stand in brackets.
 *
 * <p>An adjusted p-value is held against the same alpha as a single one would be. Give all tests that were made, not the promising ones.
 */
public enum Multiplicity {
    /** Times the number of tests ({@code bonferroni}): controls the chance of any false alarm, simple and never better than Holm. */
    BONFERRONI {
        @Override
        void adjustAscending(double[] p) {
            for (int i = 0; i < p.length; i++) {
                p[i] *= p.length;
            }
        }
    },
    /** Step down ({@code holm}): controls the chance of any false alarm, under every dependence. Holm 1979. The one to take for few tests. */
    HOLM {
        @Override
        void adjustAscending(double[] p) {
            double largest = 0;
            for (int i = 0; i < p.length; i++) {
                largest = Math.max(largest, (p.length - i) * p[i]);
                p[i] = largest;
            }
        }
    },
    /** Step up ({@code fdr_bh}): controls the share of false alarms among the findings, for independent tests. Benjamini and Hochberg 1995. */
    BENJAMINI_HOCHBERG {
        @Override
        void adjustAscending(double[] p) {
            stepUp(p, p.length);
        }
    },
    /** As Benjamini-Hochberg times {@code sum 1/i} ({@code fdr_by}): under every dependence. Benjamini and Yekutieli 2001. */
    BENJAMINI_YEKUTIELI {
        @Override
        void adjustAscending(double[] p) {
            stepUp(
                    p,
                    p.length
                            * IntStream.rangeClosed(1, p.length)
                                    .mapToDouble(i -> 1.0 / i)
                                    .sum());
        }
    };

    abstract void adjustAscending(double[] p);

    private static void stepUp(double[] p, double factor) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = p.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, factor * p[i] / (i + 1));
            p[i] = smallest;
        }
    }

    /**
     * Returns the adjusted p-values, in the order given, at most 1 each.
     *
     * <p>Agrees with statsmodels {@code multipletests(pvals, method=...)}.
     *
     * @param pValues one per test made, at least one, each in {@code [0, 1]}
     * @throws IllegalArgumentException if there is none, or one is outside {@code [0, 1]} or NaN; names the test
     */
    public double[] adjust(double... pValues) {
        if (pValues.length == 0) {
            throw new IllegalArgumentException("there are no p-values; give one per test");
        }
        for (int i = 0; i < pValues.length; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("pValues[" + i + "] is " + pValues[i]
                        + "; a p-value lies in 0 to 1, and a test that gave NaN has not been made");
            }
        }
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ascending = Arrays.stream(order).mapToDouble(i -> pValues[i]).toArray();
        adjustAscending(ascending);
        var adjusted = new double[pValues.length];
        for (int i = 0; i < order.length; i++) {
            adjusted[order[i]] = Math.min(1, ascending[i]);
        }
        return adjusted;
    }

    static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "alpha is " + alpha + "; give an accepted share of false alarms between 0 and 1, such as 0.05");
        }
    }
}
