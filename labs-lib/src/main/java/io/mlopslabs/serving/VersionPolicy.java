// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which of the versions that lie in a model's folder are served.
 *
 * <p>Same three policies as TensorFlow Serving's {@code model_version_policy}; its default is {@code latest(1)}.
 */
public sealed interface VersionPolicy {
    /** Returns the policy that serves the one newest version. */
    static VersionPolicy latest() {
        return latest(1);
    }

    /**
     * Returns the policy that serves the versions with the highest numbers.
     *
     * @param count how many, 1 or more
     * @throws IllegalArgumentException if the count is below 1
     */
    static VersionPolicy latest(int count) {
        return new Latest(count);
    }

    /** Returns the policy that serves every version. */
    static VersionPolicy all() {
        return new All();
    }

    /**
     * Returns the policy that serves these versions and no other, once they are there.
     *
     * @param versions one or more, each 1 or more
     * @throws IllegalArgumentException if there is none or one is below 1
     */
    static VersionPolicy specific(long... versions) {
        return new Specific(Arrays.stream(versions).boxed().collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Returns those of the versions present that are to be served. */
    SortedSet<Long> choose(SortedSet<Long> present);

    /**
     * The versions with the highest numbers.
     *
     * @param count how many at most
     */
    record Latest(int count) implements VersionPolicy {
        /** Throws an {@code IllegalArgumentException} if the count is below 1. */
        public Latest {
            if (count < 1) {
                throw new IllegalArgumentException("count is %d; a policy serves at least 1 version".formatted(count));
            }
        }

        @Override
        public SortedSet<Long> choose(SortedSet<Long> present) {
            return present.stream()
                    .sorted(Collections.reverseOrder())
                    .limit(count)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Every version. */
    record All() implements VersionPolicy {
        @Override
        public SortedSet<Long> choose(SortedSet<Long> present) {
            return new TreeSet<>(present);
        }
    }

    /**
     * Named versions.
     *
     * @param versions one or more
     */
    record Specific(SortedSet<Long> versions) implements VersionPolicy {
        /** Throws an {@code IllegalArgumentException} if there is no version or one is below 1. */
        public Specific {
            versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
            if (versions.isEmpty() || versions.first() < 1) {
                throw new IllegalArgumentException(
                        "versions are %s; a policy names one or more, each 1 or more".formatted(versions));
            }
        }

        @Override
        public SortedSet<Long> choose(SortedSet<Long> present) {
            var chosen = new TreeSet<>(versions);
            chosen.retainAll(present);
            return chosen;
        }
    }
}
