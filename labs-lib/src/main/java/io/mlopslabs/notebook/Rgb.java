// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.List;
import java.util.Locale;

/**
 * A colour of a figure.
 *
 * <p>Figures are an opaque white panel with dark marks, so that one picture is legible on a light and on a dark page. Text has a contrast of
 * at least 4.5 to what lies under it, and a line or a filled shape at least 3 (WCAG 2.2, success criteria 1.4.3 and 1.4.11). The series
 * colours are the hues of Okabe and Ito (2008) darkened to that rule, and stay apart under the three colour vision deficiencies.
 *
 * @param code red, green and blue, 8 bits each
 */
record Rgb(int code) {
    static final Rgb PANEL = new Rgb(0xFFFFFF);
    static final Rgb TEXT = new Rgb(0x1F1F1F);
    static final Rgb QUIET_TEXT = new Rgb(0x4D4D4D);
    static final Rgb AXIS = new Rgb(0x767676);
    static final Rgb REFERENCE = new Rgb(0x4D4D4D);
    static final Rgb BLACK = new Rgb(0x000000);
    static final Rgb WHITE = new Rgb(0xFFFFFF);

    /** Decoration that repeats what the ticks say; it holds no information of its own. */
    static final Rgb GRID = new Rgb(0xE3E3E3);

    static final List<Rgb> SERIES = List.of(
            new Rgb(0x005A9C),
            new Rgb(0xDD6000),
            new Rgb(0x009E73),
            new Rgb(0xC4659F),
            new Rgb(0x6B4E00),
            new Rgb(0x1F1F1F));

    private static final List<Rgb> RISING = List.of(new Rgb(0xF1F6FB), new Rgb(0x6AAED6), new Rgb(0x08306B));
    private static final List<Rgb> AROUND_ZERO =
            List.of(new Rgb(0x8C2D04), new Rgb(0xF29B5C), new Rgb(0xF7F7F7), new Rgb(0x6AAED6), new Rgb(0x08306B));

    /** Returns the colour of a share of the largest value: nearly white at 0, dark blue at 1. */
    static Rgb rising(double share) {
        return along(RISING, share);
    }

    /** Returns the colour of a signed share: dark orange at -1, nearly white at 0, dark blue at 1. */
    static Rgb aroundZero(double share) {
        return along(AROUND_ZERO, (share + 1) / 2);
    }

    /** Returns black or white, whichever is easier to read on this colour; the contrast is 4.58 or more. */
    Rgb ink() {
        return contrast(BLACK) >= contrast(WHITE) ? BLACK : WHITE;
    }

    /** Returns the WCAG contrast ratio of two colours, from 1 (equal) to 21 (black and white). */
    double contrast(Rgb other) {
        double mine = luminance();
        double theirs = other.luminance();
        return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%06x", code);
    }

    private double luminance() {
        return 0.2126 * linear(code >> 16) + 0.7152 * linear(code >> 8) + 0.0722 * linear(code);
    }

    private static double linear(int channel) {
        double share = (channel & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static Rgb along(List<Rgb> stops, double share) {
        double place = Math.min(1, Math.max(0, share)) * (stops.size() - 1);
        int from = Math.min((int) place, stops.size() - 2);
        return stops.get(from).mixed(stops.get(from + 1), place - from);
    }

    private Rgb mixed(Rgb other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int mine = (code >> shift) & 0xFF;
            int theirs = (other.code >> shift) & 0xFF;
            mixed |= (int) Math.round(mine + (theirs - mine) * share) << shift;
        }
        return new Rgb(mixed);
    }
}
