// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

/** Text from anywhere, made fit to be shown: data may hold markup, terminal codes or a whole document in one cell. */
public final class Printable {
    private Printable() {}

    /**
     * Returns {@code text} with every character that does not print written as its Java escape, cut to {@code limit} characters.
     *
     * <p>Escaped are line breaks and other controls, halves of surrogate pairs, and the marks that turn the reading direction or take no room, such as a
     * byte order mark: XML refuses the first two, and a reader is misled by the last. A cut text ends in {@code …}, which counts.
     */
    public static String of(String text, int limit) {
        var shown = new StringBuilder();
        // No more is looked at than can be shown: an escape is at least as long as what it stands for.
        int[] points = text.codePoints().limit(limit + 1L).toArray();
        int room = points.length > limit ? limit - 1 : limit;
        int used = 0;
        for (int point : points) {
            String piece = escaped(point);
            int length = piece.codePointCount(0, piece.length());
            if (used + length > room) {
                return trimmedTo(shown, limit - 1) + "…";
            }
            shown.append(piece);
            used += length;
        }
        return shown.toString();
    }

    /** Returns {@code text} for XML and HTML, in an element or between double quotes. */
    public static String markup(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String trimmedTo(StringBuilder shown, int limit) {
        int length = shown.codePointCount(0, shown.length());
        return length <= limit ? shown.toString() : shown.substring(0, shown.offsetByCodePoints(0, limit));
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> prints(point) ? Character.toString(point) : unicodeEscape(point);
        };
    }

    private static String unicodeEscape(int point) {
        var escape = new StringBuilder();
        for (char unit : Character.toChars(point)) {
            escape.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) unit));
        }
        return escape.toString();
    }

    private static boolean prints(int point) {
        boolean turnsDirection = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean invisible = point == 0xFEFF || point == 0x200B || point == 0x2060; // a byte order mark in a name, say
        boolean notCharacter = (point & 0xFFFE) == 0xFFFE;
        int type = Character.getType(point);
        return !Character.isISOControl(point)
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && !turnsDirection
                && !invisible
                && !notCharacter;
    }
}
