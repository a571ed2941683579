// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

import java.util.Comparator;

/**
 * Text by code point: as Python sorts it, and as C++ and TFDV sort the bytes of UTF-8.
 *
 * <p>{@code String.compareTo} compares UTF-16 units, which puts a character beyond the first plane, two surrogates, before the last 8,192 of the
 * first plane.
 */
public enum CodePointOrder implements Comparator<String> {
    /** The one such order. */
    ORDER;

    @Override
    public int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates after everything else. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MIN_SUPPLEMENTARY_CODE_POINT : unit;
    }
}
