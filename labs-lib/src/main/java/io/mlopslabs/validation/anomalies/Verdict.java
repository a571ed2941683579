// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DriftSkewInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.StringDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What rules say about a column: findings, and the schema they propose so that the column would fit.
 *
 * <p>Validation reports the findings, an update applies the proposals; the rules do not know for which they are asked.
 *
 * @param proposal the feature as it should read; unchanged where nothing was found
 * @param domains changes to string domains of the schema that features may share
 * @param measured drift and skew, above their thresholds or not
 */
record Verdict(Feature proposal, List<Finding> findings, List<DomainChange> domains, DriftSkewInfo measured) {
    /** A proposal about a string domain of the schema. */
    sealed interface DomainChange {
        /** Puts this domain in the place of the one of its name. */
        record Replace(StringDomain domain) implements DomainChange {}

        /** Takes the domain away, from the schema and from every feature that names it. */
        record Remove(String name) implements DomainChange {}
    }

    static Verdict fine(Feature feature) {
        return of(feature, List.of());
    }

    static Verdict of(Feature proposal, List<Finding> findings) {
        return new Verdict(proposal, List.copyOf(findings), List.of(), DriftSkewInfo.getDefaultInstance());
    }

    static Verdict of(Feature.Builder proposal, AnomalyInfo.Type type, String title, String text) {
        return of(proposal.build(), List.of(new Finding(type, title, text)));
    }

    /** Goes on with the proposed feature: what the next rule sees is what the one before it proposed. */
    Verdict then(Function<Feature, Verdict> rule) {
        Verdict next = rule.apply(proposal);
        return new Verdict(
                next.proposal,
                joined(findings, next.findings),
                joined(domains, next.domains),
                measured.toBuilder().mergeFrom(next.measured).build());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }
}
