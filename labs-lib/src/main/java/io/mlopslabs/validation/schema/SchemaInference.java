// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.statistics.DefaultSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proposes a schema that the data behind some statistics keep to.
 *
 * <p>Per column: the type; presence (required everywhere if nothing is missing, else in one example); the number of values; and a domain, the
 * first that fits of a semantic one, true and false, integers written as text, a closed list of texts. It is a draft to be read, not a
 * contract: <b>no range of numbers is ever proposed</b>, so that an age of -1 or 200 passes until somebody says otherwise, and a list of texts
 * is closed although the sample may lack some.
 *
 * <p>Texts come from the rank histogram of the statistics, which keeps 1,000 of them: a larger {@code maxStringDomainSize} than that yields an
 * incomplete list. Weighted statistics decide where all columns have them. Columns with equal texts get a domain each.
 *
 * <p>Same schema as TFDV 1.16.1 {@code infer_schema}.
 */
public final class SchemaInference {

    private final Schema.Builder schema;
    private final InferenceOptions options;
    private final boolean weighted;

    private SchemaInference(Schema schema, InferenceOptions options, boolean weighted) {
        this.schema = schema.toBuilder();
        this.options = options;
        this.weighted = weighted;
    }

    /** Returns the schema under {@link InferenceOptions#defaults}; see {@link #infer(DatasetFeatureStatisticsList, InferenceOptions)}. */
    public static Schema infer(DatasetFeatureStatisticsList statistics) {
        return infer(statistics, InferenceOptions.defaults());
    }

    /**
     * Returns the schema of the only data set, or of the slice {@code All Examples} where there are several.
     *
     * <p>Features stand in the order of the statistics, string domains in the order of their features, texts in the order of their bytes.
     *
     * @throws IllegalArgumentException if there is no data set, or several without that slice; names them
     */
    public static Schema infer(DatasetFeatureStatisticsList statistics, InferenceOptions options) {
        DatasetFeatureStatistics dataset = DefaultSlice.of(statistics, "statistics");
        List<FeatureNameStatistics> columns = dataset.getFeaturesList().stream()
                .filter(column -> column.getStatsCase() != FeatureNameStatistics.StatsCase.STATS_NOT_SET)
                .toList(); // sparse and weighted features have no statistics of their own
        var inference =
                new SchemaInference(Schema.getDefaultInstance(), options, ColumnNumbers.isWeighted(dataset, columns));
        inference.addAll(columns);
        Schema inferred = inference.schema.build();
        for (var transformation : options.transformations()) {
            inferred = transformation.apply(inferred, statistics.getDatasets(0)); // the first data set, as TFDV does
        }
        return inferred;
    }

    /**
     * Returns {@code schema} with one more top-level feature, as {@code column} would have it, and its string domain.
     *
     * <p>What {@code update_schema} does for a column that is new, if {@code options} are without shapes. A domain's name that is taken gets a
     * number after it, from 2.
     *
     * @throws IllegalArgumentException if the schema has a feature of that name
     */
    public static Schema addColumn(Schema schema, FeatureNameStatistics column, InferenceOptions options) {
        String name = steps(column).get(steps(column).size() - 1);
        if (schema.getFeatureList().stream()
                .anyMatch(feature -> feature.getName().equals(name))) {
            throw new IllegalArgumentException(
                    "The schema has a feature '%s' already; update it instead".formatted(name));
        }
        var inference = new SchemaInference(schema, options, false);
        inference.schema.addFeature(inference.feature(List.of(name), column));
        return inference.schema.build();
    }

    /** Adds parents before children, whatever their order; children go to the end of their parent. */
    private void addAll(List<FeatureNameStatistics> columns) {
        Map<List<String>, List<FeatureNameStatistics>> children = new HashMap<>();
        Set<List<String>> known = new HashSet<>();
        columns.forEach(column -> known.add(steps(column)));
        var roots = new ArrayList<FeatureNameStatistics>();
        for (FeatureNameStatistics column : columns) {
            List<String> parent = steps(column).subList(0, steps(column).size() - 1);
            if (known.contains(parent)) {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(column);
            } else if (parent.isEmpty()) {
                roots.add(column);
            } else {
                throw new IllegalArgumentException("The statistics have %s without its parent %s; add the parent's"
                        .formatted(PathText.of(steps(column)), PathText.of(parent)));
            }
        }
        roots.forEach(column -> schema.addFeature(tree(column, children)));
    }

    private Feature tree(FeatureNameStatistics column, Map<List<String>, List<FeatureNameStatistics>> children) {
        Feature.Builder feature = feature(steps(column), column);
        for (FeatureNameStatistics child : children.getOrDefault(steps(column), List.of())) {
            feature.getStructDomainBuilder().addFeature(tree(child, children));
        }
        return feature.build();
    }

    private Feature.Builder feature(List<String> path, FeatureNameStatistics column) {
        var inference = new FeatureInference(new ColumnNumbers(column, weighted), options);
        Feature.Builder feature = inference.feature(path.get(path.size() - 1));
        List<String> texts = inference.closedList();
        if (!texts.isEmpty()) {
            StringDomain domain = StringDomain.newBuilder()
                    .setName(freeName(PathText.of(path)))
                    .addAllValue(texts)
                    .build();
            schema.addStringDomain(domain);
            feature.setDomain(domain.getName());
        }
        return feature;
    }

    private String freeName(String wanted) {
        Set<String> taken = new HashSet<>();
        schema.getStringDomainList().forEach(domain -> taken.add(domain.getName()));
        String name = wanted;
        for (int number = 2; taken.contains(name); number++) {
            name = wanted + number;
        }
        return name;
    }

    private static List<String> steps(FeatureNameStatistics column) {
        return column.hasPath() ? column.getPath().getStepList() : List.of(column.getName());
    }
}
