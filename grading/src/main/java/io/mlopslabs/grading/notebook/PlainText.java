// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import java.util.regex.Pattern;

/**
 * Text from somebody else, made fit to be shown: what a terminal would obey, what a reader cannot see, and what has no UTF-8 form becomes a visible sign.
 *
 * <p>Does not escape markup: whoever writes HTML or CSV does that.
 */
public final class PlainText {
    private static final Pattern ANSI = Pattern.compile(
            "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b[@-Z\\\\-_]");
    private static final String CUT = " … (cut)";
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * Returns {@code text} of at most {@code most} signs, with line feeds and tabs kept; a longer one ends in a word that says so.
     *
     * <p>Colours and other commands for a terminal go; any other control or formatting sign, such as one that turns the direction of writing, and half
     * a surrogate pair become U+FFFD.
     */
    public static String of(String text, int most) {
        // twice the length that is wanted is read, so that a gigabyte costs no more than a page
        String read = text.length() > 2L * most ? text.substring(0, 2 * most) : text;
        String plain = ANSI.matcher(read.replace("\r\n", "\n")).replaceAll("");
        var shown = new StringBuilder();
        int signs = 0;
        for (int i = 0; i < plain.length() && signs < most; signs++) {
            int sign = plain.codePointAt(i);
            i += Character.charCount(sign);
            shown.appendCodePoint(isShown(sign) ? sign : REPLACEMENT);
        }
        boolean whole = read.length() == text.length() && plain.codePointCount(0, plain.length()) <= most;
        return whole ? shown.toString() : shown + CUT;
    }

    /** Returns {@code text} as {@link #of}, in one line: every break and tab is a space. */
    public static String line(String text, int most) {
        return of(text, most).replaceAll("\\s+", " ").strip();
    }

    private static boolean isShown(int sign) {
        return sign == '\n'
                || sign == '\t'
                || switch (Character.getType(sign)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
