// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

/** Text without blanks, so that no indent and no line break tells two texts apart. */
final class Compact {
    private Compact() {}

    static String of(String text) {
        var compact = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isBlank(text.charAt(i))) {
                compact.append(text.charAt(i));
            }
        }
        return compact.toString();
    }

    /** Returns true for what a reader does not see: blanks of every script, control and format characters. */
    static boolean isBlank(char c) {
        int type = Character.getType(c);
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || type == Character.FORMAT
                || type == Character.CONTROL;
    }
}
