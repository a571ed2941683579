// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A marked region of a cell, both marker lines included.
 *
 * @param kind {@code SOLUTION} or {@code HIDDEN TESTS}
 * @param begin line of the BEGIN marker, counted from 1
 * @param end line of the END marker
 */
record Region(String kind, int begin, int end) {
    static final String SOLUTION = "SOLUTION";
    static final String HIDDEN_TESTS = "HIDDEN TESTS";

    private static final Pattern MARKER =
            Pattern.compile("\\s*(?://+|#+|/\\*+)\\s*(BEGIN|END) (SOLUTION|HIDDEN TESTS)\\s*(?:\\*+/)?\\s*");
    /** What was probably meant as a marker; a misspelt one would publish the answer. */
    private static final Pattern ALMOST =
            Pattern.compile("(?i)\\b(?:BEGIN|END)[\\s_-]*(?:SOLUTIONS?|HIDDEN[\\s_-]*TESTS?)\\b");

    private static final Pattern IN_PROSE =
            Pattern.compile("\\s*(?://+|#+|/\\*+|<!--+)\\s*(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS)\\b.*");

    boolean isSolution() {
        return kind.equals(SOLUTION);
    }

    boolean holds(int line) {
        return begin <= line && line <= end;
    }

    /** Returns the regions of a code cell; {@code problem} receives line and sentence of each marker that is out of place. */
    static List<Region> of(String source, BiConsumer<Integer, String> problem) {
        var regions = new ArrayList<Region>();
        String open = null;
        int openedAt = 0;
        int number = 0;
        for (String line : source.split("\n", -1)) {
            number++;
            Matcher marker = MARKER.matcher(line);
            if (!marker.matches()) {
                if (ALMOST.matcher(line).find()) {
                    problem.accept(
                            number,
                            "almost a marker; write `// BEGIN SOLUTION`, `// END SOLUTION`, `// BEGIN HIDDEN TESTS` or"
                                    + " `// END HIDDEN TESTS` alone on its line, or reword the line");
                }
                continue;
            }
            String kind = marker.group(2);
            if (marker.group(1).equals("BEGIN")) {
                if (open != null) {
                    problem.accept(
                            number,
                            "BEGIN " + kind + " inside the " + open + " region of line " + openedAt
                                    + "; end that region first");
                    continue;
                }
                open = kind;
                openedAt = number;
            } else if (open == null) {
                problem.accept(
                        number, "END " + kind + " without a BEGIN " + kind + " above it; add one or remove this");
            } else if (!open.equals(kind)) {
                problem.accept(
                        number,
                        "END " + kind + " inside the " + open + " region of line " + openedAt
                                + "; end that region first");
            } else {
                regions.add(new Region(kind, openedAt, number));
                open = null;
            }
        }
        if (open != null) {
            problem.accept(openedAt, "BEGIN " + open + " is never closed; add END " + open + " below it");
        }
        return regions;
    }

    /** Returns the first line of prose that stands there like a marker, 0 if there is none. */
    static int markerInProse(String source) {
        int number = 0;
        for (String line : source.split("\n", -1)) {
            number++;
            if (IN_PROSE.matcher(line).matches()) {
                return number;
            }
        }
        return 0;
    }
}
