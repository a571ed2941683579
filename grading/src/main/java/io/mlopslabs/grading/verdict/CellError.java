// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The error that a cell ended with, as the kernel says it.
 *
 * @param name the kernel's own name for it
 * @param lines what Java said, as plain text without the frames of its stack
 */
record CellError(String name, List<String> lines) {
    private static final String INCOMPLETE = "IncompleteSourceException";
    private static final Set<String> COMPILER = Set.of("CompilationException", INCOMPLETE);
    private static final Pattern FRAME = Pattern.compile("\\|?\\s+at .*");
    private static final Pattern CELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");
    private static final String SOURCE = "|";
    private static final int LONGEST = 4_000;
    private static final int LONGEST_MESSAGE = 300;

    static CellError of(JsonNode output) {
        var trace = new StringBuilder();
        output.path("traceback").forEach(line -> trace.append(line.asText()).append('\n'));
        var lines = new ArrayList<String>();
        for (String line : PlainText.of(trace.toString(), LONGEST).split("\n", -1)) {
            if (!line.isBlank() && !FRAME.matcher(line).matches()) {
                lines.add(CELL_CLASS.matcher(line).replaceAll("").stripTrailing());
            }
        }
        return new CellError(output.path("ename").asText(), List.copyOf(lines));
    }

    /** Returns the one line that says most: the compiler's words, or the exception and its message. */
    String message() {
        if (name.equals(INCOMPLETE)) {
            return "it ends before a bracket or a quote is closed";
        }
        List<String> said = isOfCompiler()
                ? lines.stream().filter(line -> !line.startsWith(SOURCE)).toList()
                : lines.stream().limit(1).toList();
        return PlainText.line(String.join(" ", said), LONGEST_MESSAGE);
    }

    /** Returns true if the compiler refused the cell, so that it did not run, or not to its end. */
    boolean isOfCompiler() {
        return COMPILER.contains(name);
    }
}
