// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One feature in every data set.
 *
 * @param name its path, steps divided by dots
 * @param observed its statistics in each data set, in their order; empty where the data set lacks it
 */
record Column(String name, List<Optional<FeatureNameStatistics>> observed) {
    enum Kind {
        NUMERIC,
        CATEGORICAL,
        OTHER
    }

    /** Returns the features in the order of the first data set, then those that only a later one has. */
    static List<Column> of(List<DatasetFeatureStatistics> datasets) {
        Map<String, List<Optional<FeatureNameStatistics>>> columns = new LinkedHashMap<>();
        for (int i = 0; i < datasets.size(); i++) {
            for (FeatureNameStatistics feature : datasets.get(i).getFeaturesList()) {
                columns.computeIfAbsent(
                                name(feature),
                                name -> new ArrayList<>(datasets.stream()
                                        .map(dataset -> Optional.<FeatureNameStatistics>empty())
                                        .toList()))
                        .set(i, Optional.of(feature));
            }
        }
        return columns.entrySet().stream()
                .map(column -> new Column(column.getKey(), List.copyOf(column.getValue())))
                .toList();
    }

    static String name(FeatureNameStatistics feature) {
        return feature.hasPath() ? name(feature.getPath()) : feature.getName();
    }

    static String name(Path path) {
        return path.getStepList().stream()
                .map(step -> path.getStepCount() > 1 && step.contains(".") ? "'" + step + "'" : step)
                .collect(Collectors.joining("."));
    }

    static Kind kind(FeatureNameStatistics feature) {
        return feature.hasNumStats() ? Kind.NUMERIC : feature.hasStringStats() ? Kind.CATEGORICAL : Kind.OTHER;
    }

    static CommonStatistics common(FeatureNameStatistics feature) {
        return switch (feature.getStatsCase()) {
            case NUM_STATS -> feature.getNumStats().getCommonStats();
            case STRING_STATS -> feature.getStringStats().getCommonStats();
            case BYTES_STATS -> feature.getBytesStats().getCommonStats();
            case STRUCT_STATS -> feature.getStructStats().getCommonStats();
            case STATS_NOT_SET -> CommonStatistics.getDefaultInstance();
        };
    }

    /** Returns the kind of its first statistics. */
    Kind kind() {
        return observed.stream()
                .flatMap(Optional::stream)
                .map(Column::kind)
                .findFirst()
                .orElse(Kind.OTHER);
    }
}
