// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A cell of an instructor's source as learners see it, asked what it shows on purpose.
 *
 * @param text its text without the regions
 * @param blanked the text with comments and literals blanked, all of it for a cell that does not run
 */
record VisibleCell(String text, String blanked) {
    static VisibleCell code(String text) {
        return new VisibleCell(text, Blocks.blanked(text));
    }

    static VisibleCell prose(String text) {
        return new VisibleCell(text, " ".repeat(text.length()));
    }

    /** Returns which of the lines that {@code index} knows the cell runs: a line in a comment or in a literal is not run. */
    Set<String> runs(SecretIndex index) {
        var compact = new StringBuilder();
        var isCode = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            if (!Compact.isBlank(text.charAt(i))) {
                isCode.set(compact.length(), blanked.charAt(i) == text.charAt(i));
                compact.append(text.charAt(i));
            }
        }
        var found = new HashSet<String>();
        index.scan(compact.toString(), (line, at) -> {
            if (isCode.get(at)) {
                found.add(line);
            }
        });
        return found;
    }

    boolean runs(Secret line) {
        return line.in(text).results().anyMatch(found -> text.substring(found.start(), found.end())
                .equals(blanked.substring(found.start(), found.end())));
    }

    Set<String> says(SecretIndex index) {
        var found = new HashSet<String>();
        index.scan(Compact.of(text).replace("`", ""), (line, at) -> found.add(line));
        return found;
    }

    Set<String> has(SecretIndex index) {
        var found = new HashSet<String>();
        index.scan(Values.normal(Compact.of(text)), (line, at) -> found.add(line));
        return found;
    }
}
