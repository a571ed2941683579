// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.statistics.Moments;

/**
 * Some requests in a row, held against what is usual.
 *
 * @param first number of its first request, from 1
 * @param last number of its last request
 * @param here what these requests were like
 * @param usual what known-good ones are like
 */
public record Window(long first, long last, Traffic here, Traffic usual) {
    /** Returns the number of requests that had a value for the signal. */
    public long n(Signal signal) {
        return here.signals().get(signal).count();
    }

    /** Returns the mean of a signal, which for {@link Signal#FAILURE} and {@link Signal#EMPTY} is a share; NaN without values. */
    public double mean(Signal signal) {
        return here.signals().get(signal).mean();
    }

    /**
     * Returns how many standard errors the mean of a signal lies above the usual one; negative below.
     *
     * <p>For a signal of numbers {@code (mean - usual) / (sd * sqrt(1/n + 1/m))}, with the standard deviation {@code sd} (ddof 1) of the
     * usual values: a Shewhart chart of means whose centre line was itself estimated from {@code m} values. For a share the standard error is
     * that of the pooled share, as in statsmodels {@code proportions_ztest}. About standard normal while nothing has changed, if requests are
     * independent and {@code n} is large; how often clean traffic exceeds a limit is to be measured ({@link Watch#beyond}).
     *
     * <p>0 when both means are equal, however little the values vary; infinite when they differ and nothing varies. NaN when the window has no
     * value or the reference fewer than two.
     */
    public double z(Signal signal) {
        Moments now = here.signals().get(signal);
        Moments then = usual.signals().get(signal);
        if (now.count() == 0 || then.count() < 2) {
            return Double.NaN;
        }
        double difference = now.mean() - then.mean();
        if (difference == 0) {
            return 0;
        }
        double spread;
        if (signal.kind == Signal.Kind.YES_OR_NO) {
            double pooled = now.merge(then).mean();
            spread = Math.sqrt(pooled * (1 - pooled));
        } else {
            spread = then.standardDeviation(1);
        }
        return difference / (spread * Math.sqrt(1.0 / now.count() + 1.0 / then.count()));
    }

    /** Returns {@link #z} without its sign: how far a signal has moved either way. */
    public double shift(Signal signal) {
        return Math.abs(z(signal));
    }

    /** Returns {@link ClassMix#infinityNorm} of the window's answers from the usual ones. */
    public double infinityNorm() {
        return here.classes().infinityNorm(usual.classes());
    }

    /** Returns {@link ClassMix#totalVariation} of the window's answers from the usual ones. */
    public double totalVariation() {
        return here.classes().totalVariation(usual.classes());
    }
}
