// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BracketFinder;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Raises each column to the power that makes it most like a normal distribution.
 *
 * <p>The power, lambda, is the most likely one for a normal column. {@link Method#YEO_JOHNSON} takes every number, {@link Method#BOX_COX} positive
 * ones. Afterwards the columns get mean 0 and variance 1, unless told otherwise. A constant column has lambda 1 by Yeo-Johnson. Missing values
 * count for nothing and stay missing. Agrees with scikit-learn {@code PowerTransformer} to about six digits, for both search the lambda.
 *
 * @param method the family of powers
 * @param standardize whether the columns get mean 0 and variance 1
 * @see "Box and Cox 1964, An analysis of transformations"
 * @see "Yeo and Johnson 2000, A new family of power transformations to improve normality or symmetry, doi:10.1093/biomet/87.4.954"
 */
public record PowerTransformer(Method method, boolean standardize)
        implements NumericEstimator<PowerTransformer.Fitted> {
    private static final String NAME = "PowerTransformer";
    private static final int EVALUATIONS = 500; // Brent's method needs about 30
    private static final double RELATIVE = 1e-10;
    private static final double ABSOLUTE = 1e-12;

    /** A family of powers. */
    public enum Method {
        /** {@code ((x + 1)^l - 1) / l} for {@code x >= 0}, and the mirrored curve of {@code 2 - l} below. */
        YEO_JOHNSON,
        /** {@code (x^l - 1) / l}, the logarithm at 0. */
        BOX_COX
    }

    /** Yeo-Johnson and standardized, scikit-learn's defaults. */
    public PowerTransformer() {
        this(Method.YEO_JOHNSON, true);
    }

    /** Returns the same with another family of powers. */
    public PowerTransformer method(Method family) {
        return new PowerTransformer(family, standardize);
    }

    /** Returns the same with or without standardizing. */
    public PowerTransformer standardize(boolean unit) {
        return new PowerTransformer(method, unit);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if a column has no value, or, for {@link Method#BOX_COX}, is constant or not positive; names it
     */
    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.ALLOWED);
        requirePositive(method, NAME + ".fit", rows);
        double[] weights = Rows.ones(rows.length);
        List<Double> lambdas = Rows.perColumn(columns, j -> {
            double[] values = Rows.sorted(rows, j);
            if (values.length == 0) {
                throw new IllegalArgumentException("%s.fit: column %d has no value; leave it out".formatted(NAME, j));
            }
            boolean constant = Moments.of(rows, weights, j).isConstant();
            if (constant && method == Method.BOX_COX) {
                throw new IllegalArgumentException("%s.fit: column %d is constant, %s; Box-Cox needs values that differ"
                        .formatted(NAME, j, values[0]));
            }
            return constant ? 1 : lambda(values);
        });
        var scaler = new StandardScaler(standardize, standardize);
        double[][] powers = powers(method, lambdas, rows);
        return new Fitted(method, lambdas, scaler.fit(powers));
    }

    private double lambda(double[] values) {
        double logs = Arrays.stream(values)
                .map(x -> method == Method.BOX_COX ? Math.log(x) : Math.signum(x) * Math.log1p(Math.abs(x)))
                .sum();
        UnivariateFunction loss = lambda -> {
            double[][] column = Arrays.stream(values)
                    .mapToObj(x -> new double[] {power(method, x, lambda)})
                    .toArray(double[][]::new);
            double variance = Moments.of(column, Rows.ones(values.length), 0).variance();
            double found = values.length / 2.0 * Math.log(variance) - (lambda - 1) * logs;
            return Double.isNaN(found) || variance <= 0 ? Double.MAX_VALUE : found;
        };
        var bracket = new BracketFinder();
        bracket.search(loss, GoalType.MINIMIZE, -2, 2);
        return new BrentOptimizer(RELATIVE, ABSOLUTE)
                .optimize(
                        new UnivariateObjectiveFunction(loss),
                        GoalType.MINIMIZE,
                        new MaxEval(EVALUATIONS),
                        new SearchInterval(
                                Math.min(bracket.getLo(), bracket.getHi()),
                                Math.max(bracket.getLo(), bracket.getHi()),
                                bracket.getMid()))
                .getPoint();
    }

    private static void requirePositive(Method method, String operation, double[][] rows) {
        for (int i = 0; i < rows.length && method == Method.BOX_COX; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                if (rows[i][j] <= 0) {
                    throw new IllegalArgumentException(
                            "%s: column %d is %s in row %d; Box-Cox takes positive values, Yeo-Johnson takes all"
                                    .formatted(operation, j, rows[i][j], i));
                }
            }
        }
    }

    private static double[][] powers(Method method, List<Double> lambdas, double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(j -> power(method, row[j], lambdas.get(j)))
                        .toArray())
                .toArray(double[][]::new);
    }

    static double power(Method method, double x, double lambda) {
        if (method == Method.BOX_COX) {
            return isZero(lambda) ? Math.log(x) : Math.expm1(lambda * Math.log(x)) / lambda;
        }
        double l = x < 0 ? 2 - lambda : lambda;
        double size = Math.log1p(Math.abs(x));
        double power = isZero(l) ? size : Math.expm1(l * size) / l;
        return x < 0 ? -power : power;
    }

    private static double inverse(Method method, double y, double lambda) {
        if (method == Method.BOX_COX) {
            return isZero(lambda) ? Math.exp(y) : Math.exp(Math.log1p(lambda * y) / lambda);
        }
        double l = y < 0 ? 2 - lambda : lambda;
        double size = isZero(l) ? Math.abs(y) : Math.log1p(l * Math.abs(y)) / l;
        double x = Math.expm1(size);
        return y < 0 ? -x : x;
    }

    private static boolean isZero(double lambda) {
        return Math.abs(lambda) < Math.ulp(1.0);
    }

    /**
     * A fitted transformer.
     *
     * @param method the family of powers
     * @param lambdas power per column
     * @param scaler what the powers go through afterwards; leaves them alone if not standardized
     */
    public record Fitted(Method method, List<Double> lambdas, StandardScaler.Fitted scaler) implements FittedNumeric {
        /** Copies the list. */
        public Fitted {
            lambdas = List.copyOf(lambdas);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException also if a value is not positive and the method is {@link Method#BOX_COX}
         */
        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs(), Missing.ALLOWED);
            requirePositive(method, NAME + ".transform", rows);
            return scaler.transform(powers(method, lambdas, rows));
        }

        /** Returns the values that {@link #transform} makes these of, up to rounding; NaN for what no value becomes. */
        public double[][] inverseTransform(double[][] rows) {
            Rows.transform(NAME + ".inverseTransform", rows, inputs(), Missing.ALLOWED);
            return Rows.map(
                    NAME + ".inverseTransform",
                    scaler.inverseTransform(rows),
                    inputs(),
                    Missing.ALLOWED,
                    (y, j) -> inverse(method, y, lambdas.get(j)));
        }

        @Override
        public int inputs() {
            return lambdas.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs());
        }
    }
}
