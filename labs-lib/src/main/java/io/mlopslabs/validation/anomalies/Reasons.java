// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.AnomalyInfo.Reason;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How several reasons become one entry. */
final class Reasons {
    static final String MULTIPLE = "Multiple errors";

    private Reasons() {}

    /**
     * Returns an entry without path and severity.
     *
     * <p>Reasons without a description do not join, so that the title of a fault of the schema is lost beside any other; several new columns count as one.
     */
    static AnomalyInfo.Builder summary(List<Finding> findings) {
        List<Finding> kept = isNewColumnsOnly(findings) ? findings.subList(0, 1) : findings;
        List<Finding> telling =
                kept.stream().filter(finding -> !finding.text().isEmpty()).toList();
        String title =
                switch (telling.size()) {
                    case 0 -> kept.get(kept.size() - 1).title();
                    case 1 -> telling.get(0).title();
                    default -> MULTIPLE;
                };
        return AnomalyInfo.newBuilder()
                .setDescription(telling.stream().map(Finding::text).collect(Collectors.joining(" ")))
                .setShortDescription(title)
                .addAllReason(kept.stream().map(Finding::asReason).toList());
    }

    private static boolean isNewColumnsOnly(Collection<Finding> findings) {
        return findings.stream().allMatch(finding -> finding.type() == AnomalyInfo.Type.SCHEMA_NEW_COLUMN);
    }

    /** Joins descriptions as TFDV's Python does: all of them, the empty ones too. */
    static String joined(Collection<Reason> reasons) {
        return reasons.stream().map(Reason::getDescription).collect(Collectors.joining(" "));
    }

    static AnomalyInfo.Severity higher(AnomalyInfo.Severity one, AnomalyInfo.Severity other) {
        return one.getNumber() > other.getNumber() ? one : other;
    }
}
