// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomStatistic;
import io.mlopslabs.validation.proto.RankHistogram;
import java.util.ArrayList;
import java.util.List;

/** Features put together from others, by the custom statistics that are kept of them; a broken one is proposed for deprecation. */
final class CompositeRules {
    private static final String MISSING_VALUE = "missing_value";
    private static final String MIN_WEIGHT_LENGTH = "min_weight_length_diff";
    private static final String MAX_WEIGHT_LENGTH = "max_weight_length_diff";

    static final Finding SPARSE_NAME_TAKEN = new Finding(
            AnomalyInfo.Type.SPARSE_FEATURE_NAME_COLLISION,
            "Sparse feature name collision",
            "Sparse feature name collision.");
    static final Finding WEIGHTED_NAME_TAKEN = new Finding(
            AnomalyInfo.Type.WEIGHTED_FEATURE_NAME_COLLISION,
            "Weighted feature name collision",
            "Weighted feature name collision.");

    private CompositeRules() {}

    static List<Finding> sparse(ColumnView column) {
        var findings = new ArrayList<Finding>();
        for (CustomStatistic statistic : column.data().getCustomStatsList()) {
            switch (statistic.getName()) {
                case MISSING_VALUE -> {
                    if (statistic.getNum() != 0) {
                        findings.add(new Finding(
                                AnomalyInfo.Type.SPARSE_FEATURE_MISSING_VALUE,
                                "Missing value feature",
                                "Found " + CppText.sixDigits(statistic.getNum()) + " examples missing value feature"));
                    }
                }
                case "missing_index" -> {
                    for (RankHistogram.Bucket index : nonZero(statistic)) {
                        findings.add(new Finding(
                                AnomalyInfo.Type.SPARSE_FEATURE_MISSING_INDEX,
                                "Missing index feature",
                                "Found %d examples missing index feature: %s"
                                        .formatted((long) index.getSampleCount(), index.getLabel())));
                    }
                }
                case "max_length_diff", "min_length_diff" -> {
                    for (RankHistogram.Bucket index : nonZero(statistic)) {
                        findings.add(new Finding(
                                AnomalyInfo.Type.SPARSE_FEATURE_LENGTH_MISMATCH,
                                "Length mismatch between value and index feature",
                                "Mismatch between index feature: %s and value column, with %s = %d"
                                        .formatted(
                                                index.getLabel(), statistic.getName(), (long) index.getSampleCount())));
                    }
                }
                default -> {} // statistics of a later version
            }
        }
        return findings;
    }

    private static List<RankHistogram.Bucket> nonZero(CustomStatistic statistic) {
        return statistic.getRankHistogram().getBucketsList().stream()
                .filter(bucket -> bucket.getSampleCount() != 0)
                .toList();
    }

    static List<Finding> weighted(ColumnView column) {
        var findings = new ArrayList<Finding>();
        long shorter = 0;
        long longer = 0;
        for (CustomStatistic statistic : column.data().getCustomStatsList()) {
            if (statistic.getNum() == 0) {
                continue;
            }
            switch (statistic.getName()) {
                case MISSING_VALUE ->
                    findings.add(missing(AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_VALUE, "value", statistic));
                case "missing_weight" ->
                    findings.add(missing(AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_WEIGHT, "weight", statistic));
                case MIN_WEIGHT_LENGTH -> shorter = (long) statistic.getNum();
                case MAX_WEIGHT_LENGTH -> longer = (long) statistic.getNum();
                default -> {} // statistics of a later version
            }
        }
        if (shorter != 0 || longer != 0) {
            findings.add(new Finding(
                    AnomalyInfo.Type.WEIGHTED_FEATURE_LENGTH_MISMATCH,
                    "Length mismatch between value and weight feature",
                    "Mismatch between weight and value feature with %s = %d and %s = %d."
                            .formatted(MIN_WEIGHT_LENGTH, shorter, MAX_WEIGHT_LENGTH, longer)));
        }
        return findings;
    }

    private static Finding missing(AnomalyInfo.Type type, String part, CustomStatistic statistic) {
        return new Finding(
                type,
                "Missing " + part + " feature",
                "Found %s examples missing %s feature.".formatted(CppText.sixDigits(statistic.getNum()), part));
    }
}
