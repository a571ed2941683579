// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.StringStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What catches the eye in a feature's statistics, in words.
 *
 * <p>For a reader, not for a decision: whether data are good is for a schema to say. The limits are the ones at which a look is worth it.
 *
 * @param what the same in each data set that has it
 * @param detail how much; may be empty
 */
record Note(String what, String detail) {
    static final double MANY_MISSING = 0.05;
    static final double MANY_ZEROS = 0.5;
    static final double NEARLY_CONSTANT = 0.99;
    static final double NEARLY_ALL_DISTINCT = 0.95;

    /** Fewer values than this say nothing about an identifier. */
    private static final long FEW = 20;

    /** Standard deviations between mean and largest value; of a million normal draws none lies half as far out. */
    static final double LONG_TAIL = 10;

    /** Words that people write where they have no value. */
    private static final Set<String> MEANT_AS_MISSING =
            Set.of("?", "-", "n/a", "na", "nan", "none", "null", "nil", "missing", "unknown", "#n/a");

    private static Note of(String what) {
        return new Note(what, "");
    }

    static List<Note> of(FeatureNameStatistics feature) {
        var found = new ArrayList<Note>();
        CommonStatistics common = Column.common(feature);
        double examples = (double) common.getNumNonMissing() + common.getNumMissing();
        if (common.getNumNonMissing() == 0) {
            return List.of(of(examples == 0 ? "no example" : "no value at all"));
        }
        if (common.getNumMissing() >= MANY_MISSING * examples) {
            found.add(new Note("many missing", Cell.percent(common.getNumMissing() / examples)));
        }
        if (common.getMinNumValues() != 1 || common.getMaxNumValues() != 1) {
            found.add(new Note(
                    "values an example", "%d to %d".formatted(common.getMinNumValues(), common.getMaxNumValues())));
        }
        if (feature.hasNumStats()) {
            numeric(feature.getNumStats(), found);
        } else if (feature.hasStringStats()) {
            categorical(feature.getStringStats(), found);
        }
        return found;
    }

    private static void numeric(NumericStatistics stats, List<Note> found) {
        double values = values(stats.getCommonStats());
        long nan = stats.getHistogramsList().stream()
                .mapToLong(Histogram::getNumNan)
                .max()
                .orElse(0);
        if (nan > 0) {
            found.add(new Note("not a number", Numbers.count(nan, "value")));
        }
        if (Double.isInfinite(stats.getMin()) || Double.isInfinite(stats.getMax())) {
            found.add(of("infinite values"));
        }
        if (stats.getMin() == stats.getMax() && nan < values) {
            found.add(of("constant"));
            return;
        }
        if (stats.getNumZeros() >= MANY_ZEROS * values) {
            found.add(new Note("many zeros", Cell.percent(stats.getNumZeros() / values)));
        }
        double tail = Math.max(stats.getMax() - stats.getMean(), stats.getMean() - stats.getMin()) / stats.getStdDev();
        if (Double.isFinite(tail) && tail >= LONG_TAIL) {
            boolean up = stats.getMax() - stats.getMean() > stats.getMean() - stats.getMin();
            found.add(new Note(
                    up ? "long tail, largest value" : "long tail, smallest value",
                    "%.0f std dev from the mean".formatted(tail)));
        }
    }

    private static void categorical(StringStatistics stats, List<Note> found) {
        double values = values(stats.getCommonStats());
        if (stats.getInvalidUtf8Count() > 0) {
            found.add(new Note("not UTF-8", Numbers.count(stats.getInvalidUtf8Count(), "value")));
        }
        double most = stats.getTopValuesCount() == 0 ? 0 : stats.getTopValues(0).getFrequency() / values;
        if (stats.getUnique() == 1) {
            found.add(of("constant"));
        } else if (most >= NEARLY_CONSTANT) {
            found.add(new Note("nearly constant, one value", Cell.percent(most)));
        }
        stats.getTopValuesList().stream()
                .filter(top -> MEANT_AS_MISSING.contains(top.getValue().strip().toLowerCase(Locale.ROOT)))
                .forEach(top -> found.add(new Note(
                        "perhaps missing, \"" + Cell.shown(top.getValue()) + "\"",
                        Cell.percent(top.getFrequency() / values))));
        if (stats.getTopValuesList().stream()
                .anyMatch(top -> !top.getValue().equals(top.getValue().strip()))) {
            found.add(of("values that start or end in a space"));
        }
        if (values >= FEW && stats.getUnique() >= NEARLY_ALL_DISTINCT * values) {
            found.add(of("nearly all values are distinct, perhaps an identifier"));
        }
    }

    private static double values(CommonStatistics common) {
        return common.getTotNumValues();
    }
}
