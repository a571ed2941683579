// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.util.List;

/** The one data set of a list of statistics that a schema is inferred from or held against. */
public final class DefaultSlice {
    /** TFDV's name of it. */
    public static final String NAME = "All Examples";

    private DefaultSlice() {}

    /**
     * Returns the only data set, or the one over all examples where slices stand beside it.
     *
     * @param whose what the message calls them, such as {@code "serving statistics"}
     * @throws IllegalArgumentException if there is no data set, or several without that slice; names them
     */
    public static DatasetFeatureStatistics of(DatasetFeatureStatisticsList statistics, String whose) {
        if (statistics.getDatasetsCount() == 1) {
            return statistics.getDatasets(0);
        }
        List<String> names = statistics.getDatasetsList().stream()
                .map(DatasetFeatureStatistics::getName)
                .toList();
        return statistics.getDatasetsList().stream()
                .filter(dataset -> dataset.getName().equals(NAME))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        names.isEmpty()
                                ? "the %s hold no data set; make them from at least one file".formatted(whose)
                                : "the %s hold %d data sets %s and none is called '%s'; pick one, or make them with the default slice"
                                        .formatted(whose, names.size(), names, NAME)));
    }
}
