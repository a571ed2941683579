// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Multiplies columns with each other and with themselves, up to a degree.
 *
 * <p>Columns come by degree, and within one in the order of {@code a^2, a b, a c, b^2, ...}; their number grows as the number of columns to the power of
 * the degree, and more than a million are refused. Missing values are refused. Agrees with scikit-learn {@code PolynomialFeatures}.
 *
 * @param minDegree lowest degree besides the constant, 0 or more
 * @param maxDegree highest degree, at least {@code minDegree}
 * @param interactionOnly whether a column is multiplied with others only
 * @param includeBias whether the constant 1 is a column, the first
 */
public record PolynomialFeatures(int minDegree, int maxDegree, boolean interactionOnly, boolean includeBias)
        implements NumericEstimator<PolynomialFeatures.Fitted> {
    private static final String NAME = "PolynomialFeatures";
    private static final int MOST = 1_000_000;

    /**
     * Checks the degrees.
     *
     * @throws IllegalArgumentException unless {@code 0 <= minDegree <= maxDegree}, or if the constant would be left out and is all there is
     */
    public PolynomialFeatures {
        if (minDegree < 0 || maxDegree < minDegree || (maxDegree == 0 && !includeBias)) {
            throw new IllegalArgumentException(
                    "%s: degrees %d to %d; give 0 <= least <= most, and the constant if there is nothing else"
                            .formatted(NAME, minDegree, maxDegree));
        }
    }

    /** Degree 2 with the constant, scikit-learn's defaults. */
    public PolynomialFeatures() {
        this(0, 2, false, true);
    }

    /** Returns the same up to another degree. */
    public PolynomialFeatures degree(int most) {
        return degree(0, most);
    }

    /** Returns the same with degrees from {@code least} to {@code most}. */
    public PolynomialFeatures degree(int least, int most) {
        return new PolynomialFeatures(least, most, interactionOnly, includeBias);
    }

    /** Returns the same with or without products of a column with itself. */
    public PolynomialFeatures interactionOnly(boolean others) {
        return new PolynomialFeatures(minDegree, maxDegree, others, includeBias);
    }

    /** Returns the same with or without the constant. */
    public PolynomialFeatures includeBias(boolean constant) {
        return new PolynomialFeatures(minDegree, maxDegree, interactionOnly, constant);
    }

    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.REFUSED);
        requireFew(columns);
        List<List<Integer>> powers = new ArrayList<>();
        if (includeBias) {
            powers.add(Collections.nCopies(columns, 0));
        }
        for (int degree = Math.max(1, minDegree); degree <= maxDegree; degree++) {
            add(powers, new int[columns], 0, degree);
        }
        if (powers.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s.fit: %d columns have no products of degree %d to %d without powers of themselves"
                            .formatted(NAME, columns, minDegree, maxDegree));
        }
        return new Fitted(columns, powers);
    }

    private void requireFew(int columns) {
        double products = 0;
        for (int degree = minDegree; degree <= maxDegree; degree++) {
            int choices = interactionOnly ? columns : columns + degree - 1;
            double each = 1;
            for (int i = 0; i < degree; i++) {
                each = each * Math.max(0, choices - i) / (i + 1);
            }
            products += each;
        }
        if (products > MOST) {
            throw new IllegalArgumentException(
                    "%s.fit: %d columns make %.0f products of degree %d to %d, and %d are too many already; lower the degree or select columns"
                            .formatted(NAME, columns, products, minDegree, maxDegree, MOST));
        }
    }

    private void add(List<List<Integer>> powers, int[] product, int from, int degree) {
        if (degree == 0) {
            powers.add(Arrays.stream(product).boxed().toList());
            return;
        }
        for (int j = from; j < product.length; j++) {
            product[j]++;
            add(powers, product, interactionOnly ? j + 1 : j, degree - 1);
            product[j]--;
        }
    }

    /**
     * Products of columns.
     *
     * @param inputs number of columns
     * @param powers for each product, the exponent of each column
     */
    public record Fitted(int inputs, List<List<Integer>> powers) implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            powers = Rows.copy(powers);
        }

        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs, Missing.REFUSED);
            int[][] exponents = powers.stream()
                    .map(product -> product.stream().mapToInt(n -> n).toArray())
                    .toArray(int[][]::new);
            return Arrays.stream(rows)
                    .map(row -> Arrays.stream(exponents)
                            .mapToDouble(product -> product(row, product))
                            .toArray())
                    .toArray(double[][]::new);
        }

        private static double product(double[] row, int[] exponents) {
            double product = 1;
            for (int j = 0; j < exponents.length; j++) {
                for (int n = 0; n < exponents[j]; n++) {
                    product *= row[j];
                }
            }
            return product;
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            Rows.names(NAME, inputNames, inputs);
            return powers.stream().map(product -> name(product, inputNames)).toList();
        }

        private static String name(List<Integer> product, List<String> names) {
            String name = IntStream.range(0, names.size())
                    .filter(j -> product.get(j) > 0)
                    .mapToObj(j -> names.get(j) + (product.get(j) == 1 ? "" : "^" + product.get(j)))
                    .collect(Collectors.joining(" "));
            return name.isEmpty() ? "1" : name;
        }
    }
}
