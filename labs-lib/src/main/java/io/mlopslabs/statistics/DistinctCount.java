// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

/**
 * How many different values a column holds: exact up to {@link #EXACT} of them, an estimate beyond.
 *
 * <p>Values are told apart by 64 bits of a hash; that two of 16,384 values share them, and count as one, has a probability below 1e-11. Beyond
 * the bound a sketch of 16 kB goes on, whose relative standard error is {@link #SKETCH_ERROR}: about 68 of 100 columns lie within it, 99.7
 * within three times it. The answer is a function of the set of values alone: order, repetitions and partitions do not matter.
 *
 * <p>TFDV's {@code unique} is the exact number in its examples and an estimate by KMV in its sketches; pandas {@code nunique} is exact.
 *
 * @param estimate the number of distinct values
 * @param relativeError the standard error of {@code estimate} as a share of it; 0 when it is exact
 * @see "Ertl 2024, UltraLogLog, doi:10.14778/3654621.3654632"
 */
public record DistinctCount(long estimate, double relativeError) {
    /** As many distinct values are counted exactly. */
    public static final int EXACT = 16_384;

    /** The relative standard error beyond {@link #EXACT}: that of UltraLogLog with 2<sup>14</sup> registers. */
    public static final double SKETCH_ERROR = 0.0062;

    /**
     * Returns the accumulator of a column of texts; for other values see {@link Accumulator#contramap}.
     *
     * <p>A missing value must be left out by the caller: adding null throws a {@link NullPointerException} that says so.
     */
    public static Accumulator<String, ?, DistinctCount> accumulator() {
        return new DistinctCountAccumulator(EXACT);
    }

    /** Says whether the estimate is the true number. */
    public boolean isExact() {
        return relativeError == 0;
    }
}
