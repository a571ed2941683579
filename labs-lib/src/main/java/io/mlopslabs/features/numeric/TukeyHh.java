// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * Tukey's HH distribution: a standard normal u, its tails stretched to {@code u exp(h u^2 / 2)}, with one h on the left and one on the right.
 *
 * @param left h below 0, from 0 (normal) to 1 exclusive
 * @param right h above 0
 * @see "Headrick and Pant 2012, Characterizing Tukey h and hh-distributions through L-moments and the L-correlation, doi:10.5402/2012/980153"
 */
record TukeyHh(double left, double right) {
    private static final TukeyHh NORMAL = new TukeyHh(0, 0);
    private static final double NORMAL_L_KURTOSIS = 0.1226017;
    private static final double GREATEST_L_KURTOSIS = 1 - 1e-5;
    private static final double GREATEST_H = 1 - 1e-7;
    private static final double NEAR = 1e-6;
    private static final int BISECTIONS = 11;
    private static final int ROUNDS = 20;

    /**
     * Returns the distribution of these L-moment ratios, normal if its tails would have to be lighter than that.
     *
     * <p>The search stops where TFT's stops, well before the equations are met to rounding, so that the two agree to rounding.
     */
    static TukeyHh of(double skewness, double kurtosis) {
        if (!(kurtosis >= NORMAL_L_KURTOSIS)) {
            return NORMAL;
        }
        var found = new Search(Math.abs(skewness), Math.min(kurtosis, GREATEST_L_KURTOSIS)).run();
        return skewness < 0 ? found.mirrored() : found;
    }

    TukeyHh mirrored() {
        return new TukeyHh(/* left= */ right, /* right= */ left);
    }

    boolean isNormal() {
        return left == 0 && right == 0;
    }

    double lMean() {
        return (1 / (left - 1) + 1 / (1 - right)) / Math.sqrt(2 * Math.PI);
    }

    double lScale() {
        double roots = Math.sqrt(2 - left) * Math.sqrt(2 - right);
        return -(slope(left) + slope(right)) / ((1 - left) * (1 - right) * roots) / Math.sqrt(2 * Math.PI);
    }

    // The two ratios are the paper's, with the roots that numerator and denominator share taken out.

    double lSkewness() {
        double roots = Math.sqrt(2 - left) * Math.sqrt(2 - right);
        double a = slope(left) * Math.atan(1 / Math.sqrt(2 - right));
        double b = slope(right) * Math.atan(1 / Math.sqrt(2 - left));
        return (12 * (a - b) - Math.PI * (left - right) * roots) / (2 * Math.PI * (slope(left) + slope(right)));
    }

    double lKurtosis() {
        double a = slope(left) * Math.atan(Math.sqrt(1 + 2 / (right - 4)));
        double b = slope(right) * Math.atan(Math.sqrt(1 + 2 / (left - 4)));
        return 6 - 30 * (a + b) / (Math.PI * (slope(left) + slope(right)));
    }

    private static double slope(double h) {
        return (h - 1) * Math.sqrt(2 - h);
    }

    /** Returns the u that this distribution stretches to {@code x}. */
    double normal(double x) {
        return x < 0 ? -normal(-x, left) : normal(x, right);
    }

    private static double normal(double x, double h) {
        double product = h * x * x;
        if (product < 1e-7 || Double.isInfinite(x)) {
            return x; // 1e-14 away at most
        }
        return Math.sqrt(lambertW(Math.log(h) + 2 * Math.log(x)) / h);
    }

    /** Returns the w of {@code w exp(w) = exp(log)}: Newton's steps on {@code w + ln w = log}, which cannot overflow. */
    private static double lambertW(double log) {
        double w = log < 1 ? Math.exp(log) : log - Math.log(log);
        for (int step = 0; step < 20; step++) {
            double next = w * (1 + log - Math.log(w)) / (1 + w);
            if (Math.abs(next - w) <= Math.ulp(w)) {
                return next;
            }
            w = next;
        }
        return w;
    }

    /** Bisections of the right h and of its lead over the left one, in turns, each within what the others left over. */
    private static final class Search {
        private final double skewness;
        private final double kurtosis;
        private double right;
        private double lead;
        private final double[] rights;
        private final double[] leads;

        Search(double skewness, double kurtosis) {
            this.skewness = skewness;
            this.kurtosis = kurtosis;
            this.right = 3 - 1 / Math.cos(Math.PI / 15 * (kurtosis - 6)); // exact without skewness
            this.rights = new double[] {right, GREATEST_H};
            this.leads = new double[] {0, right};
        }

        TukeyHh run() {
            double rightBefore = 0;
            double leadBefore = 0;
            for (int round = 0; round < ROUNDS; round++) {
                round();
                boolean met = Math.abs(skewnessError(lead)) < NEAR && Math.abs(kurtosisError(right)) < NEAR;
                boolean still = Math.abs(right - rightBefore) < NEAR && Math.abs(lead - leadBefore) < NEAR;
                if (met || still) {
                    break;
                }
                rightBefore = right;
                leadBefore = lead;
            }
            return new TukeyHh(right - lead, right);
        }

        private void round() {
            boolean reachable = skewnessError(leads[1]) > 0;
            if (reachable) {
                lead = leads[1] = bisect(this::skewnessError, leads)[1];
                right = rights[1] = bisect(this::kurtosisError, rights)[1];
                lead = leads[0] = bisect(this::skewnessError, leads)[0];
                right = rights[0] = bisect(this::kurtosisError, rights)[0];
            } else {
                lead = leads[0] = leads[1];
                right = rights[0] = bisect(this::kurtosisError, rights)[0];
                leads[1] = right;
            }
        }

        private double skewnessError(double tried) {
            return new TukeyHh(right - tried, right).lSkewness() - skewness;
        }

        private double kurtosisError(double tried) {
            return new TukeyHh(tried - lead, tried).lKurtosis() - kurtosis;
        }

        private static double[] bisect(DoubleUnaryOperator error, double[] range) {
            double low = range[0];
            double high = range[1];
            for (int i = 0; i < BISECTIONS; i++) {
                double middle = (low + high) / 2;
                double there = error.applyAsDouble(middle);
                if (there < 0) {
                    low = middle;
                } else {
                    high = middle;
                }
                if (Math.abs(there) < NEAR || high - low < NEAR) {
                    break;
                }
            }
            return new double[] {low, high};
        }
    }
}
