// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DatasetConstraints;
import io.mlopslabs.validation.proto.NumericValueComparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many examples a data set must have, by itself and against earlier ones. */
final class DatasetRules {
    private DatasetRules() {}

    static List<Finding> check(DatasetConstraints constraints, DatasetView data, Controls controls) {
        var findings = new ArrayList<Finding>();
        compare(
                constraints.getNumExamplesDriftComparator(),
                data.numExamples(),
                controls.previous(),
                "previous span",
                findings);
        compare(
                constraints.getNumExamplesVersionComparator(),
                data.numExamples(),
                controls.previousVersion(),
                "previous version",
                findings);
        if (constraints.hasMinExamplesCount()) {
            count(constraints, data.numExamples(), findings);
        }
        return findings;
    }

    private static void compare(
            NumericValueComparator comparator,
            double examples,
            Optional<DatasetView> control,
            String name,
            List<Finding> findings) {
        if (control.isEmpty()) {
            return;
        }
        double before = control.get().numExamples();
        if (comparator.hasMaxFractionThreshold() && before == 0) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_HIGH_NUM_EXAMPLES,
                    "High num examples in current dataset versus the " + name + ", which has 0.",
                    "The %s has 0 examples, so there is a high number of examples in the current dataset versus the %s."
                            .formatted(name, name)));
        }
        if (before == 0) {
            return;
        }
        double ratio = examples / before;
        if (comparator.hasMaxFractionThreshold() && ratio > comparator.getMaxFractionThreshold()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_HIGH_NUM_EXAMPLES,
                    "High num examples in current dataset versus the " + name + ".",
                    ratio(name, ratio, "above", comparator.getMaxFractionThreshold())));
        }
        if (comparator.hasMinFractionThreshold() && ratio < comparator.getMinFractionThreshold()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_LOW_NUM_EXAMPLES,
                    "Low num examples in current dataset versus the " + name + ".",
                    ratio(name, ratio, "below", comparator.getMinFractionThreshold())));
        }
    }

    private static String ratio(String name, double ratio, String side, double threshold) {
        return "The ratio of num examples in the current dataset versus the %s is %s (up to six significant digits), which is %s the threshold %s."
                .formatted(name, CppText.sixDigits(ratio), side, CppText.sixDigits(threshold));
    }

    /** The maximum is looked at only beside a minimum, as in TFDV. */
    private static void count(DatasetConstraints constraints, double examples, List<Finding> findings) {
        if (examples < constraints.getMinExamplesCount()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.DATASET_LOW_NUM_EXAMPLES,
                    "Low num examples in dataset.",
                    "The dataset has " + CppText.sixDigits(examples) + " examples, which is fewer than expected."));
        }
        if (constraints.hasMaxExamplesCount() && examples > constraints.getMaxExamplesCount()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.DATASET_HIGH_NUM_EXAMPLES,
                    "High num examples in dataset.",
                    "The dataset has " + CppText.sixDigits(examples) + " examples, which is more than expected."));
        }
    }
}
