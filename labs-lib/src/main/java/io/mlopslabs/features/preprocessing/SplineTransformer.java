// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Replaces each column by smooth bumps, B-splines, that a linear model can add to any smooth curve.
 *
 * <p>A column becomes {@code nKnots + degree - 1} columns, {@code nKnots - 1} if periodic, and one less without the bias. They sum to 1 between the
 * outer knots, so that one of them follows from the others. Outer knots are not repeated but go on at the same distance. Missing values and
 * constant columns are refused. Agrees with scikit-learn {@code SplineTransformer}, which goes wrong from
 * the second column on if the degree is 0 or 1 and {@link Extrapolation#LINEAR}: it raises the degree once per column.
 *
 * @param nKnots number of knots, 2 or more
 * @param degree degree of the polynomials between the knots, 0 or more
 * @param knots where the knots lie
 * @param extrapolation what happens beyond the outer knots
 * @param includeBias whether the last bump stays, which follows from the others
 * @see "Eilers and Marx 1996, Flexible smoothing with B-splines and penalties, doi:10.1214/ss/1038425655"
 */
public record SplineTransformer(int nKnots, int degree, Knots knots, Extrapolation extrapolation, boolean includeBias)
        implements NumericEstimator<SplineTransformer.Fitted> {
    private static final String NAME = "SplineTransformer";

    /** Where the knots lie. */
    public enum Knots {
        /** At equal distances from the smallest to the largest value. */
        UNIFORM,
        /** At quantiles, {@link QuantileMethod#LINEAR}. */
        QUANTILE
    }

    /** What happens beyond the outer knots. */
    public enum Extrapolation {
        /** It is refused. */
        ERROR,
        /** Bumps stay what they are at the outer knot. */
        CONSTANT,
        /** Bumps go on along their tangents. */
        LINEAR,
        /** The outer polynomials go on. */
        CONTINUE,
        /** The first knot follows the last, as midnight does. */
        PERIODIC
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are fewer than 2 knots, the degree is negative, or splines are periodic and have no more knots than
     *     their degree
     */
    public SplineTransformer {
        if (nKnots < 2 || degree < 0 || (extrapolation == Extrapolation.PERIODIC && nKnots <= degree)) {
            throw new IllegalArgumentException(
                    "%s: %d knots and degree %d; give 2 knots or more, more than the degree if periodic, and degree 0 or more"
                            .formatted(NAME, nKnots, degree));
        }
    }

    /** Five knots and cubic, scikit-learn's defaults. */
    public SplineTransformer() {
        this(5, 3, Knots.UNIFORM, Extrapolation.CONSTANT, true);
    }

    /** Returns the same with more or fewer knots. */
    public SplineTransformer nKnots(int number) {
        return new SplineTransformer(number, degree, knots, extrapolation, includeBias);
    }

    /** Returns the same with another degree. */
    public SplineTransformer degree(int polynomials) {
        return new SplineTransformer(nKnots, polynomials, knots, extrapolation, includeBias);
    }

    /** Returns the same with knots elsewhere. */
    public SplineTransformer knots(Knots places) {
        return new SplineTransformer(nKnots, degree, places, extrapolation, includeBias);
    }

    /** Returns the same with another treatment of what lies beyond the outer knots. */
    public SplineTransformer extrapolation(Extrapolation beyond) {
        return new SplineTransformer(nKnots, degree, knots, beyond, includeBias);
    }

    /** Returns the same with or without the last bump. */
    public SplineTransformer includeBias(boolean last) {
        return new SplineTransformer(nKnots, degree, knots, extrapolation, last);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if a column is constant; names it
     */
    @Override
    public Fitted fit(double[][] rows) {
        int columns = Rows.fit(NAME, rows, Missing.REFUSED);
        List<List<Double>> all = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            double[] sorted = Rows.sorted(rows, j);
            double last = sorted[sorted.length - 1];
            if (sorted[0] == last) {
                throw new IllegalArgumentException(
                        "%s.fit: column %d is constant, %s; no knots fit between its values".formatted(NAME, j, last));
            }
            double[] base = knots == Knots.UNIFORM
                    ? QuantileTransformer.linspace(sorted[0], last, nKnots)
                    : Arrays.stream(QuantileTransformer.linspace(0, 1, nKnots))
                            .map(q -> QuantileMethod.LINEAR.of(sorted, q))
                            .toArray();
            all.add(Rows.list(continued(base)));
        }
        return new Fitted(degree, extrapolation, includeBias, all);
    }

    private double[] continued(double[] base) {
        int last = base.length - 1;
        DoubleStream before;
        DoubleStream after;
        if (extrapolation == Extrapolation.PERIODIC) {
            double period = base[last] - base[0];
            before = IntStream.range(last - degree, last).mapToDouble(i -> base[i] - period);
            after = IntStream.rangeClosed(1, degree).mapToDouble(i -> base[i] + period);
        } else {
            before = IntStream.range(0, degree).mapToDouble(i -> base[0] - (degree - i) * (base[1] - base[0]));
            after = IntStream.rangeClosed(1, degree).mapToDouble(i -> base[last] + i * (base[last] - base[last - 1]));
        }
        return DoubleStream.concat(DoubleStream.concat(before, Arrays.stream(base)), after)
                .toArray();
    }

    /**
     * Fitted splines.
     *
     * @param degree of the polynomials
     * @param extrapolation what happens beyond the outer knots
     * @param includeBias whether the last bump stays
     * @param knots per column, ascending; {@code degree} before the first value and as many after the last
     */
    public record Fitted(int degree, Extrapolation extrapolation, boolean includeBias, List<List<Double>> knots)
            implements FittedNumeric {
        /** Copies the lists. */
        public Fitted {
            knots = Rows.copy(knots);
        }

        /** Returns the number of columns that {@link #transform} returns. */
        public int outputs() {
            return inputs() * kept();
        }

        private int splines() {
            return knots.get(0).size() - degree - 1 - (extrapolation == Extrapolation.PERIODIC ? degree : 0);
        }

        private int kept() {
            return splines() - (includeBias ? 0 : 1);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException also if a value lies beyond the outer knots and that is refused; names row and column
         */
        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs(), Missing.REFUSED);
            double[][] result = new double[rows.length][outputs()];
            for (int j = 0; j < inputs(); j++) {
                var basis = new BSplineBasis(
                        degree, knots.get(j).stream().mapToDouble(t -> t).toArray());
                for (int i = 0; i < rows.length; i++) {
                    double[] bumps = bumps(basis, rows[i][j], i, j);
                    System.arraycopy(bumps, 0, result[i], j * kept(), kept());
                }
            }
            return result;
        }

        private double[] bumps(BSplineBasis basis, double x, int row, int column) {
            double inside = Math.min(Math.max(x, basis.first()), basis.last());
            return switch (extrapolation) {
                case CONTINUE -> basis.at(x);
                case CONSTANT -> basis.at(inside);
                case PERIODIC -> periodic(basis, x);
                case LINEAR -> {
                    double[] bumps = basis.at(inside);
                    double[] slopes = basis.slopesAt(inside);
                    yield IntStream.range(0, bumps.length)
                            .mapToDouble(k -> bumps[k] + (x - inside) * slopes[k])
                            .toArray();
                }
                case ERROR -> {
                    if (x != inside) {
                        throw new IllegalArgumentException(
                                "%s.transform: column %d is %s in row %d, and its knots go from %s to %s"
                                        .formatted(NAME, column, x, row, basis.first(), basis.last()));
                    }
                    yield basis.at(x);
                }
            };
        }

        private double[] periodic(BSplineBasis basis, double x) {
            double period = basis.last() - basis.first();
            double turned = x - basis.first() - Math.floor((x - basis.first()) / period) * period;
            double[] all = basis.at(basis.first() + turned);
            double[] once = Arrays.copyOf(all, splines());
            for (int k = splines(); k < all.length; k++) {
                once[k - splines()] += all[k];
            }
            return once;
        }

        @Override
        public int inputs() {
            return knots.size();
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            return Rows.names(NAME, inputNames, inputs()).stream()
                    .flatMap(name -> IntStream.range(0, kept()).mapToObj(k -> name + "_sp_" + k))
                    .toList();
        }
    }
}
