// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DistributionConstraints;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.StringDomain;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Text that a domain lists, but for the share that {@code min_domain_mass} leaves.
 *
 * @param limit what happens where the share lies exactly at that limit
 */
record StringDomainRule(OffDomainLimit limit) {
    private static final double PER_CENT = 100;

    /** A domain that is in the feature itself. */
    Verdict check(Feature feature, ColumnView column) {
        Optional<Finding> finding = finding(feature, feature.getStringDomain(), column);
        if (finding.isEmpty()) {
            return Verdict.fine(feature);
        }
        Feature.Builder proposal = feature.toBuilder();
        if (column.hasInvalidUtf8()) {
            proposal.clearDomainInfo();
        } else {
            proposal.setStringDomain(extended(feature.getStringDomain(), column));
        }
        return Verdict.of(proposal.build(), List.of(finding.get()));
    }

    /** A domain of the schema that the feature names; other features may name it too. */
    Verdict check(Feature feature, StringDomain domain, ColumnView column) {
        Optional<Finding> finding = finding(feature, domain, column);
        if (finding.isEmpty()) {
            return Verdict.fine(feature);
        }
        Verdict verdict = Verdict.of(
                column.hasInvalidUtf8() ? feature.toBuilder().clearDomainInfo().build() : feature,
                List.of(finding.get()));
        Verdict.DomainChange change = column.hasInvalidUtf8()
                ? new Verdict.DomainChange.Remove(domain.getName())
                : new Verdict.DomainChange.Replace(extended(domain, column));
        return new Verdict(verdict.proposal(), verdict.findings(), List.of(change), verdict.measured());
    }

    private Optional<Finding> finding(Feature feature, StringDomain domain, ColumnView column) {
        if (column.hasInvalidUtf8()) {
            return Optional.of(new Finding(
                    AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8,
                    "Invalid UTF8 strings",
                    "Found strings that were not valid UTF8 strings."));
        }
        NavigableMap<String, Double> unexpected = unexpected(domain, column);
        double count =
                unexpected.values().stream().mapToDouble(Double::doubleValue).reduce(0, Double::sum);
        double total = column.totalValueCount();
        if (unexpected.isEmpty() || !isTooMuch(count, total, feature.getDistributionConstraints())) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
                "Unexpected string values",
                unexpected.entrySet().stream()
                        .map(entry ->
                                CppText.escaped(entry.getKey()) + " (" + percentage(entry.getValue(), total) + ")")
                        .collect(Collectors.joining(", ", "Examples contain values missing from the schema: ", ". "))));
    }

    private boolean isTooMuch(double count, double total, DistributionConstraints constraints) {
        if (!constraints.hasMinDomainMass() || constraints.getMinDomainMass() == 1) {
            return true;
        }
        return limit.isPassed(count / total, constraints.getMinDomainMass());
    }

    private static NavigableMap<String, Double> unexpected(StringDomain domain, ColumnView column) {
        Map<String, Double> counts = column.stringCounts();
        domain.getValueList().forEach(counts::remove);
        var unexpected = new TreeMap<String, Double>(CodePointOrder.ORDER);
        unexpected.putAll(counts);
        return unexpected;
    }

    private static StringDomain extended(StringDomain domain, ColumnView column) {
        return domain.toBuilder()
                .addAllValue(unexpected(domain, column).keySet())
                .build();
    }

    /** TFDV counts whole values here, and rounds down. */
    private static String percentage(double count, double total) {
        if (total == 0) {
            return "?";
        }
        double percent = PER_CENT * (long) count / total;
        return percent < 1 ? "<1%" : "~" + (long) Math.floor(percent) + "%";
    }
}
