// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One text that no learner may read, as it is looked for.
 *
 * @param kind what it is, which decides what excuses it
 * @param text the text, compact
 * @param part what it is a part of, as in {@code the solution in cell 2 (grade_id split) of c1w1-split.ipynb}
 * @param place where in that part, as in {@code line 3 of}
 */
record Secret(Kind kind, String text, String part, String place) {
    /** Below this many characters a line says too little to be told from a line that anybody writes. */
    static final int SHORTEST = 12;

    private static final int WORD =
            4; // letters and digits of a short line that make it worth finding within other text
    private static final Pattern WORDS =
            Pattern.compile("\\w*"); // `return states` is English too, without its semicolon
    private static final Pattern ENDS = Pattern.compile("^[{};]+|[{};]+$");
    private static final String MARKS = "[\\s/*#>`|+-]*";

    enum Kind {
        /** A line of Java: excused by a visible cell that runs the same line. */
        CODE,
        /** A sentence or a comment: excused by a visible cell that says the same. */
        PROSE,
        /** Inputs or outputs of a probe: excused by a visible cell that has the same ones. */
        VALUE,
        /** A line that only the grader has, of 12 characters or more: excused by nothing. */
        HIDDEN,
        /** A shorter one: looked for between the ends of words, excused by a visible cell that runs it. */
        SHORT,
        /** The number that a generator starts from, looked for as a number of its own: excused by nothing. */
        SEED
    }

    /** Returns {@code line} of a solution or a sample answer as a secret, empty if it is too short. */
    static Optional<Secret> code(String line, String part, String place) {
        return ofLength(Kind.CODE, Compact.of(line), part, place);
    }

    /** Returns a sentence or a comment as a secret, without marks of code; empty if it is too short. */
    static Optional<Secret> prose(String text, String part, String place) {
        return ofLength(Kind.PROSE, Compact.of(text).replace("`", ""), part, place);
    }

    /** Returns a value as a secret, empty if it is too short to be told from any other number. */
    static Optional<Secret> value(String text, String part, String place) {
        return ofLength(Kind.VALUE, Values.normal(Compact.of(text)), part, place);
    }

    /** Returns a hidden line as a secret, empty if it has no letter and no digit: a brace tells nothing. */
    static Optional<Secret> hidden(String line, String part, String place) {
        String text = Compact.of(line);
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        return text.length() < SHORTEST
                ? Optional.of(new Secret(Kind.SHORT, text, part, place))
                : ofLength(Kind.HIDDEN, text, part, place);
    }

    private static Optional<Secret> ofLength(Kind kind, String text, String part, String place) {
        if (text.length() < SHORTEST) {
            return Optional.empty();
        }
        String core = kind == Kind.VALUE ? text : ENDS.matcher(text).replaceAll("");
        boolean isTelling = core.length() >= SHORTEST && !WORDS.matcher(core).matches();
        return Optional.of(new Secret(kind, isTelling ? core : text, part, place));
    }

    /** Returns the number that a generator starts from as a secret, however short. */
    static Secret seed(String number, String part, String place) {
        return new Secret(Kind.SEED, Compact.of(number), part, place);
    }

    /** Returns true if the text is too short for an index of its characters. */
    boolean isShort() {
        return kind == Kind.SHORT || kind == Kind.SEED;
    }

    /** Returns a matcher over {@code text} for a short one: between the ends of words, or as a line of its own if it is hardly a word. */
    Matcher in(String text) {
        var pattern = new StringBuilder();
        this.text.chars().forEach(c -> pattern.append(pattern.isEmpty() ? "" : "\\s*")
                .append(Pattern.quote(Character.toString(c))));
        boolean isWord = kind == Kind.SEED
                || this.text.chars().filter(Character::isLetterOrDigit).count() >= WORD;
        String whole = isWord
                ? "(?<![\\p{L}\\p{N}_$]|\\d\\.)" + pattern + "(?![\\p{L}\\p{N}_$]|\\.\\d)"
                : "(?m)^" + MARKS + pattern + MARKS + "$";
        return Pattern.compile(whole).matcher(text);
    }
}
