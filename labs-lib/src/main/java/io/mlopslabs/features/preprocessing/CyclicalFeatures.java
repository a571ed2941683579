// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import io.mlopslabs.features.preprocessing.Rows.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts each column on a circle: sine and cosine of {@code 2 pi x / period}, so that 23 o'clock is next to midnight.
 *
 * <p>One alone does not tell morning from evening; both do. Missing values stay missing. Computed in {@code double}: Unix seconds in {@code float}
 * move the sine of the day by up to 0.01. As feature-engine {@code CyclicalFeatures}; scikit-learn has no such class.
 *
 * @param period length of a turn, above 0 and finite: 24 for hours, 12 for months
 */
public record CyclicalFeatures(double period) implements NumericEstimator<CyclicalFeatures.Fitted> {
    private static final String NAME = "CyclicalFeatures";

    /**
     * Checks the period.
     *
     * @throws IllegalArgumentException if it is not above 0 and finite
     */
    public CyclicalFeatures {
        if (!(period > 0) || Double.isInfinite(period)) {
            throw new IllegalArgumentException(
                    "%s: a period of %s; give a finite number above 0".formatted(NAME, period));
        }
    }

    @Override
    public Fitted fit(double[][] rows) {
        return new Fitted(period, Rows.fit(NAME, rows, Missing.ALLOWED));
    }

    /**
     * A circle for rows of some width.
     *
     * @param period length of a turn
     * @param inputs number of columns
     */
    public record Fitted(double period, int inputs) implements FittedNumeric {
        @Override
        public double[][] transform(double[][] rows) {
            Rows.transform(NAME + ".transform", rows, inputs, Missing.ALLOWED);
            double[][] result = new double[rows.length][2 * inputs];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < inputs; j++) {
                    double angle = 2 * Math.PI * rows[i][j] / period;
                    result[i][2 * j] = Math.sin(angle);
                    result[i][2 * j + 1] = Math.cos(angle);
                }
            }
            return result;
        }

        @Override
        public List<String> outputNames(List<String> inputNames) {
            List<String> names = new ArrayList<>();
            for (String name : Rows.names(NAME, inputNames, inputs)) {
                names.add(name + "_sin");
                names.add(name + "_cos");
            }
            return List.copyOf(names);
        }
    }
}
