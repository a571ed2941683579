// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import java.util.regex.Pattern;

/** Names that MLflow takes, and that can be files on every system. */
final class Key {
    private static final int LONGEST = 250;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{Alnum}_. /-]+");
    private static final Pattern UP_OR_EMPTY = Pattern.compile("(^|.*/)\\.{0,2}(/.*|$)");

    private Key() {}

    /** Refuses what MLflow refuses: other characters, and paths that lead out or are not in their shortest form. */
    static void require(String what, String key) {
        if (key.length() > LONGEST
                || !ALLOWED.matcher(key).matches()
                || UP_OR_EMPTY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "the %s name '%s' is not allowed; take up to 250 letters, digits, spaces and _ - . with / between parts"
                            .formatted(what, key));
        }
    }

    static void requireName(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s has the name '%s'; it has 1 to 250 characters, not all of them blank".formatted(what, name));
        }
    }
}
