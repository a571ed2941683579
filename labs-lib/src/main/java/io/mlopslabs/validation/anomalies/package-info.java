// SPDX-License-Identifier: Apache-2.0
/**
 * Anomalies: do these data fit the schema, and the data before them?
 *
 * <p>Start with {@link io.mlopslabs.validation.anomalies.StatisticsValidator}: statistics and a schema in, the message Anomalies out, one entry per
 * column that does not fit. Statistics are all it looks at: a gigabyte is checked in the time of its columns, and an anomaly names no rows.
 * {@link io.mlopslabs.validation.anomalies.SchemaUpdater} answers the other way round: it loosens the schema until the data fit, for a person to
 * review. {@link io.mlopslabs.validation.anomalies.AnomalyFilter} takes accepted reasons out of an answer.
 *
 * <p>Inside, a rule takes a feature of the schema and the statistics of its column, and gives findings together with the feature as it should
 * read. Validation reports the findings, an update applies the proposals: one set of rules, so that the two cannot disagree.
 *
 * <p>Guarantees: types, severities, descriptions and updated schemas of TFDV 1.16.1, for each of the 61 types of anomaly that its code can emit.
 * Where a rule of TFDV misleads, the better one has a name of its own ({@link io.mlopslabs.validation.anomalies.OffDomainLimit}).
 *
 * <p>Left out: which rows are to blame, diff regions, GoogleSQL beyond expressions in custom validations.
 */
package io.mlopslabs.validation.anomalies;
