// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.statistics.ChiSquareTest;
import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.TestResult;
import io.mlopslabs.statistics.TwoSampleResampling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many rows of the reference and of the new data lie in each bin: what every honest comparison starts from.
 *
 * <p>Bins are all values of a text column, none forgotten, or {@link NumericBins}. From here follow the distance ({@link #compare}), what chance
 * alone makes of it ({@link #noise}), how sure it is ({@link #interval}) and whether it is more than chance ({@link #chiSquare},
 * {@link #permutationTest}).
 */
public final class ContingencyTable {
    private final List<String> names;
    private final long[] reference;
    private final long[] current;

    private ContingencyTable(List<String> names, long[] reference, long[] current) {
        this.names = List.copyOf(names);
        this.reference = reference;
        this.current = current;
        requireRows("reference", reference);
        requireRows("current", current);
    }

    private static void requireRows(String side, long[] counts) {
        if (Arrays.stream(counts).sum() == 0) {
            throw new IllegalArgumentException("the " + side + " side has no rows; there is nothing to compare");
        }
    }

    /**
     * Returns the table of the counts of values, over all values that a side has, in byte order.
     *
     * @throws IllegalArgumentException if a count is negative or a side has no rows; names the value or the side
     */
    public static ContingencyTable ofValues(Map<String, Long> reference, Map<String, Long> current) {
        var values = new TreeSet<>(CodePointOrder.ORDER);
        values.addAll(reference.keySet());
        values.addAll(current.keySet());
        return new ContingencyTable(
                List.copyOf(values), counts(values, reference, "reference"), counts(values, current, "current"));
    }

    private static long[] counts(Set<String> values, Map<String, Long> counts, String side) {
        return values.stream()
                .mapToLong(value -> {
                    long count = counts.getOrDefault(value, 0L);
                    if (count < 0) {
                        throw new IllegalArgumentException("'" + value + "' comes " + count + " times on the " + side
                                + " side; a number of rows is not negative");
                    }
                    return count;
                })
                .toArray();
    }

    /** Returns the table of the values themselves; as {@link #ofValues(Map, Map)}. */
    public static ContingencyTable ofValues(List<String> reference, List<String> current) {
        return ofValues(counted(reference), counted(current));
    }

    private static Map<String, Long> counted(List<String> values) {
        var counts = new TreeMap<String, Long>(CodePointOrder.ORDER);
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        return counts;
    }

    /**
     * Returns the table of numbers in bins that were fixed before, such as the deciles of the reference.
     *
     * @throws IllegalArgumentException if a side has no values; names it
     */
    public static ContingencyTable ofNumbers(double[] reference, double[] current, NumericBins bins) {
        return new ContingencyTable(bins.names(), bins.count(reference), bins.count(current));
    }

    /** Returns the table of bins that were counted elsewhere. */
    static ContingencyTable of(List<String> names, long[] reference, long[] current) {
        return new ContingencyTable(names, reference.clone(), current.clone());
    }

    /** Returns what the bins hold, in order. */
    public List<String> names() {
        return names;
    }

    /** Returns the rows of the reference in each bin. */
    public long[] reference() {
        return reference.clone();
    }

    /** Returns the new rows in each bin. */
    public long[] current() {
        return current.clone();
    }

    /** Returns the number of rows of the reference. */
    public long n() {
        return Arrays.stream(reference).sum();
    }

    /** Returns the number of new rows. */
    public long m() {
        return Arrays.stream(current).sum();
    }

    /** Returns how far the sides are apart, and the bin that adds most; the first of equal ones. */
    public Comparison compare(Divergence divergence) {
        double n = n();
        double m = m();
        double most = 0;
        String largest = "";
        for (int i = 0; i < reference.length; i++) {
            double part = divergence.part(reference[i] / n, current[i] / m);
            if (part > most) {
                most = part;
                largest = names.get(i);
            }
        }
        return new Comparison(
                divergence.of(
                        Arrays.stream(reference).asDoubleStream().toArray(),
                        Arrays.stream(current).asDoubleStream().toArray()),
                largest);
    }

    /** Returns what the divergence comes to when both sides have the same origin: their rows dealt to them anew. */
    public NoiseBand noise(Divergence divergence, TwoSampleResampling resampling) {
        return noise(divergence.toString(), divergence::ofCounts, resampling);
    }

    NoiseBand noise(String name, TwoSampleResampling.Statistic statistic, TwoSampleResampling resampling) {
        return new NoiseBand(name, n(), m(), resampling.permuted(reference, current, statistic));
    }

    /**
     * Returns the range that should hold the divergence of the two origins; each side is drawn anew from itself.
     *
     * <p>A divergence of samples is larger than that of their origins, and that of resamples larger again, so a percentile interval would lie
     * too high. {@link Divergence#JENSEN_SHANNON} and {@link Divergence#POPULATION_STABILITY_INDEX} have the basic interval, which takes this
     * away, and comes to about the level. {@link Divergence#L_INFINITY} and {@link Divergence#TOTAL_VARIATION}, where it does not, have the value
     * and on both sides what sampling alone comes to, by the triangle inequality: wider, and at least the level. Both are cut off at 0, and mean
     * little where the value lies within the {@link #noise}.
     *
     * @param level confidence, strictly between 0 and 1
     */
    public Interval interval(Divergence divergence, TwoSampleResampling resampling, double level) {
        double value = compare(divergence).value();
        String rows = "n = " + n() + " and " + m();
        if (divergence.isNorm()) {
            double off = NoiseBand.quantile(resampling.bootstrapped(reference, current, around(divergence)), level);
            return new Interval(Math.max(0, value - off), value + off, level, "bootstrap by triangle, " + rows);
        }
        double[] values = resampling.bootstrapped(reference, current, divergence::ofCounts);
        double low = 2 * value - NoiseBand.quantile(values, (1 + level) / 2);
        double high = 2 * value - NoiseBand.quantile(values, (1 - level) / 2);
        return new Interval(Math.max(0, low), Math.max(0, high), level, "basic bootstrap, " + rows);
    }

    /** Returns the norm of how far the difference of two resamples is from the difference found. */
    private TwoSampleResampling.Statistic around(Divergence norm) {
        double n = n();
        double m = m();
        return (a, b) -> {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum = norm.joined(sum, norm.part((a[i] - reference[i]) / n, (b[i] - current[i]) / m));
            }
            return sum;
        };
    }

    /** Returns Pearson's test of whether both sides have the same shares; it says where too few rows are expected for it. */
    public ChiSquareTest chiSquare() {
        return ChiSquareTest.homogeneity(reference, current, ChiSquareTest.Continuity.NONE);
    }

    /**
     * Returns Pearson's statistic with a p-value from dealing the rows anew, which holds for any number of rows.
     *
     * <p>At least {@code 1 / (resamples + 1)}: for many columns take more resamples than columns over alpha. 1 where there is only one bin.
     *
     * @see "Phipson and Smyth 2010, Permutation p-values should never be zero"
     */
    public TestResult permutationTest(TwoSampleResampling resampling) {
        double[] both = new double[reference.length];
        Arrays.setAll(both, i -> (double) reference[i] + current[i]);
        double n = n();
        double m = m();
        TwoSampleResampling.Statistic pearson = (a, b) -> {
            double sum = 0;
            for (int i = 0; i < both.length; i++) {
                if (both[i] > 0) {
                    double gap = a[i] - both[i] * n / (n + m);
                    sum += gap * gap / both[i];
                }
            }
            return sum * (n + m) * (n + m) / n / m;
        };
        double found = pearson.of(ints(reference), ints(current));
        double[] values = resampling.permuted(reference, current, pearson);
        return new TestResult(
                found,
                NoiseBand.pValue(values, found),
                "chi-square permuted, n = " + n() + " and " + m() + ", " + resampling.resamples() + " resamples");
    }

    private static int[] ints(long[] counts) {
        return Arrays.stream(counts).mapToInt(Math::toIntExact).toArray();
    }

    /** Returns the table as a person reads it: one bin a line, with the rows of both sides. */
    @Override
    public String toString() {
        var text = new StringBuilder("n = " + n() + " and " + m());
        for (int i = 0; i < reference.length; i++) {
            text.append("\n  ")
                    .append(names.get(i))
                    .append(": ")
                    .append(reference[i])
                    .append(" and ");
            text.append(current[i]);
        }
        return text.toString();
    }
}
