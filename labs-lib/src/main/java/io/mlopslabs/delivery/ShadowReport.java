// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.mlopslabs.statistics.Proportion;
import java.util.List;
import java.util.Locale;

/**
 * What the answers of a shadow were beside those of the live server.
 *
 * @param n requests whose two answers were compared, or whose shadow failed: the sum of the four counts below
 * @param equal same status, and same body up to the tolerance
 * @param otherStatus another status
 * @param otherBody same status, but a body beyond the tolerance
 * @param failed the candidate did not answer
 * @param skipped not compared: the live server did not answer, or too many shadows were still running
 * @param outstanding shadows still running, to be counted later
 * @param largestDifference the largest distance of two numbers in the same place of two JSON bodies, 0 without one
 * @param examples the first few that were not equal
 */
public record ShadowReport(
        long n,
        long equal,
        long otherStatus,
        long otherBody,
        long failed,
        long skipped,
        long outstanding,
        double largestDifference,
        List<Example> examples) {
    /**
     * One request whose answers were not equal.
     *
     * @param request method and path
     * @param where what differed: {@code status}, {@code body}, or the place in a JSON body such as {@code /predictions/0/3}
     * @param live the live server's status and the start of its body
     * @param candidate the candidate's, or what went wrong
     */
    public record Example(String request, String where, String live, String candidate) {}

    /** Copies the examples. */
    public ShadowReport {
        examples = List.copyOf(examples);
    }

    /**
     * Returns the share of requests that the candidate answered as the live server did.
     *
     * @throws IllegalStateException if nothing was compared yet
     */
    public Proportion agreement() {
        if (n == 0) {
            throw new IllegalStateException("no request was compared yet; a share needs at least one");
        }
        return new Proportion(equal, n);
    }

    /** Returns one line with every count. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d compared: %d equal, %d other status, %d other body, %d failed; %d skipped, %d outstanding; largest difference %.4g",
                n,
                equal,
                otherStatus,
                otherBody,
                failed,
                skipped,
                outstanding,
                largestDifference);
    }
}
