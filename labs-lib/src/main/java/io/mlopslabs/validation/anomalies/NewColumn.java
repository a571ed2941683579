// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.schema.InferenceOptions;
import io.mlopslabs.validation.schema.SchemaInference;

/** What inference makes of a single column; with value counts, never a shape. */
final class NewColumn {
    private NewColumn() {}

    /** Adds the feature and its string domain, under a name that is free. */
    static void addTo(SchemaDraft draft, ColumnView column, int maxStringDomainSize) {
        Schema alone = inferred(column, maxStringDomainSize);
        Feature.Builder feature = alone.getFeature(0).toBuilder();
        if (column.numPresent() == 0) {
            feature.clearShapeType(); // all values may have the weight 0
        }
        for (StringDomain domain : alone.getStringDomainList()) {
            feature.setDomain(draft.freeDomainName(column.path().serialized()));
            draft.add(domain.toBuilder().setName(feature.getDomain()).build());
        }
        draft.add(column.path(), feature.build());
    }

    /** Sets the value counts, one per level of nesting; none where an example may be without values. */
    static void countValues(Feature.Builder feature, ColumnView column) {
        Feature alone = inferred(column, 0).getFeature(0);
        switch (alone.getShapeTypeCase()) {
            case VALUE_COUNT -> feature.setValueCount(alone.getValueCount());
            case VALUE_COUNTS -> feature.setValueCounts(alone.getValueCounts());
            case SHAPE, SHAPETYPE_NOT_SET -> feature.clearShapeType();
        }
    }

    private static Schema inferred(ColumnView column, int maxStringDomainSize) {
        DatasetFeatureStatistics.Builder alone = DatasetFeatureStatistics.newBuilder()
                .setWeightedNumExamples(
                        column.dataset().isWeighted() ? 1 : 0) // all that is read of it: that there are weights
                .addFeatures(column.data().toBuilder()
                        .setPath(Path.newBuilder().addStep(column.path().lastStep())));
        return SchemaInference.infer(
                DatasetFeatureStatisticsList.newBuilder().addDatasets(alone).build(),
                InferenceOptions.defaults().withoutShapes().withMaxStringDomainSize(maxStringDomainSize));
    }
}
