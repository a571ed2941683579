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

/**
 * What catches the eye in a feature's statistics, in words.
 *
 * <p>For a reader, not for a decision: whether data are good is for a schema to say. The limits are the ones at which a look is worth it.
 */
final class Warnings {
    static final double MANY_MISSING = 0.05;
    static final double MANY_ZEROS = 0.5;
    static final double NEARLY_CONSTANT = 0.99;
    static final double NEARLY_ALL_DISTINCT = 0.95;

    /** Fewer values than this say nothing about an identifier. */
    private static final long FEW = 20;

    /** Standard deviations between mean and largest value; of a million normal draws none lies half as far out. */
    static final double LONG_TAIL = 10;

    private Warnings() {}

    static List<String> of(FeatureNameStatistics feature) {
        var found = new ArrayList<String>();
        CommonStatistics common = Column.common(feature);
        double examples = (double) common.getNumNonMissing() + common.getNumMissing();
        if (common.getNumNonMissing() == 0) {
            return List.of(examples == 0 ? "no example" : "no value at all");
        }
        if (common.getNumMissing() >= MANY_MISSING * examples) {
            found.add("many missing: " + Cell.percent(common.getNumMissing() / examples));
        }
        if (common.getMinNumValues() != 1 || common.getMaxNumValues() != 1) {
            found.add("%d to %d values an example".formatted(common.getMinNumValues(), common.getMaxNumValues()));
        }
        if (feature.hasNumStats()) {
            numeric(feature.getNumStats(), found);
        } else if (feature.hasStringStats()) {
            categorical(feature.getStringStats(), found);
        }
        return found;
    }

    private static void numeric(NumericStatistics stats, List<String> found) {
        double values = values(stats.getCommonStats());
        long nan = stats.getHistogramsList().stream()
                .mapToLong(Histogram::getNumNan)
                .max()
                .orElse(0);
        if (nan > 0) {
            found.add("not a number: " + Numbers.count(nan, "value"));
        }
        if (Double.isInfinite(stats.getMin()) || Double.isInfinite(stats.getMax())) {
            found.add("infinite values, so no mean");
        }
        if (stats.getMin() == stats.getMax() && nan < values) {
            found.add("constant");
            return;
        }
        if (stats.getNumZeros() >= MANY_ZEROS * values) {
            found.add("many zeros: " + Cell.percent(stats.getNumZeros() / values));
        }
        double tail = Math.max(stats.getMax() - stats.getMean(), stats.getMean() - stats.getMin()) / stats.getStdDev();
        if (Double.isFinite(tail) && tail >= LONG_TAIL) {
            boolean up = stats.getMax() - stats.getMean() > stats.getMean() - stats.getMin();
            found.add("long tail: the %s value is %.0f standard deviations from the mean"
                    .formatted(up ? "largest" : "smallest", tail));
        }
    }

    private static void categorical(StringStatistics stats, List<String> found) {
        double values = values(stats.getCommonStats());
        if (stats.getInvalidUtf8Count() > 0) {
            found.add("not UTF-8: " + Numbers.count(stats.getInvalidUtf8Count(), "value"));
        }
        double most = stats.getTopValuesCount() == 0 ? 0 : stats.getTopValues(0).getFrequency() / values;
        if (stats.getUnique() == 1) {
            found.add("constant");
        } else if (most >= NEARLY_CONSTANT) {
            found.add("nearly constant: one value has " + Cell.percent(most));
        }
        if (values >= FEW && stats.getUnique() >= NEARLY_ALL_DISTINCT * values) {
            found.add("nearly all values are distinct: an identifier?");
        }
    }

    private static double values(CommonStatistics common) {
        return common.getTotNumValues();
    }
}
