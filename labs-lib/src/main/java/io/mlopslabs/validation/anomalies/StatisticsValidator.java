// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomValidationConfig;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.statistics.DefaultSlice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds statistics against a schema, and against other statistics where there are some.
 *
 * <p>A validator is a value: each setting returns another one, and one validator may be used from several threads. A column that fits has no entry in
 * the answer; the key of an entry is the path of the column, steps joined by dots, a step with a dot, quote or parenthesis in single quotes
 * ({@code 'x.y'}). One reason lends its descriptions to the entry; several are joined and called {@code Multiple errors}.
 *
 * <p>Same anomalies as TFDV 1.16.1 {@code validate_statistics}, word for word. What is odd there is so here:
 *
 * <ul>
 *   <li>Everything is {@code ERROR} until {@link #severity} says otherwise, and anomalies of the whole data set stay it.
 *   <li>INT where the schema says FLOAT is {@code UNEXPECTED_DATA_TYPE}; nothing is widened.
 *   <li>{@code min_domain_mass: 0.9} reports exactly 10 % of unlisted values; see {@link #offDomainLimit}.
 *   <li>{@code max_examples_count} counts only beside {@code min_examples_count}; {@code unique_constraints} without {@code max} allow none.
 *   <li>{@code missing domain: } does not say which; a bool domain with one word for both values, or a domain with a value twice, is no anomaly.
 *   <li>Statistics of data without rows give {@code data_missing} and nothing else; as previous or serving statistics they count as none.
 * </ul>
 *
 * <p>Not here: {@code features_needed} and {@code enable_diff_regions} of TFDV's internal call.
 *
 * @see SchemaUpdater
 */
public final class StatisticsValidator {
    private final Schema schema;
    private Optional<String> environment = Optional.empty();
    private Optional<DatasetFeatureStatistics> previous = Optional.empty();
    private Optional<DatasetFeatureStatistics> serving = Optional.empty();
    private Optional<DatasetFeatureStatistics> previousVersion = Optional.empty();
    private DatasetFeatureStatisticsList previousSlices = DatasetFeatureStatisticsList.getDefaultInstance();
    private Map<AnomalyInfo.Type, AnomalyInfo.Severity> severities = Map.of();
    private CustomValidationConfig customValidations = CustomValidationConfig.getDefaultInstance();
    private OffDomainLimit limit = OffDomainLimit.TFDV;

    private StatisticsValidator(Schema schema) {
        this.schema = schema;
    }

    private StatisticsValidator(StatisticsValidator other) {
        this(other.schema);
        environment = other.environment;
        previous = other.previous;
        serving = other.serving;
        previousVersion = other.previousVersion;
        previousSlices = other.previousSlices;
        severities = other.severities;
        customValidations = other.customValidations;
        limit = other.limit;
    }

    /**
     * Returns a validator for a schema.
     *
     * @throws IllegalArgumentException if the schema names a feature twice; TFDV would not look at the second
     */
    public static StatisticsValidator of(Schema schema) {
        return new StatisticsValidator(new SchemaDraft(schema).schema());
    }

    /**
     * Validates for an environment, such as {@code SERVING}: what the schema keeps out of it is neither required nor expected.
     *
     * @throws IllegalArgumentException if {@code default_environment} of the schema does not list it
     */
    public StatisticsValidator environment(String name) {
        List<String> known = schema.getDefaultEnvironmentList();
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "Environment %s not found in the schema. Its default_environment is %s: ask for one of these, or add %s there"
                            .formatted(name, known, name));
        }
        var copy = new StatisticsValidator(this);
        copy.environment = Optional.of(name);
        return copy;
    }

    /**
     * Measures drift from earlier statistics, where a {@code drift_comparator} or {@code num_examples_drift_comparator} has a threshold.
     *
     * @throws IllegalArgumentException if the list has no single data set and no default slice
     */
    public StatisticsValidator previousStatistics(DatasetFeatureStatisticsList statistics) {
        var copy = new StatisticsValidator(this);
        copy.previous = control(statistics, "previous statistics");
        copy.previousSlices = statistics;
        return copy;
    }

    /**
     * Measures skew from the statistics of serving data, where a {@code skew_comparator} has a threshold.
     *
     * @throws IllegalArgumentException if the list has no single data set and no default slice
     */
    public StatisticsValidator servingStatistics(DatasetFeatureStatisticsList statistics) {
        var copy = new StatisticsValidator(this);
        copy.serving = control(statistics, "serving statistics");
        return copy;
    }

    /**
     * Compares the number of examples with that of an earlier version of the same data, for {@code num_examples_version_comparator}.
     *
     * @throws IllegalArgumentException if the list has no single data set and no default slice
     */
    public StatisticsValidator previousVersionStatistics(DatasetFeatureStatisticsList statistics) {
        var copy = new StatisticsValidator(this);
        copy.previousVersion = control(statistics, "statistics of the previous version");
        return copy;
    }

    /**
     * Gives anomalies of a type another severity; the highest reason of a column wins.
     *
     * <p>{@code UNKNOWN} takes a column out of the answer if it has no other reason. {@code SCHEMA_NEW_COLUMN} as {@code WARNING} is TFDV's old
     * switch {@code new_features_are_warnings}. Custom validations bring their own severity.
     */
    public StatisticsValidator severity(AnomalyInfo.Type type, AnomalyInfo.Severity severity) {
        var copy = new StatisticsValidator(this);
        var changed = new EnumMap<AnomalyInfo.Type, AnomalyInfo.Severity>(AnomalyInfo.Type.class);
        changed.putAll(severities);
        changed.put(type, severity);
        copy.severities = Map.copyOf(changed);
        return copy;
    }

    /**
     * Adds conditions on the statistics, in SQL: {@code feature.num_stats.num_zeros < 2}. One that is false is an anomaly {@code CUSTOM_VALIDATION}.
     *
     * <p>{@code feature} is the message FeatureNameStatistics of the column; in a pair validation {@code feature_test} is that of these statistics
     * and {@code feature_base} that of {@link #previousStatistics}. An expression is made of fields and {@code has_} fields, {@code [OFFSET(0)]} and
     * {@code [ORDINAL(1)]}, literals, {@code + - * /}, comparisons, BETWEEN, IN, IS NULL, AND, OR, NOT, and the functions ABS, ARRAY_LENGTH,
     * COALESCE, GREATEST, IF, LEAST, LOWER, STARTS_WITH and UPPER, with GoogleSQL's meaning: {@code /} never cuts off, NULL is neither true nor false. TFDV takes
     * all of GoogleSQL; sub-queries are refused here. A validation with environments runs in these only.
     *
     * @throws IllegalArgumentException if an expression is no such condition; names the expression and the place
     */
    public StatisticsValidator customValidations(CustomValidationConfig validations) {
        CustomValidations.check(validations);
        var copy = new StatisticsValidator(this);
        copy.customValidations = validations;
        return copy;
    }

    /** Says what {@code min_domain_mass} does exactly at its limit; {@link OffDomainLimit#TFDV} unless said otherwise. */
    public StatisticsValidator offDomainLimit(OffDomainLimit chosen) {
        var copy = new StatisticsValidator(this);
        copy.limit = chosen;
        return copy;
    }

    /**
     * Returns what does not fit, with every measurement of drift and skew that has a threshold, above it or not.
     *
     * @param statistics one data set, or several of which one is the default slice {@code "All Examples"}
     * @throws IllegalArgumentException if the list has no such data set, or a custom validation names a column or data set that is not there,
     *     needs {@link #previousStatistics} that are not given, or comes to NULL
     */
    public Anomalies validate(DatasetFeatureStatisticsList statistics) {
        DatasetFeatureStatistics dataset = DefaultSlice.of(statistics, "statistics");
        Anomalies.Builder anomalies = Anomalies.newBuilder().setBaseline(schema);
        if (dataset.getNumExamples() == 0) {
            anomalies.setDataMissing(true);
        } else {
            validate(DatasetView.of(dataset), anomalies);
        }
        new CustomValidations(statistics, previousSlices, environment).addTo(anomalies, customValidations);
        return anomalies.build();
    }

    private void validate(DatasetView data, Anomalies.Builder anomalies) {
        anomalies.setAnomalyNameFormat(Anomalies.AnomalyNameFormat.SERIALIZED_PATH);
        var controls = new Controls(
                previous.map(control -> DatasetView.like(data, control)),
                serving.map(control -> DatasetView.like(data, control)),
                previousVersion.map(control -> DatasetView.like(data, control)));
        var draft = new SchemaDraft(schema);
        var review = new DatasetReview(new FeatureReview(draft, environment, controls, limit), severities);
        data.roots().forEach(review::check);
        draft.missing(data, environment).forEach(review::reportMissing);
        review.addTo(anomalies);
        List<Finding> ofDataset = DatasetRules.check(schema.getDatasetConstraints(), data, controls);
        if (!ofDataset.isEmpty()) {
            anomalies.setDatasetAnomalyInfo(Reasons.summary(ofDataset).setSeverity(AnomalyInfo.Severity.ERROR));
        }
    }

    /** Takes statistics without anything in them for none, as TFDV does with those of an empty file. */
    private static Optional<DatasetFeatureStatistics> control(DatasetFeatureStatisticsList statistics, String whose) {
        return Optional.of(DefaultSlice.of(statistics, whose))
                .filter(dataset -> !dataset.equals(DatasetFeatureStatistics.getDefaultInstance()));
    }
}
