// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomValidationConfig;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeaturePairValidation;
import io.mlopslabs.validation.proto.FeatureValidation;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Validation;
import io.mlopslabs.validation.statistics.DefaultSlice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Conditions that people write on the statistics of a column, or on those of two. */
record CustomValidations(
        DatasetFeatureStatisticsList statistics, DatasetFeatureStatisticsList base, Optional<String> environment) {
    private static final String FEATURE = "feature";
    private static final String TEST = "feature_test";
    private static final String BASE = "feature_base";

    /** Refuses expressions that cannot be read, whatever the statistics. */
    static void check(CustomValidationConfig config) {
        config.getFeatureValidationsList().stream()
                .flatMap(on -> on.getValidationsList().stream())
                .forEach(validation -> SqlPredicate.parse(validation.getSqlExpression()));
        config.getFeaturePairValidationsList().stream()
                .flatMap(on -> on.getValidationsList().stream())
                .forEach(validation -> SqlPredicate.parse(validation.getSqlExpression()));
    }

    void addTo(Anomalies.Builder anomalies, CustomValidationConfig config) {
        Map<String, AnomalyInfo.Builder> custom = new LinkedHashMap<>();
        for (FeatureValidation on : config.getFeatureValidationsList()) {
            Map<String, FeatureNameStatistics> columns =
                    Map.of(FEATURE, column(statistics, on.getDatasetName(), on.getFeaturePath()));
            for (Validation validation : on.getValidationsList()) {
                if (isBroken(validation, columns)) {
                    add(custom, on.getFeaturePath(), validation, tested(validation, on.getDatasetName()));
                }
            }
        }
        for (FeaturePairValidation on : config.getFeaturePairValidationsList()) {
            Map<String, FeatureNameStatistics> columns = columns(on);
            for (Validation validation : on.getValidationsList()) {
                if (isBroken(validation, columns)) {
                    String text = "%s Base dataset: %s Base path: %s"
                            .formatted(
                                    tested(validation, on.getDatasetName()),
                                    on.getBaseDatasetName(),
                                    FeaturePath.of(on.getFeatureBasePath()).serialized());
                    add(custom, on.getFeatureTestPath(), validation, text);
                }
            }
        }
        custom.forEach((key, info) -> merge(anomalies, key, info));
    }

    private Map<String, FeatureNameStatistics> columns(FeaturePairValidation on) {
        if (base.getDatasetsCount() == 0) {
            throw new IllegalArgumentException(
                    "a validation of column '%s' compares two data sets and there are no previous statistics; give some or take it out"
                            .formatted(FeaturePath.of(on.getFeatureTestPath()).serialized()));
        }
        return Map.of(
                TEST, column(statistics, on.getDatasetName(), on.getFeatureTestPath()),
                BASE, column(base, on.getBaseDatasetName(), on.getFeatureBasePath()));
    }

    private boolean isBroken(Validation validation, Map<String, FeatureNameStatistics> columns) {
        boolean runs = validation.getInEnvironmentCount() == 0
                || environment
                        .filter(validation.getInEnvironmentList()::contains)
                        .isPresent();
        return runs && !SqlPredicate.parse(validation.getSqlExpression()).holds(columns);
    }

    private static String tested(Validation validation, String dataset) {
        return "Custom validation triggered anomaly. Query: %s Test dataset: %s"
                .formatted(validation.getSqlExpression(), dataset.isEmpty() ? "default slice" : dataset);
    }

    private static void add(
            Map<String, AnomalyInfo.Builder> custom, Path path, Validation validation, String description) {
        AnomalyInfo.Builder info =
                custom.computeIfAbsent(FeaturePath.of(path).serialized(), key -> AnomalyInfo.newBuilder()
                        .setPath(path));
        info.setSeverity(Reasons.higher(info.getSeverity(), validation.getSeverity()))
                .addReason(new Finding(AnomalyInfo.Type.CUSTOM_VALIDATION, validation.getDescription(), description)
                        .asReason());
    }

    private static void merge(Anomalies.Builder anomalies, String key, AnomalyInfo.Builder custom) {
        AnomalyInfo known = anomalies.getAnomalyInfoOrDefault(key, AnomalyInfo.getDefaultInstance());
        AnomalyInfo.Builder merged = known.toBuilder()
                .setPath(custom.getPath())
                .setSeverity(Reasons.higher(known.getSeverity(), custom.getSeverity()))
                .addAllReason(custom.getReasonList());
        merged.setDescription(Reasons.joined(merged.getReasonList()))
                .setShortDescription(
                        merged.getReasonCount() > 1
                                ? Reasons.MULTIPLE
                                : merged.getReason(0).getShortDescription());
        anomalies.putAnomalyInfo(key, merged.build());
    }

    private static FeatureNameStatistics column(DatasetFeatureStatisticsList statistics, String dataset, Path path) {
        return dataset(statistics, dataset).getFeaturesList().stream()
                .filter(feature -> feature.hasPath()
                        ? feature.getPath().equals(path)
                        : FeaturePath.of(feature.getName()).equals(FeaturePath.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a custom validation names column '%s', which the statistics do not have"
                                .formatted(FeaturePath.of(path).serialized())));
    }

    private static DatasetFeatureStatistics dataset(DatasetFeatureStatisticsList statistics, String name) {
        return named(statistics, name)
                .or(() -> name.isEmpty() ? named(statistics, DefaultSlice.NAME) : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a custom validation names data set '%s', and the statistics have %s"
                                .formatted(
                                        name,
                                        statistics.getDatasetsList().stream()
                                                .map(DatasetFeatureStatistics::getName)
                                                .toList())));
    }

    private static Optional<DatasetFeatureStatistics> named(DatasetFeatureStatisticsList statistics, String name) {
        return statistics.getDatasetsList().stream()
                .filter(dataset -> dataset.getName().equals(name))
                .findFirst();
    }
}
