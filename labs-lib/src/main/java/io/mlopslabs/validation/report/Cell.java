// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import java.text.Bidi;
import java.util.Locale;
import java.util.Optional;

/** One cell of a {@link Sheet}: text, in HTML with a picture before it. */
record Cell(String text, Side side, Optional<Picture> picture) {
    /** The most characters that a name or a value from the data may take. */
    static final int LONGEST = 60;

    static final Cell EMPTY = text("");

    enum Side {
        LEFT,
        RIGHT
    }

    /** Returns text of our own making. */
    static Cell text(String text) {
        return new Cell(text, Side.LEFT, Optional.empty());
    }

    /** Returns text from the data. */
    static Cell data(String value) {
        return text(shown(value));
    }

    static Cell amount(String text) {
        return new Cell(text, Side.RIGHT, Optional.empty());
    }

    static Cell amount(double value) {
        return amount(Numbers.shortened(value));
    }

    /** Returns a count and the share of {@code whole} that it is. */
    static Cell part(double count, double whole) {
        return amount(count == 0 ? "0" : Numbers.shortened(count) + " (" + percent(count / whole) + ")");
    }

    Cell with(Picture before) {
        return new Cell(text, side, Optional.of(before));
    }

    /** Returns a value from the data as it may stand in a sentence: one line, bounded, and without effect on the text around it. */
    static String shown(String value) {
        String printable = Printable.of(value, LONGEST);
        char[] letters = printable.toCharArray();
        // Between first strong isolate and pop directional isolate: numbers after a Hebrew value stay after it.
        return Bidi.requiresBidi(letters, 0, letters.length) ? "\u2068" + printable + "\u2069" : printable;
    }

    /** Returns a value from the data for a list of them: in quotes where it is not clear where it begins and ends. */
    static String listed(String value) {
        boolean plain = !value.isEmpty() && value.equals(value.strip()) && !value.contains(",");
        return plain ? shown(value) : '"' + shown(value) + '"';
    }

    /** Returns a share as {@code 0 %}, {@code <0.1 %}, {@code 5.6 %} or {@code 62 %}; 100 % is said of the whole only. */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return "of none";
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.1) {
            return "<0.1 %";
        }
        if (percent > 99.5 && percent < 100) {
            return ">99 %";
        }
        return String.format(Locale.ROOT, percent == 0 || percent >= 9.95 ? "%.0f %%" : "%.1f %%", percent);
    }

    String html() {
        String words = Printable.markup(text).replace("\n", "<br/>");
        return picture.map(drawn -> drawn.html() + (words.isEmpty() ? "" : drawn.wide() ? "<br/>" : " ") + words)
                .orElse(words);
    }
}
