// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The three distances that TFDV's {@code drift_comparator} and {@code skew_comparator} know, number for number as TFDV 1.16.1 computes them.
 *
 * <p>They are here so that a schema written for TFDV means the same on the JVM. Each has a convention that misleads; {@link Divergence} over a
 * {@link ContingencyTable} is the number to read instead. The sides may be swapped: all three are symmetric.
 *
 * <ul>
 *   <li>Text is compared by its rank histogram, which keeps the 1,000 most frequent values: what lies beyond is neither counted nor reported.
 *   <li>{@link #lInfinity} and {@link #normalizedAbsoluteDifference} of numbers are 0, without a warning.
 *   <li>{@link #jensenShannon} of numbers: a bucket of zero width meets only an equal one, so a constant against a range that contains it is 1;
 *       NaN and infinities never meet their like, so a column that holds some drifts from itself.
 * </ul>
 *
 * @see "TensorFlow Data Validation 1.16.1, tensorflow_data_validation/anomalies/metrics.cc"
 */
public final class TfdvComparators {
    private TfdvComparators() {}

    /**
     * Returns the largest difference of a value's share: {@code infinity_norm} of a schema, {@code L_INFTY} of a measurement.
     *
     * <p>0 to 1. Shares are of the sum of the rank histogram, not of the rows: missing values and values beyond the list do not count. Of equal
     * differences the last value in byte order is named. Two columns without a value in common may be close to 0: many rare values, all new, are
     * a difference of one of them. {@link Divergence#TOTAL_VARIATION} sums instead. Numbers have no rank histogram and give 0, named by nothing.
     *
     * @param reference the column that the other is held against: previous or serving data
     * @param current the column in question, of the same name
     */
    public static Comparison lInfinity(
            FeatureNameStatistics reference, FeatureNameStatistics current, Counting counting) {
        SortedMap<String, Double> p = StatisticsReader.valueCounts(reference, counting);
        SortedMap<String, Double> q = StatisticsReader.valueCounts(current, counting);
        return largestDifference(p, sum(p), q, sum(q));
    }

    /**
     * Returns the largest difference of a value's count over the counts of both sides together: {@code normalized_abs_difference}.
     *
     * <p>0 to 1. Not scale free: the same shape in ten times the rows differs (shares 1/6 and 5/6 in 6 and in 60 rows: 45/66 = 0.68). It answers
     * whether the <em>number</em> of rows with a value changed; for shares take {@link #lInfinity}. Values, ties and numbers as there.
     *
     * @param reference the column that the other is held against: previous or serving data
     * @param current the column in question, of the same name
     */
    public static Comparison normalizedAbsoluteDifference(
            FeatureNameStatistics reference, FeatureNameStatistics current, Counting counting) {
        SortedMap<String, Double> p = StatisticsReader.valueCounts(reference, counting);
        SortedMap<String, Double> q = StatisticsReader.valueCounts(current, counting);
        double both = sum(p) + sum(q);
        return largestDifference(p, both, q, both);
    }

    /**
     * Returns the Jensen-Shannon divergence, in bits: {@code jensen_shannon_divergence}.
     *
     * <p>0 to 1 up to rounding, which TFDV does not cut off. Text by the rank histograms, whatever the source. Numbers by the histograms of
     * the source: buckets of positive, finite width are cut at the boundaries of both sides and their mass spread evenly; zero-width buckets
     * meet only zero-width buckets at the same number; buckets with an infinite end meet nothing; NaN meets nothing, and counts only if both
     * sides have the same boundaries. So a constant 5 against 0 to 10 is 1, and a column with NaN is away from itself.
     *
     * <p>{@code STANDARD} buckets are of equal width, so that one large value puts all others into one bucket (birdstrikes, {@code Cost Other}
     * of 1996 and 1995: 0.785 by {@code STANDARD}, 0.006 by {@code QUANTILES}); {@code QUANTILES} is the one to take.
     *
     * <p>The named bucket contributes most to the sum; NaN, infinite and single-value buckets are named as such.
     *
     * @param reference the column that the other is held against: previous or serving data
     * @param current the column in question, of the same name
     * @param source histogram of numbers; TFDV's default is {@code STANDARD}
     * @throws IncomparableException if a side has no values or lacks the histogram, or one is text and one numbers; TFDV then measures nothing
     */
    public static Comparison jensenShannon(
            FeatureNameStatistics reference,
            FeatureNameStatistics current,
            Counting counting,
            Histogram.HistogramType source) {
        SortedMap<String, Double> p = StatisticsReader.valueCounts(reference, counting);
        SortedMap<String, Double> q = StatisticsReader.valueCounts(current, counting);
        if (!p.isEmpty() && !q.isEmpty()) {
            return jensenShannon(AlignedMass.ofValues(p, q), current);
        }
        Histogram left = StatisticsReader.histogram(reference, counting, source);
        Histogram right = StatisticsReader.histogram(current, counting, source);
        if (left == null || right == null) {
            throw new IncomparableException(
                    "column '%s' has no Jensen-Shannon divergence: the reference %s, the current side %s"
                            .formatted(
                                    StatisticsReader.name(current),
                                    StatisticsReader.whatItHas(reference, p, left, source),
                                    StatisticsReader.whatItHas(current, q, right, source)));
        }
        return jensenShannon(AlignedMass.ofHistograms(left, right), current);
    }

    private static Comparison jensenShannon(AlignedMass mass, FeatureNameStatistics column) {
        double[] p = mass.reference();
        double[] q = mass.current();
        double allP = Arrays.stream(p).sum();
        double allQ = Arrays.stream(q).sum();
        if (allP == 0 || allQ == 0) {
            throw new IncomparableException(
                    "column '%s' has no Jensen-Shannon divergence: the histogram of the %s is empty"
                            .formatted(StatisticsReader.name(column), allP == 0 ? "reference" : "current side"));
        }
        double sum = 0;
        double most = 0;
        String largest = "";
        for (int i = 0; i < p.length; i++) {
            double part = Divergence.jensenShannonPart(p[i] / allP, q[i] / allQ);
            sum += part;
            if (part > most) {
                most = part;
                largest = mass.name(i);
            }
        }
        return new Comparison(sum, largest);
    }

    private static Comparison largestDifference(
            SortedMap<String, Double> p, double allP, SortedMap<String, Double> q, double allQ) {
        double largest = 0;
        String name = "";
        for (String value : union(p, q)) {
            double difference =
                    Math.abs(share(p.getOrDefault(value, 0.0), allP) - share(q.getOrDefault(value, 0.0), allQ));
            if (difference >= largest) {
                largest = difference;
                name = value;
            }
        }
        return new Comparison(largest, name);
    }

    private static double share(double count, double all) {
        return all == 0 ? 0 : count / all;
    }

    static List<String> union(SortedMap<String, Double> p, SortedMap<String, Double> q) {
        var both = new TreeMap<>(p);
        both.putAll(q);
        return List.copyOf(both.keySet());
    }

    private static double sum(SortedMap<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).reduce(0, Double::sum);
    }
}
