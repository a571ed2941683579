// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * What a row's label becomes when several classes are equally likely; a row without votes is a tie of all classes.
 *
 * <p>Take {@link #ABSTAIN} unless every row must have a label: an arbitrary one teaches the next model noise. Named as in Snorkel.
 */
public final class TieBreakPolicy {
    /** Leaves the row without a label ({@code abstain}). */
    public static final TieBreakPolicy ABSTAIN = new TieBreakPolicy("abstain", (tied, row) -> LabelingFunction.ABSTAIN);

    /**
     * Takes one of the tied classes by a hash of the row's place ({@code random}): the same on every run and machine, and the same as
     * Snorkel's.
     */
    public static final TieBreakPolicy RANDOM = new TieBreakPolicy("random", TieBreakPolicy::hashed);

    private static final long MIX = 0xD1342543DE82EF95L; // odd, so that rows get different generators

    private interface Choice {
        int among(int[] tied, int row);
    }

    private final String name;
    private final Choice choice;

    private TieBreakPolicy(String name, Choice choice) {
        this.name = name;
        this.choice = choice;
    }

    /**
     * Takes one of the tied classes at random ({@code true-random}), from the seed and the row's place alone.
     *
     * <p>Not the draws of Snorkel, which come from NumPy's global generator.
     */
    public static TieBreakPolicy trueRandom(long seed) {
        return new TieBreakPolicy(
                "true-random", (tied, row) -> tied[new SplittableRandom(seed + MIX * row).nextInt(tied.length)]);
    }

    /**
     * Returns the policy that needs no seed by Snorkel's name for it.
     *
     * @throws IllegalArgumentException if it is neither {@code abstain} nor {@code random}
     */
    public static TieBreakPolicy named(String name) {
        return switch (name) {
            case "abstain" -> ABSTAIN;
            case "random" -> RANDOM;
            default ->
                throw new IllegalArgumentException(
                        "there is no tie-break policy \"" + name + "\"; take abstain or random, or trueRandom(seed)");
        };
    }

    int choose(int[] tied, int row) {
        return tied.length == 1 ? tied[0] : choice.among(tied, row);
    }

    private static int hashed(int[] tied, int row) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(Integer.toString(row).getBytes(StandardCharsets.US_ASCII));
            return tied[
                    new BigInteger(1, digest)
                            .mod(BigInteger.valueOf(tied.length))
                            .intValue()];
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
