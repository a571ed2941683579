// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.grade;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Notebook released(Notebook source) {
        return Release.of(source).learnerCopy().orElseThrow();
    }

    @Test
    void a_released_cell_is_what_nbgrader_0_9_6_makes_of_it() throws IOException {
        JsonNode golden;
        try (var in = LocksTest.class.getResourceAsStream("/golden/nbgrader.json")) {
            golden = JSON.readTree(in);
        }
        assertThat(golden.get("tool").asText()).isEqualTo("nbgrader 0.9.6");
        Notebook ours = released(Notebook.parse("golden", JSON.writeValueAsBytes(golden.get("source"))));
        List<Cell> theirs = Notebook.parse("golden", JSON.writeValueAsBytes(golden.get("released")))
                .cells();
        assertThat(ours.cells()).hasSameSizeAs(theirs);
        for (int i = 0; i < theirs.size(); i++) {
            JsonNode our = ours.cells().get(i).json();
            JsonNode their = theirs.get(i).json();
            assertThat(ours.cells().get(i).source()).isEqualTo(theirs.get(i).source());
            assertThat(JSON.readTree(our.get("metadata").toString()))
                    .as(theirs.get(i).id())
                    .isEqualTo(JSON.readTree(their.get("metadata").toString()));
        }
    }

    @Test
    void a_cell_that_grading_takes_from_the_instructor_is_locked_too_and_others_are_free() {
        ObjectNode checks = grade("split-checks", "half(4)");
        ((ObjectNode) checks.get("metadata"))
                .putObject("course")
                .putArray("needs")
                .add("imports")
                .add("id-split");
        Notebook copy = released(notebook(
                code("imports", "import java.util.*;"),
                code("play", "int a = 1;"),
                solution("split", "int half(int n) {\n// BEGIN SOLUTION\nreturn n / 2;\n// END SOLUTION\n}"),
                checks));
        assertThat(copy.cells())
                .extracting(cell -> cell.metadata("deletable").asText() + " "
                        + cell.metadata("editable").asText())
                .containsExactly("false false", " ", "false ", "false false");
    }
}
