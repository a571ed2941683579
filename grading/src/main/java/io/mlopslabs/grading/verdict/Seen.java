// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.submission.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run shows of an exercise's two cells, the answer and the one that tries it.
 *
 * @param end how the run ended, if it ended in one of the two or nobody knows where; empty if it went on past them or never came there
 * @param answerError the error of the answer cell
 * @param trialError the error of the cell that tries it
 * @param output what the answer cell printed and displayed, as plain text
 */
record Seen(Optional<Ending> end, Optional<CellError> answerError, Optional<CellError> trialError, String output) {
    private static final int LONGEST_OUTPUT = 4_000;

    static Seen of(Task task, String trial, Execution execution) {
        Optional<Ending> end = Optional.of(execution.ending())
                .filter(ending -> ending.kind() != Ending.Kind.OK)
                .filter(ending ->
                        ending.cell().equals(task.id()) || ending.cell().equals(trial));
        return execution
                .executed()
                .map(executed ->
                        new Seen(end, error(executed, task.id()), error(executed, trial), output(executed, task.id())))
                .orElseGet(() -> new Seen(end, Optional.empty(), Optional.empty(), ""));
    }

    /** Returns what the outputs of {@code cell} carry in the form {@code mimeType}. */
    static List<JsonNode> forms(Notebook executed, String cell, String mimeType) {
        return outputs(executed, cell)
                .map(output -> output.path("data").path(mimeType))
                .filter(form -> !form.isMissingNode())
                .toList();
    }

    private static Stream<JsonNode> outputs(Notebook executed, String cell) {
        return executed.cells().stream()
                .filter(candidate -> candidate.id().equals(cell))
                .map(Cell::json)
                .flatMap(json -> json.path("outputs").valueStream());
    }

    private static Optional<CellError> error(Notebook executed, String cell) {
        return outputs(executed, cell)
                .filter(output -> output.path("output_type").asText().equals("error"))
                .findFirst()
                .map(CellError::of);
    }

    private static String output(Notebook executed, String cell) {
        var text = new StringBuilder();
        outputs(executed, cell)
                .takeWhile(output -> text.length() <= LONGEST_OUTPUT)
                .map(output -> output.path("output_type").asText().equals("stream")
                        ? output.path("text")
                        : output.path("data").path("text/plain"))
                .forEach(said -> text.append(text(said)));
        return PlainText.of(text.toString(), LONGEST_OUTPUT);
    }

    /** Joins the lines where a file holds a list of them. */
    static String text(JsonNode said) {
        var text = new StringBuilder(said.asText());
        said.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
