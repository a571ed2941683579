// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import java.util.List;

/**
 * One difference between two schemas, in words.
 *
 * @param where what has changed, such as {@code feature workclass} or {@code string domain drug}
 * @param what the change, such as {@code min_domain_mass 1.0 -> 0.9}
 * @param effect what it does to the reports
 * @param features the paths of the features that it touches; all that share a domain
 */
public record SchemaChange(String where, String what, Effect effect, List<String> features) {
    /** What a change does to the anomalies of some data. */
    public enum Effect {
        /** Data that were reported may pass now. */
        LOOSER,
        /** Data that passed may be reported now. */
        STRICTER,
        /** Neither, or both, or not for us to know. */
        NEITHER
    }

    /** Copies the list. */
    public SchemaChange {
        features = List.copyOf(features);
    }

    /** Returns the line that a reviewer reads. */
    @Override
    public String toString() {
        String shared = features.size() > 1
                ? " (shared: touches %s; what is wrong in one of them may be right in another)"
                        .formatted(String.join(", ", features))
                : "";
        return "%-8s %s: %s%s".formatted(effect, where, what, shared);
    }
}
