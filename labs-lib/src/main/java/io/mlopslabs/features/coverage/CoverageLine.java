// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.coverage;

import io.mlopslabs.statistics.Interval;
import io.mlopslabs.statistics.Proportion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a report says of one column, or of a pair of columns.
 *
 * @param features the column, or both of a pair; a component of a column of several values is {@code name[2]}
 * @param range the least and the largest training number; empty for categories and pairs
 * @param cells cells in which there are training rows: categories, quantile cells, "missing"; for a pair, the occupied ones
 * @param visited those of them in which the rows in question are
 * @param outside rows with a value, or a pair of values, in none of them, of all rows in question
 * @param interval where the true share of such rows lies; holds jointly for all lines of a report
 * @param expected the share that would lie outside if the rows came from where the training rows came from: by Good and Turing for
 *     categories and pairs, by the order statistics for a range. Much more outside than this is a shift; much of this is too little training
 * @param found the values outside and how often each was there, most frequent first, at most five; empty for pairs
 * @param decision whether the share is within the report's limit
 */
public record CoverageLine(
        String features,
        Optional<String> range,
        int cells,
        int visited,
        Proportion outside,
        Interval interval,
        double expected,
        Map<String, Long> found,
        Decision decision) {
    /** Keeps a copy of what was found, in the same order. */
    public CoverageLine {
        found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    }

    /** Whether rows lie within the training's feature space. */
    public enum Decision {
        /** The whole interval lies within the limit. */
        COVERED,
        /** The limit lies within the interval: take more rows. */
        UNDECIDED,
        /** The whole interval lies above the limit. */
        NOT_COVERED;

        static Decision of(Interval interval, double limit) {
            if (interval.high() <= limit) {
                return COVERED;
            }
            return interval.low() > limit ? NOT_COVERED : UNDECIDED;
        }

        /** Returns the decision in lower case words. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
