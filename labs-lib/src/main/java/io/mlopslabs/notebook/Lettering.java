// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much room a text takes, without asking a font.
 *
 * <p>The reader's browser chooses the font of an SVG, and the same chart must be the same bytes everywhere. The widths are those of DejaVu
 * Sans, rounded up: it is the widest of the usual sans-serif fonts, so that a text may turn out narrower than its room, not wider.
 */
final class Lettering {
    /** How much wider bold letters are. */
    static final double BOLD = 1.12;

    private static final Pattern SPACES = Pattern.compile("(?<= )");
    private static final Pattern BREAKS = Pattern.compile("(?<=[/_,-])");

    private Lettering() {}

    static double width(String text, double size) {
        return size * text.codePoints().mapToDouble(Lettering::em).sum();
    }

    /** Cuts {@code text} into lines that fit {@code width}: at spaces, a word too long after / - _ , and what is still too long ends in …. */
    static List<String> lines(String text, double width, double size) {
        var lines = new ArrayList<String>();
        String line = "";
        for (String word : SPACES.split(text, -1)) {
            List<String> pieces = width(word.strip(), size) <= width ? List.of(word) : List.of(BREAKS.split(word, -1));
            for (String piece : pieces) {
                if (!line.isEmpty() && width((line + piece).strip(), size) > width) {
                    lines.add(shortened(line.strip(), width, size));
                    line = piece;
                } else {
                    line += piece;
                }
            }
        }
        lines.add(shortened(line.strip(), width, size));
        return lines;
    }

    /** As {@link #lines(String, double, double)}, but at most {@code most}: the last one ends in … where more would follow. */
    static List<String> lines(String text, double width, double size, int most) {
        List<String> all = lines(text, width, size);
        if (all.size() <= most) {
            return all;
        }
        var kept = new ArrayList<>(all.subList(0, most));
        String last = kept.get(most - 1) + "…";
        kept.set(most - 1, width(last, size) <= width ? last : shortened(last, width, size));
        return kept;
    }

    /** Whether every name fits {@code width} in at most {@code most} lines with nothing cut. */
    static boolean fits(List<String> names, double width, double size, int most) {
        return names.stream().allMatch(name -> {
            List<String> lines = lines(name, width, size);
            return lines.size() <= most && lines.stream().noneMatch(line -> line.endsWith("…"));
        });
    }

    /** Returns {@code text}, or as much of its start as fits {@code width} together with an ellipsis. */
    static String shortened(String text, double width, double size) {
        if (width(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int kept = points.length;
        String cut;
        do {
            kept--;
            cut = new String(points, 0, kept).stripTrailing() + "…";
        } while (kept > 0 && width(cut, size) > width);
        return cut;
    }

    private static double em(int point) {
        if (point > 0x2E80) {
            return 1.05; // ideographs and emoji fill a square
        }
        if ("ijl|.,:;'!I".indexOf(point) >= 0) {
            return 0.35;
        }
        if (" ft()[]/\\-r\"".indexOf(point) >= 0) {
            return 0.43;
        }
        if ("mMWw%@…→".indexOf(point) >= 0) {
            return 1.0;
        }
        if (Character.isUpperCase(point) || "+=<>~&−×".indexOf(point) >= 0) {
            return "GOQDHNU+=<>~−×".indexOf(point) >= 0 ? 0.84 : 0.7;
        }
        return Character.isDigit(point) || point < 128 ? 0.64 : 0.7;
    }
}
