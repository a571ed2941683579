// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Alternative;
import io.mlopslabs.statistics.Moments;
import io.mlopslabs.statistics.TTest;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two alternatives scored on the same splits of one data set: is their difference noise?
 *
 * <p>Splits of one data set share training rows, so their scores move together: a plain paired test takes each for fresh evidence and is far too
 * sure. The corrected one allows for that; the plain one stands beside it to show by how much.
 *
 * @param first name of the first alternative
 * @param second name of the second
 * @param splits how many scores each has
 * @param meanDifference second less first
 * @param deviation sample standard deviation of the differences
 * @param corrected the corrected resampled t test: what to believe
 * @param naive the paired t test of the same differences: what not to believe
 * @see TTest#correctedResampled
 */
public record PairedScores(
        String first,
        String second,
        int splits,
        double meanDifference,
        double deviation,
        TTest corrected,
        TTest naive) {
    private static final String OPERATION = "PairedScores";
    private static final double ALPHA = 0.05;

    /**
     * The scores of one alternative.
     *
     * @param name to call it by
     * @param values one per split, finite
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
    public record Scores(String name, double[] values) {}

    /**
     * Compares two alternatives.
     *
     * @param trainRows rows each model was fitted on; only the ratio to {@code testRows} matters
     * @param testRows rows each model was scored on
     * @throws IllegalArgumentException if the numbers of scores differ, there are fewer than 2, or one is not finite; names the split
     */
    public static PairedScores of(Scores first, Scores second, long trainRows, long testRows) {
        double[] a = first.values();
        double[] b = second.values();
        if (a.length != b.length) {
            throw new IllegalArgumentException("%s: %s has %d scores and %s has %d; score both on the same splits"
                    .formatted(OPERATION, first.name(), a.length, second.name(), b.length));
        }
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> b[i] - a[i]);
        TTest corrected = TTest.correctedResampled(differences, trainRows, testRows);
        Moments moments = Moments.of(differences);
        return new PairedScores(
                first.name(),
                second.name(),
                a.length,
                moments.mean(),
                moments.standardDeviation(1),
                corrected,
                TTest.paired(b, a, Alternative.TWO_SIDED));
    }

    /** Tells whether the scores leave open which alternative is better: corrected p above 0.05, or no difference at all. */
    public boolean isNoise() {
        return !corrected.result().rejects(ALPHA);
    }

    /** Returns the answer in a sentence. */
    public String decision() {
        return decision(corrected.result().pValue(), "");
    }

    /** The answer with a p-value that has been adjusted for other comparisons. */
    String decision(double p, String adjustment) {
        if (deviation == 0 && meanDifference == 0) {
            return "%s and %s score the same on all %d splits".formatted(first, second, splits);
        }
        String difference = String.format(
                Locale.ROOT,
                "%+.4f on %d splits, 95 %% interval %+.4f to %+.4f, p = %.2g%s",
                meanDifference,
                splits,
                corrected.interval().low(),
                corrected.interval().high(),
                p,
                adjustment);
        return p > ALPHA
                ? "%s against %s is noise: %s".formatted(second, first, difference)
                : "%s is %s than %s: %s".formatted(second, meanDifference > 0 ? "better" : "worse", first, difference);
    }

    /** Returns {@link #decision}. */
    @Override
    public String toString() {
        return decision();
    }
}
