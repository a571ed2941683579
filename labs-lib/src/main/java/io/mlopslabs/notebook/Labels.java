// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chart says in words beside its data.
 *
 * @param description the writer's own sentence, or empty
 * @param xLabel title of the x axis, or empty
 * @param yLabel title of the y axis, or empty
 * @param xReferences vertical lines
 * @param yReferences horizontal lines
 */
record Labels(
        String title,
        String description,
        String xLabel,
        String yLabel,
        List<Reference> xReferences,
        List<Reference> yReferences) {

    /** A named value to compare with. */
    record Reference(String name, double value) {
        String label() {
            return name + " " + Numbers.shortened(value);
        }
    }

    static Labels of(String title) {
        return new Labels(title, "", "", "", List.of(), List.of());
    }

    Labels withDescription(String text) {
        return new Labels(title, text, xLabel, yLabel, xReferences, yReferences);
    }

    Labels withXLabel(String label) {
        return new Labels(title, description, label, yLabel, xReferences, yReferences);
    }

    Labels withYLabel(String label) {
        return new Labels(title, description, xLabel, label, xReferences, yReferences);
    }

    Labels withXReference(Reference line) {
        return new Labels(title, description, xLabel, yLabel, and(xReferences, line), yReferences);
    }

    Labels withYReference(Reference line) {
        return new Labels(title, description, xLabel, yLabel, xReferences, and(yReferences, line));
    }

    /** Returns the labels of the same chart lying on its side. */
    Labels swapped() {
        return new Labels(title, description, yLabel, xLabel, yReferences, xReferences);
    }

    /** Returns what the description calls the x axis. */
    String xName() {
        return xLabel.isEmpty() ? "x" : xLabel;
    }

    String yName() {
        return yLabel.isEmpty() ? "y" : yLabel;
    }

    /** Returns a sentence for each reference line, each with a space before it. */
    String references() {
        var sentences = new StringBuilder();
        for (Reference line : yReferences) {
            sentences.append(" Reference line '" + line.name() + "' at " + yName() + " "
                    + Numbers.shortened(line.value()) + ".");
        }
        for (Reference line : xReferences) {
            sentences.append(" Reference line '" + line.name() + "' at " + xName() + " "
                    + Numbers.shortened(line.value()) + ".");
        }
        return sentences.toString();
    }

    private static List<Reference> and(List<Reference> lines, Reference line) {
        var more = new ArrayList<>(lines);
        more.add(line);
        return List.copyOf(more);
    }
}
