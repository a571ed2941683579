// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statistics of one data set as the rules ask for them: columns by path, weighted where all of them are. */
final class DatasetView {
    private final DatasetFeatureStatistics data;
    private final boolean weighted;
    private final List<ColumnView> columns = new ArrayList<>();
    private final SortedMap<FeaturePath, ColumnView> byPath = new TreeMap<>();
    private final Map<FeaturePath, List<ColumnView>> byParent;

    private DatasetView(DatasetFeatureStatistics data, boolean weighted) {
        this.data = data;
        this.weighted = weighted;
        List<FeatureNameStatistics> known = data.getFeaturesList().stream()
                .filter(f -> f.getStatsCase() != FeatureNameStatistics.StatsCase.STATS_NOT_SET
                        || f.getCustomStatsCount() > 0)
                .toList();
        long withPath = known.stream().filter(FeatureNameStatistics::hasPath).count();
        if (withPath > 0 && withPath < known.size()) {
            throw new IllegalArgumentException(
                    "some columns of the statistics have a name and some a path; write all of them with a path");
        }
        List<FeaturePath> paths = withPath > 0
                ? known.stream().map(f -> FeaturePath.of(f.getPath())).toList()
                : pathsOfNames(known);
        for (int i = 0; i < known.size(); i++) {
            var column = new ColumnView(known.get(i), paths.get(i), this);
            columns.add(column);
            byPath.put(column.path(), column);
        }
        byParent = byPath.values().stream()
                .filter(this::hasParent)
                .collect(Collectors.groupingBy(column -> column.path().parent()));
    }

    /** Views statistics by weight if the set and each of its columns have weighted numbers. */
    static DatasetView of(DatasetFeatureStatistics data) {
        var plain = new DatasetView(data, false);
        boolean allWeighted = data.getWeightedNumExamples() != 0
                && plain.columns.stream().allMatch(ColumnView::hasWeightedStatistics);
        return allWeighted ? new DatasetView(data, true) : plain;
    }

    /** Views statistics by weight or not as {@code other} is viewed. */
    static DatasetView like(DatasetView other, DatasetFeatureStatistics data) {
        return new DatasetView(data, other.weighted);
    }

    boolean isWeighted() {
        return weighted;
    }

    double numExamples() {
        return weighted ? data.getWeightedNumExamples() : data.getNumExamples();
    }

    Optional<ColumnView> column(FeaturePath path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Collection<FeaturePath> paths() {
        return byPath.keySet();
    }

    /** Returns the columns that lie in no other column of the statistics, in their order there. */
    List<ColumnView> roots() {
        return columns.stream().filter(column -> !hasParent(column)).toList();
    }

    List<ColumnView> children(ColumnView parent) {
        return byParent.getOrDefault(parent.path(), List.of());
    }

    private boolean hasParent(ColumnView column) {
        return !column.path().steps().isEmpty()
                && byPath.containsKey(column.path().parent());
    }

    /** Old statistics have names only; a name that goes on after a struct's name and a dot lies in that struct. */
    private static List<FeaturePath> pathsOfNames(List<FeatureNameStatistics> features) {
        SortedMap<String, FeaturePath> paths = new TreeMap<>(CodePointOrder.ORDER);
        SortedMap<String, FeatureNameStatistics> byName = new TreeMap<>(CodePointOrder.ORDER);
        features.forEach(feature -> byName.put(feature.getName(), feature));
        Deque<String> structs = new ArrayDeque<>();
        byName.forEach((name, feature) -> {
            while (!structs.isEmpty()
                    && !(name.startsWith(structs.peek())
                            && name.length() > structs.peek().length())) {
                structs.pop();
            }
            paths.put(
                    name,
                    structs.isEmpty()
                            ? FeaturePath.of(name)
                            : paths.get(structs.peek())
                                    .child(name.substring(structs.peek().length() + 1)));
            if (feature.getType() == FeatureNameStatistics.Type.STRUCT) {
                structs.push(name);
            }
        });
        return features.stream().map(feature -> paths.get(feature.getName())).toList();
    }
}
