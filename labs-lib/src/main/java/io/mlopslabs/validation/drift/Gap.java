// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.KolmogorovSmirnov;
import io.mlopslabs.statistics.KolmogorovSmirnov.Method;
import io.mlopslabs.statistics.TestResult;
import io.mlopslabs.validation.proto.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The gap between two distribution functions: of values, or the least that it can be between two quantile histograms. */
final class Gap {
    private static final long FAST = 40_000_000; // steps of the exact test, about a tenth of a second

    private Gap() {}

    /** Returns the Kolmogorov-Smirnov test, exact with ties where that is quick, otherwise never too small. */
    static TestResult test(double[] reference, double[] current) {
        boolean quick = (long) reference.length * current.length <= FAST;
        return KolmogorovSmirnov.test(reference, current, quick ? Method.EXACT_TIES : Method.ASYMPTOTIC);
    }

    /**
     * Returns the test of the least gap that two histograms of quantiles allow; its p-value is too large, never too small.
     *
     * <p>At an edge b up to which a share c of the values was counted, the distribution function is at most c below b and at least c from b
     * on. Between edges nothing is known, so changes within a bucket stay unseen.
     */
    static TestResult leastOf(Histogram reference, Histogram current) {
        Steps p = Steps.of(reference);
        Steps q = Steps.of(current);
        double least = 0;
        var places = new TreeSet<>(p.edges);
        places.addAll(q.edges);
        for (double x : places) {
            for (double at : new double[] {x, Math.nextDown(x)}) {
                least = Math.max(least, Math.max(p.least(at) - q.most(at), q.least(at) - p.most(at)));
            }
        }
        long n = Math.round(p.total);
        long m = Math.round(q.total);
        double d = Math.min(1, least);
        return new TestResult(
                d,
                KolmogorovSmirnov.tail(d, Math.max(1, n), Math.max(1, m)),
                "Kolmogorov-Smirnov at least, from quantiles, n = " + n + " and " + m);
    }

    private static final class Steps {
        private final List<Double> edges = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private double total;

        static Steps of(Histogram histogram) {
            var steps = new Steps();
            for (Histogram.Bucket bucket : histogram.getBucketsList()) {
                steps.total += bucket.getSampleCount();
            }
            double through = 0;
            for (Histogram.Bucket bucket : histogram.getBucketsList()) {
                if (steps.edges.isEmpty()) {
                    steps.add(bucket.getLowValue(), 0);
                }
                through += bucket.getSampleCount();
                steps.add(bucket.getHighValue(), Math.min(1, through / steps.total));
            }
            return steps;
        }

        private void add(double edge, double share) {
            edges.add(edge);
            shares.add(share);
        }

        double least(double x) {
            double least = 0;
            for (int i = 0; i < edges.size() && edges.get(i) <= x; i++) {
                least = shares.get(i);
            }
            return least;
        }

        double most(double x) {
            for (int i = 0; i < edges.size(); i++) {
                if (edges.get(i) > x) {
                    return shares.get(i);
                }
            }
            return 1;
        }
    }
}
