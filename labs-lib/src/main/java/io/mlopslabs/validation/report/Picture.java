// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A small SVG without letters: transparent, in colours that are legible on a light and on a dark page.
 *
 * @param width in pixels
 * @param height in pixels
 * @param marks SVG elements
 * @param words what it shows, for whoever does not see it; empty where the text beside it says the same
 */
record Picture(int width, int height, String marks, String words) {
    /** The hues of Okabe and Ito (2008) at a luminance between 0.12 and 0.3: contrast 3 to white and to near black. */
    static final List<String> COLOURS = List.of("#2f7fc1", "#dd6000", "#009e73", "#c4659f", "#9a7200", "#808080");

    /** A data set is known by its dashes too, not by its colour alone. */
    private static final List<String> DASHES = List.of("", "5 2", "2 2", "8 2 2 2", "1 3", "10 3");

    private static final String AXIS = "#808080";
    private static final int WIDE = 40;

    /** Returns the sample of a data set's line, for beside its name. */
    static Picture key(int dataset) {
        return new Picture(
                22, 10, "<path d=\"M0 5H22\" fill=\"none\"" + stroke(dataset) + "/>", ""); // the name follows
    }

    static String fill(int dataset) {
        return " fill=\"" + COLOURS.get(dataset % COLOURS.size()) + "\"";
    }

    static String stroke(int dataset) {
        String dash = DASHES.get(dataset % DASHES.size());
        return " stroke=\"" + COLOURS.get(dataset % COLOURS.size()) + "\" stroke-width=\"2\""
                + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
    }

    static String axis(double y, double width) {
        return "<path d=\"M0 %sH%s\" stroke=\"%s\"/>".formatted(Numbers.pixels(y), Numbers.pixels(width), AXIS);
    }

    /** Whether it is more than a sign beside a text. */
    boolean wide() {
        return width > WIDE;
    }

    String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%s</svg>"
                .formatted(width, height, width, height, marks);
    }

    /** Returns an image element: sanitizers that strip inline SVG leave it. */
    String html() {
        return "<img src=\"data:image/svg+xml;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\"%s/>"
                .formatted(
                        Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8)),
                        width,
                        height,
                        Printable.markup(words),
                        words.isEmpty() ? " role=\"presentation\"" : "");
    }
}
