// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation.errors;

import java.util.Objects;
import java.util.Set;

/**
 * One evaluated sample with what a person saw in it.
 *
 * @param id what finds the sample again, such as a file name; shown in error messages
 * @param right whether the model's answer is right
 * @param tags none, one or several
 */
public record TaggedSample(String id, boolean right, Set<String> tags) {
    /** Keeps an own copy of the tags. */
    public TaggedSample {
        Objects.requireNonNull(id, "id");
        tags = Set.copyOf(tags);
    }

    /** Makes a sample with the tags given. */
    public static TaggedSample of(String id, boolean right, String... tags) {
        return new TaggedSample(id, right, Set.of(tags));
    }
}
