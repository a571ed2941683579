// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.util.Locale;

/**
 * A share of cases, such as an accuracy: {@code count} of {@code n} independent trials succeeded.
 *
 * <p>Not for weighted or repeated cases: rows of one user or one day are not independent, and their true interval is wider.
 *
 * @param count successes, from 0 to {@code n}
 * @param n trials, at least 1
 */
public record Proportion(long count, long n) {
    /**
     * How to make an interval for one proportion; the names that statsmodels uses stand in brackets.
     *
     * <p>Take {@link #WILSON} unless there is a reason: it stays honest for small n and for shares near 0 and 1.
     */
    public enum Method {
        /** Inverts the score test, without continuity correction ({@code wilson}). Wilson 1927. */
        WILSON("Wilson"),
        /** Never covers less than the level, and so is wide: Beta quantiles ({@code beta}). Clopper and Pearson 1934. */
        CLOPPER_PEARSON("Clopper-Pearson"),
        /** Wald's interval after adding z^2/2 successes and z^2 trials ({@code agresti_coull}). Agresti and Coull 1998. */
        AGRESTI_COULL("Agresti-Coull"),
        /** Beta quantiles under Jeffreys' prior; not set to 0 or 1 at the ends ({@code jeffreys}). */
        JEFFREYS("Jeffreys"),
        /** Estimate plus and minus z standard errors ({@code normal}): far too narrow for small n, a point at 0 and at n. */
        WALD("Wald");

        final String title;

        Method(String title) {
            this.title = title;
        }
    }

    /** How to make an interval for the difference of two independent proportions; statsmodels' names stand in brackets. */
    public enum DifferenceMethod {
        /** Two Wilson intervals combined ({@code newcomb}); the one to take. Newcombe 1998, method 10. */
        NEWCOMBE("Newcombe"),
        /** Wald's interval after adding one success and one failure to each ({@code agresti-caffo}). Agresti and Caffo 2000. */
        AGRESTI_CAFFO("Agresti-Caffo"),
        /** Difference plus and minus z standard errors ({@code wald}): too narrow for small n. */
        WALD("Wald");

        final String title;

        DifferenceMethod(String title) {
            this.title = title;
        }
    }

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if {@code n} is below 1 or {@code count} is not in 0 to n
     */
    public Proportion {
        if (n < 1) {
            throw new IllegalArgumentException("n is " + n + "; a proportion needs at least one trial");
        }
        if (count < 0 || count > n) {
            throw new IllegalArgumentException("count is " + count + "; give 0 to " + n + " successes");
        }
    }

    /** Returns {@code count / n}. */
    public double estimate() {
        return (double) count / n;
    }

    /** Returns the 95 % Wilson interval, the one to use by default. */
    public Interval wilson() {
        return interval(Method.WILSON, 0.95);
    }

    /**
     * Returns the interval for the true share, within {@code [0, 1]}.
     *
     * <p>Agrees with statsmodels {@code proportion_confint(count, n, alpha=1 - level, method=...)}.
     *
     * @param level confidence, strictly between 0 and 1
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Interval interval(Method method, double level) {
        Interval.requireLevel(level);
        double tail = (1 - level) / 2;
        double z = Distributions.normalQuantile(tail);
        double p = estimate();
        double failures = (double) n - count;
        String basis = method.title + ", n = " + n;
        return switch (method) {
            case WILSON -> {
                double centre = (count + z * z / 2) / (n + z * z);
                double half = z * Math.sqrt(p * (1 - p) * n + z * z / 4) / (n + z * z);
                yield clipped(centre, half, level, basis);
            }
            case AGRESTI_COULL -> {
                double shrunk = (count + z * z / 2) / (n + z * z);
                yield clipped(shrunk, z * standardError(shrunk, n + z * z), level, basis);
            }
            case WALD -> clipped(p, z * standardError(p, (double) n), level, basis);
            case CLOPPER_PEARSON ->
                new Interval(
                        count == 0 ? 0 : Distributions.betaQuantile(tail, (double) count, failures + 1),
                        count == n ? 1 : Distributions.betaUpperQuantile(tail, count + 1.0, failures),
                        level,
                        basis);
            case JEFFREYS ->
                new Interval(
                        Distributions.betaQuantile(tail, count + 0.5, failures + 0.5),
                        Distributions.betaUpperQuantile(tail, count + 0.5, failures + 0.5),
                        level,
                        basis);
        };
    }

    /**
     * Returns the interval for the true difference {@code this - other} of two independent samples.
     *
     * <p>Not for two models scored on the same rows: those are paired, and a paired test tells more. Agrees with statsmodels
     * {@code confint_proportions_2indep(..., compare="diff")}; may reach beyond -1 and 1 for Wald and Agresti-Caffo, as there.
     *
     * @param level confidence, strictly between 0 and 1
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Interval minus(Proportion other, DifferenceMethod method, double level) {
        Interval.requireLevel(level);
        double z = Distributions.normalQuantile((1 - level) / 2);
        double difference = estimate() - other.estimate();
        String basis = method.title + ", n = " + n + " and " + other.n;
        return switch (method) {
            case NEWCOMBE -> {
                Interval a = interval(Method.WILSON, level);
                Interval b = other.interval(Method.WILSON, level);
                double down = Math.hypot(estimate() - a.low(), b.high() - other.estimate());
                double up = Math.hypot(a.high() - estimate(), other.estimate() - b.low());
                yield new Interval(difference - down, difference + up, level, basis);
            }
            case AGRESTI_CAFFO -> {
                double a = (count + 1.0) / (n + 2.0);
                double b = (other.count + 1.0) / (other.n + 2.0);
                double half = z * Math.hypot(standardError(a, n + 2.0), standardError(b, other.n + 2.0));
                yield new Interval(a - b - half, a - b + half, level, basis);
            }
            case WALD -> {
                double half = z
                        * Math.hypot(standardError(estimate(), (double) n), standardError(other.estimate(), (double)
                                other.n));
                yield new Interval(difference - half, difference + half, level, basis);
            }
        };
    }

    private static double standardError(double p, double n) {
        return Math.sqrt(p * (1 - p) / n);
    }

    private static Interval clipped(double centre, double half, double level, String basis) {
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half), level, basis);
    }

    /** Returns the share with its counts and 95 % Wilson interval: {@code 0.8920 (892 of 1000), 0.871 to 0.910 (95 % Wilson, n = 1000)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f (%d of %d), %s", estimate(), count, n, wilson());
    }
}
