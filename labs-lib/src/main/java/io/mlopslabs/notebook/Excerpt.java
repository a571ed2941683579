// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.Arrays;

/** Any value as a short text that is safe to show, whatever its {@code toString} does. */
final class Excerpt {
    private static final int LONGEST = 300;

    private Excerpt() {}

    /** Returns the text of {@code value}, arrays element by element, cut after 300 characters with a word that says so. */
    static String of(Object value) {
        try {
            return cut(value instanceof CharSequence ? "\"" + value + "\"" : text(value));
        } catch (Throwable e) { // a learner's toString may fail in any way, also by recursion without end
            return "(" + article(value.getClass().getSimpleName()) + " whose toString() throws "
                    + e.getClass().getSimpleName() + ")";
        }
    }

    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }

    private static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            String nested = Arrays.deepToString(new Object[] {value});
            return nested.substring(1, nested.length() - 1);
        }
        return String.valueOf(value);
    }

    private static String article(String noun) {
        return (!noun.isEmpty() && "AEIOU".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
