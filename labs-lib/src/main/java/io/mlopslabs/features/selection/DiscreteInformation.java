// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * How much one column of categories tells about another.
 *
 * <p>Both ways the same, whatever the categories are called. The plain number grows with the number of categories even where nothing is told; the
 * adjusted one takes off what chance alone would give.
 *
 * <p>Agrees with scikit-learn {@code mutual_info_score}, {@code normalized_mutual_info_score} and {@code adjusted_mutual_info_score}, the mean of
 * both entropies being arithmetic.
 *
 * @param nats mutual information, from 0 to the smaller entropy
 * @param normalized over the mean of both entropies, 0 to 1; two constant columns give 1
 * @param adjusted about 0 for columns drawn independently, 1 for columns that determine each other; may be negative
 * @see "Vinh, Epps, Bailey 2010, Information Theoretic Measures for Clusterings Comparison, JMLR 11"
 */
public record DiscreteInformation(double nats, double normalized, double adjusted) {
    /**
     * Returns the information between two columns.
     *
     * @param a at least one category, none missing
     * @param b as many, in the same order
     * @throws IllegalArgumentException if a column breaks this rule; names the row
     */
    public static DiscreteInformation of(List<?> a, List<?> b) {
        if (a.isEmpty()) {
            throw new IllegalArgumentException("mutual_info_score: there are no rows; give at least one");
        }
        Targets.Classes first = Targets.classes("mutual_info_score", a, a.size(), 1);
        Targets.Classes second = Targets.classes("mutual_info_score", b, a.size(), 1);
        double nats = nats(first, second);
        double mean = (entropy(first) + entropy(second)) / 2;
        double chance = expected(first, second);
        boolean sameShape = first.count() == second.count() && (first.count() == 1 || first.count() == a.size());
        return new DiscreteInformation(
                nats,
                first.count() == 1 && second.count() == 1 ? 1 : nats / mean,
                sameShape ? 1 : (nats - chance) / (mean - chance));
    }

    /** Returns the mutual information in nats, from 0. */
    static double nats(Targets.Classes a, Targets.Classes b) {
        int n = a.ofRow().size();
        long[] cells = IntStream.range(0, n)
                .mapToLong(i -> (long) a.ofRow().get(i) * b.count() + b.ofRow().get(i))
                .sorted()
                .toArray();
        double sum = 0;
        int from = 0;
        while (from < n) {
            int to = from;
            while (to < n && cells[to] == cells[from]) {
                to++;
            }
            double rows = a.sizes().get((int) (cells[from] / b.count()));
            double columns = b.sizes().get((int) (cells[from] % b.count()));
            double count = to - from;
            sum += count / n * Math.log(count * n / (rows * columns));
            from = to;
        }
        return Math.max(0, sum);
    }

    private static double entropy(Targets.Classes classes) {
        double n = classes.ofRow().size();
        return -classes.sizes().stream()
                .mapToDouble(size -> size / n * Math.log(size / n))
                .sum();
    }

    /** Returns the mean over all ways to deal one column's values out anew: each cell is hypergeometric. */
    private static double expected(Targets.Classes a, Targets.Classes b) {
        double sum = 0;
        for (var rows : frequencies(a).entrySet()) {
            for (var columns : frequencies(b).entrySet()) {
                sum += (double) rows.getValue()
                        * columns.getValue()
                        * expected(rows.getKey(), columns.getKey(), a.ofRow().size());
            }
        }
        return sum;
    }

    /** How many categories have so many rows: cells of equal margins expect the same, so that a million names take no million squared steps. */
    private static Map<Integer, Long> frequencies(Targets.Classes classes) {
        return classes.sizes().stream()
                .collect(Collectors.groupingBy(size -> size, TreeMap::new, Collectors.counting()));
    }

    private static double expected(int rows, int columns, int n) {
        double sum = 0;
        for (int cell = Math.max(1, rows + columns - n); cell <= Math.min(rows, columns); cell++) {
            double logChance = factorial(rows)
                    + factorial(columns)
                    + factorial(n - rows)
                    + factorial(n - columns)
                    - factorial(n)
                    - factorial(cell)
                    - factorial(rows - cell)
                    - factorial(columns - cell)
                    - factorial(n - rows - columns + cell);
            sum += (double) cell / n * Math.log((double) n * cell / ((double) rows * columns)) * Math.exp(logChance);
        }
        return sum;
    }

    private static double factorial(int n) {
        return Gamma.logGamma(n + 1.0);
    }
}
