// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DriftSkewInfo;
import io.mlopslabs.validation.proto.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One walk over the columns of a data set: what was found where, and what was measured. */
final class DatasetReview {
    private static final Finding NEW = new Finding(
            AnomalyInfo.Type.SCHEMA_NEW_COLUMN, "New column", "New column (column in data but not in schema)");
    private static final Finding MISSING =
            new Finding(AnomalyInfo.Type.SCHEMA_MISSING_COLUMN, "Column dropped", "Column is completely missing");

    private final FeatureReview rules;
    private final Map<AnomalyInfo.Type, AnomalyInfo.Severity> severities;
    private final SortedMap<FeaturePath, List<Finding>> found = new TreeMap<>();
    private final SortedMap<FeaturePath, DriftSkewInfo> measured = new TreeMap<>();

    DatasetReview(FeatureReview rules, Map<AnomalyInfo.Type, AnomalyInfo.Severity> severities) {
        this.rules = rules;
        this.severities = severities;
    }

    /** Checks a column and those inside it; of a struct that is new, dropped or of another type the inside says nothing more. */
    void check(ColumnView column) {
        SchemaDraft schema = rules.schema();
        FeaturePath path = column.path();
        if (!schema.knows(path)) {
            report(path, List.of(NEW));
            return;
        }
        if (schema.isDeprecated(path)) {
            return;
        }
        var composite = CompositeReview.of(schema, column);
        boolean goesOn;
        if (composite.isPresent()) {
            report(path, composite.get().findings());
            goesOn = composite.get().deprecated().isEmpty();
        } else {
            Feature feature = schema.feature(path).orElseThrow();
            Verdict verdict = rules.review(feature, column);
            report(path, verdict.findings());
            if (!verdict.measured().equals(DriftSkewInfo.getDefaultInstance())) {
                measured.put(path, verdict.measured());
            }
            goesOn = !Lifecycle.isDeprecated(verdict.proposal());
        }
        if (goesOn) {
            column.dataset().children(column).forEach(this::check);
        }
    }

    void reportMissing(FeaturePath path) {
        report(path, List.of(MISSING));
    }

    private void report(FeaturePath path, List<Finding> findings) {
        if (!findings.isEmpty()) {
            found.computeIfAbsent(path, p -> new ArrayList<>()).addAll(findings);
        }
    }

    void addTo(Anomalies.Builder anomalies) {
        found.forEach((path, findings) -> {
            AnomalyInfo.Severity severity = severity(findings);
            if (severity != AnomalyInfo.Severity.UNKNOWN) {
                anomalies.putAnomalyInfo(
                        path.serialized(),
                        Reasons.summary(findings)
                                .setPath(path.asProto())
                                .setSeverity(severity)
                                .build());
            }
        });
        measured.forEach(
                (path, info) -> anomalies.addDriftSkewInfo(info.toBuilder().setPath(path.asProto())));
    }

    private AnomalyInfo.Severity severity(Collection<Finding> findings) {
        return findings.stream()
                .map(finding -> severities.getOrDefault(finding.type(), AnomalyInfo.Severity.ERROR))
                .reduce(AnomalyInfo.Severity.UNKNOWN, Reasons::higher);
    }
}
