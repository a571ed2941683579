// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** {@code course-map.md} is read by people and by programs: it says what there is, and nothing else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CourseMapTest {
    private static final Path ROOT = Path.of("..");
    private static final String NOT_WRITTEN = "not written";
    private static final String NONE = "none yet";

    private record Week(String id, String state, String notebook, List<String> rooms, List<String> exercises) {
        static Week of(String row) {
            String[] cells = row.substring(2, row.length() - 2).split(" \\| ", -1);
            assertThat(cells).as(row).hasSize(8).doesNotContain("");
            String link = cells[3].replaceAll("\\[(.*)]\\(notebooks/\\1\\)", "$1");
            return new Week(cells[0], cells[2], link, list(cells[4]), list(cells[7].replace("`", "")));
        }

        boolean written() {
            return !state.equals(NOT_WRITTEN);
        }

        private static List<String> list(String cell) {
            return cell.equals(NONE) ? List.of() : Arrays.asList(cell.split(", "));
        }
    }

    private static List<Week> weeks() throws IOException {
        return Files.readAllLines(ROOT.resolve("course-map.md")).stream()
                .filter(line -> line.startsWith("| c"))
                .map(Week::of)
                .toList();
    }

    @Test
    void has_a_row_for_each_of_the_16_weeks_in_order() throws IOException {
        assertThat(weeks())
                .extracting(Week::id)
                .containsExactly(
                        "c1w1", "c1w2", "c1w3", "c2w1", "c2w2", "c2w3", "c2w4", "c3w1", "c3w2", "c3w3", "c3w4", "c3w5",
                        "c4w1", "c4w2", "c4w3", "c4w4");
    }

    @Test
    void has_the_columns_that_programs_look_for() throws IOException {
        assertThat(Files.readString(ROOT.resolve("course-map.md")))
                .containsOnlyOnce("| week | title | state | notebook | library packages | what you will be able to do"
                        + " | original operation | exercise ids |\n|---|---|---|---|---|---|---|---|\n");
    }

    @Test
    void names_rooms_of_the_list_in_its_order_and_for_a_written_week_only_built_ones() throws IOException {
        for (Week week : weeks()) {
            assertThat(ArchitectureTest.ROOMS).as(week.id).containsAll(week.rooms);
            assertThat(week.rooms)
                    .as(week.id)
                    .isSortedAccordingTo(Comparator.comparing(ArchitectureTest.ROOMS::indexOf));
            if (week.written()) {
                assertThat(week.rooms)
                        .as(week.id)
                        .allMatch(room -> Files.isDirectory(Path.of("src/main/java/io/mlopslabs", room)));
            }
        }
    }

    @Test
    void links_every_notebook_there_is_and_no_other() throws IOException {
        assertThat(weeks()).extracting(Week::state).isSubsetOf("complete", "first half", NOT_WRITTEN);
        assertThat(weeks().stream().filter(Week::written).map(Week::notebook))
                .containsExactlyInAnyOrder(
                        ROOT.resolve("notebooks").toFile().list((folder, name) -> name.endsWith(".ipynb")));
        assertThat(weeks())
                .filteredOn(week -> !week.written())
                .allMatch(week -> week.notebook.equals(NONE) && week.exercises.isEmpty());
    }

    @Test
    void names_the_exercises_that_stand_in_the_notebook() throws IOException {
        for (Week week : weeks()) {
            if (week.written()) {
                assertThat(week.exercises)
                        .as(week.id)
                        .isNotEmpty()
                        .isEqualTo(solutions(ROOT.resolve("notebooks").resolve(week.notebook)));
            }
        }
    }

    private static List<String> solutions(Path notebook) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(notebook.toFile())
                                .get("cells")
                                .spliterator(),
                        false)
                .map(cell -> cell.at("/metadata/nbgrader"))
                .filter(nbgrader -> nbgrader.path("solution").asBoolean())
                .map(nbgrader -> nbgrader.get("grade_id").asText())
                .toList();
    }
}
