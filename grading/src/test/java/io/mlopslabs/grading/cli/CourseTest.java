// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.exercise;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Digests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CourseTest {
    @TempDir
    private Path folder;

    private Path notebooks;
    private Path exercises;
    private Path work;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void two_weeks() throws IOException {
        notebooks = Files.createDirectory(folder.resolve("note books"));
        exercises = Files.createDirectory(folder.resolve("exercises"));
        work = folder.resolve("work");
        Files.write(notebooks.resolve("c1w1-split.ipynb"), exercise("One").toBytes());
        Files.write(notebooks.resolve("c1w2-join.ipynb"), exercise("Two").toBytes());
    }

    private Answer course(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Course.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Answer(
                code, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
    }

    private Answer copies(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--notebooks", notebooks.toString(), "--exercises", exercises.toString()));
        arguments.addAll(List.of("--work", work.toString()));
        arguments.addAll(
                List.of("--state", folder.resolve(".course/copies.json").toString()));
        return course(arguments.toArray(String[]::new));
    }

    private Answer release(Path out) {
        return release(notebooks, out);
    }

    private Answer release(Path from, Path out) {
        return course(
                "release",
                "--notebooks",
                from.toString(),
                "--exercises",
                exercises.toString(),
                "--out",
                out.toString());
    }

    @Test
    void copies_places_every_week_and_is_silent_when_there_is_nothing_new() {
        assertThat(copies("copies"))
                .isEqualTo(new Answer(0, "c1w1-split.ipynb: placed\nc1w2-join.ipynb: placed\n", ""));
        assertThat(copies("copies")).isEqualTo(new Answer(0, "", ""));
    }

    @Test
    void copies_goes_on_past_a_week_that_cannot_be_released_or_read() throws IOException {
        Path bad = Files.writeString(notebooks.resolve("c1w0-bad.ipynb"), "{");
        Path open = notebooks.resolve("c1w1-split.ipynb");
        Files.write(open, notebook(code("c", "// END SOLUTION")).toBytes());
        assertThat(copies("copies"))
                .isEqualTo(new Answer(
                        1,
                        "c1w2-join.ipynb: placed\n",
                        bad
                                + " is not valid JSON at line 1, column 2 (Unexpected end-of-input: expected close marker for"
                                + " Object); mend it in a text editor or restore an earlier version\n" + open
                                + ": cell 1 (no grade_id), line 1: END SOLUTION without a BEGIN SOLUTION above it; add one or"
                                + " remove this\n"));
    }

    @Test
    void copies_says_on_stderr_that_a_copy_or_the_state_cannot_be_read() throws IOException {
        copies("copies");
        Files.writeString(work.resolve("c1w1-split.ipynb"), "");
        Files.writeString(folder.resolve(".course/copies.json"), "[]");
        Answer answer = copies("copies");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .isEqualTo(folder.resolve(".course/copies.json")
                        + " cannot be read and is started afresh; copies that differ from the release count as edited\n"
                        + work.resolve("c1w1-split.ipynb")
                        + " is empty at line 1, column 1; restore an earlier version of the notebook. It was left as it is:"
                        + " `./course reset c1w1` keeps it under another name and brings the original back\n");
    }

    @Test
    void reset_takes_a_week_or_a_file_name() throws IOException {
        copies("copies");
        Files.writeString(work.resolve("c1w1-split.ipynb"), "mine");
        assertThat(copies("reset", "c1w1"))
                .isEqualTo(new Answer(
                        0,
                        "c1w1-split.ipynb: the original is back; your file is kept in c1w1-split.kept-1.ipynb\n",
                        ""));
        assertThat(copies("reset", "c1w2-join.ipynb"))
                .isEqualTo(new Answer(0, "c1w2-join.ipynb: it is the original already\n", ""));
    }

    @Test
    void reset_lists_the_known_weeks_when_it_does_not_know_one() {
        assertThat(copies("reset", "c9w9"))
                .isEqualTo(new Answer(2, "", "there is no week `c9w9`; known weeks: c1w1, c1w2\n"));
    }

    @Test
    void release_writes_every_copy_and_counts_a_warning_as_a_finding() throws IOException {
        Path out = folder.resolve("out");
        assertThat(release(out))
                .isEqualTo(new Answer(0, "c1w1-split.ipynb: released\nc1w2-join.ipynb: released\n", ""));
        assertThat(out.resolve("c1w1-split.ipynb"))
                .content()
                .contains("not answered")
                .doesNotContain("n / 2", "half(40)");
        Path noisy = notebooks.resolve("c1w2-join.ipynb");
        Files.write(noisy, notebook(withOutput(code("c", "1"), "x")).toBytes());
        assertThat(release(out))
                .isEqualTo(new Answer(
                        1,
                        "c1w1-split.ipynb: released\nc1w2-join.ipynb: released\n",
                        noisy + ": cell 1 (no grade_id): outputs stand in the source; clear them before you commit\n"));
    }

    @Test
    void release_and_lab_keep_back_a_week_that_gives_an_answer_away_and_hand_out_the_others() throws IOException {
        Path out = folder.resolve("out");
        Path leaking = notebooks.resolve("c1w1-split.ipynb");
        assertThat(release(out).code()).isZero();
        Files.write(
                leaking,
                exercise("One <!-- return\n   n / 2 + 0 * n -->", "n / 2 + 0 * n")
                        .toBytes());
        String leak =
                leaking + ": cell 1 (id prose), source: holds line 3 of the solution in cell 2 (grade_id split) of "
                        + leaking + "; take it out of what learners see\n";
        assertThat(release(out)).isEqualTo(new Answer(1, "c1w2-join.ipynb: released\n", leak));
        assertThat(out).isDirectoryNotContaining("glob:**split**").isDirectoryContaining("glob:**c1w2-join.ipynb");
        assertThat(copies("copies")).isEqualTo(new Answer(1, "c1w2-join.ipynb: placed\n", leak));
        assertThat(copies("reset", "c1w1")).isEqualTo(new Answer(1, "", leak));
        assertThat(work).isDirectoryNotContaining("glob:**split**");
    }

    @Test
    void release_finds_what_stands_beside_an_exercise_or_in_another_week() throws IOException {
        Path exercise = Files.createDirectories(exercises.resolve("c1w1/split"));
        Path key = Files.writeString(exercise.resolve("exercise.yaml"), "hints:\n  - say: It is not the half yet.\n");
        Files.write(
                notebooks.resolve("c1w1-split.ipynb"),
                exercise("One", "n / 2 + 0 * n").toBytes());
        Path other = notebooks.resolve("c1w2-join.ipynb");
        ObjectNode cell = code("c", "1;");
        ((ObjectNode) cell.get("metadata")).putObject("course").put("note", "It is not the half yet.");
        Files.write(other, notebook(markdown("m", "`return n/2+0*n;`"), cell).toBytes());
        Answer answer = release(folder.resolve("out"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .isEqualTo(
                        other + ": cell 1 (id m), source: holds line 3 of the solution in cell 2 (grade_id split) of "
                                + notebooks.resolve("c1w1-split.ipynb") + "; take it out of what learners see\n" + other
                                + ": cell 2 (id c), metadata.course.note: holds `hints[0].say` of " + key
                                + "; take it out of what learners see\n");
    }

    @Test
    void scan_names_every_file_of_a_site_that_gives_an_answer_away_and_is_silent_about_the_others() throws IOException {
        Path source = notebooks.resolve("c1w1-split.ipynb");
        Path site = folder.resolve("site");
        release(site.resolve("notebooks"));
        assertThat(scan(site)).isEqualTo(new Answer(0, "", ""));
        String answer = exercise("One", "n / 2 + 0 * n").cells().get(1).source();
        Files.write(source, exercise("One", "n / 2 + 0 * n").toBytes());
        Files.writeString(site.resolve("c1w1.html"), "<p>" + answer.replace("return", "<b>return</b>") + "</p>");
        Files.copy(source, site.resolve("c1w1.ipynb.txt"));
        String leak = "holds line 3 of the solution in cell 2 (grade_id split) of " + source
                + "; take it out of what learners see";
        Answer found = scan(site);
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.err().lines())
                .startsWith("c1w1.html: its text: " + leak, "c1w1.ipynb.txt: cell 2 (grade_id split), source: " + leak)
                .allMatch(line -> line.startsWith("c1w1.html: ") || line.startsWith("c1w1.ipynb.txt: "));
    }

    @Test
    void scan_of_an_empty_folder_says_so() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        assertThat(scan(site)).isEqualTo(new Answer(1, "", site + " holds no file; name the folder of the site\n"));
    }

    private Answer scan(Path site) {
        return course(
                "scan", "--notebooks", notebooks.toString(), "--exercises", exercises.toString(), site.toString());
    }

    @Test
    void nothing_is_released_where_the_exercises_cannot_be_read() throws IOException {
        Path out = folder.resolve("out");
        Files.delete(exercises);
        assertThat(release(out))
                .isEqualTo(new Answer(
                        1, "", exercises + " is no folder; name the folder of the exercises with --exercises\n"));
        assertThat(out).doesNotExist();
    }

    @Test
    void release_takes_back_an_earlier_copy_of_a_week_that_is_refused_now() throws IOException {
        Path out = folder.resolve("out");
        release(out);
        Files.writeString(notebooks.resolve("c1w1-split.ipynb"), "{");
        assertThat(release(out).code()).isEqualTo(1);
        assertThat(out).isDirectoryNotContaining("glob:**split**");
    }

    @Test
    void submit_packs_the_copy_says_what_is_open_and_leaves_the_copy_alone() throws IOException {
        copies("copies");
        Path copy = work.resolve("c1w1-split.ipynb");
        Files.setLastModifiedTime(
                copy,
                FileTime.from(LocalDateTime.of(2026, 8, 5, 14, 3)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()));
        byte[] saved = Files.readAllBytes(copy);
        Path zip = work.resolve("c1w1-submission.zip");
        assertThat(copies("submit", "c1w1"))
                .isEqualTo(new Answer(
                        0,
                        zip + "\n  holds c1w1-split.ipynb as it was saved on 2026-08-05 at 14:03; answered: 0 of 1\n"
                                + "  split: not answered yet\n",
                        ""));
        assertThat(copy).hasBinaryContent(saved);
        assertThat(Files.getLastModifiedTime(copy).toMillis() % 60_000).isZero();
        try (var packed = new ZipFile(zip.toFile())) {
            assertThat(packed.getInputStream(packed.getEntry("c1w1-split.ipynb")))
                    .hasBinaryContent(saved);
            assertThat(packed.getInputStream(packed.getEntry("manifest.json")))
                    .asString(UTF_8)
                    .contains("\"release\" : \"" + Digests.sha256(saved) + "\"")
                    .containsPattern("\"tool\" : \"mlops-labs \\d+\\.\\d+\\.\\d+\"");
        }
    }

    @Test
    void submit_refuses_a_week_that_is_not_there() throws IOException {
        assertThat(copies("submit", "c9w9"))
                .isEqualTo(new Answer(2, "", "there is no week `c9w9`; known weeks: c1w1, c1w2\n"));
        Path copy = work.resolve("c1w2-join.ipynb");
        assertThat(copies("submit", "c1w2"))
                .isEqualTo(new Answer(
                        1,
                        "",
                        copy + " is not there, so there is nothing to submit; `./course lab` brings the week\n"));
        copies("copies");
        Files.writeString(copy, "mine");
        assertThat(copies("submit", "c1w2").err()).startsWith("c1w2-join.ipynb is not valid JSON at line 1");
        assertThat(work).isDirectoryNotContaining("glob:**.zip");
    }

    @Test
    void release_refuses_to_overwrite_the_sources() {
        Answer answer = release(notebooks);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .startsWith(
                        "--out is the folder of the sources, which the release would overwrite; name another folder\n");
    }

    @Test
    void a_folder_without_notebooks_or_with_two_of_one_week_is_a_finding() throws IOException {
        Path none = folder.resolve("none");
        String next = "; name the folder of the week notebooks with --notebooks\n";
        assertThat(release(none, work)).isEqualTo(new Answer(1, "", none + " is no folder" + next));
        Files.createDirectory(none);
        assertThat(release(none, work)).isEqualTo(new Answer(1, "", none + " holds no notebook" + next));
        Files.writeString(notebooks.resolve("c1w1-two.ipynb"), "{}");
        assertThat(release(work))
                .isEqualTo(new Answer(
                        1,
                        "",
                        "c1w1-split.ipynb and c1w1-two.ipynb are both week c1w1; rename one: a week's id is its file name up to"
                                + " the first dash\n"));
    }

    @Test
    void a_failing_file_system_is_one_sentence() throws IOException {
        Files.writeString(work, "a file where the folder should be");
        assertThat(copies("reset", "c1w1"))
                .isEqualTo(new Answer(
                        1, "", work + ": FileAlreadyExistsException; mend that, then run the command again\n"));
    }

    @Test
    void a_wrong_call_has_code_2_and_no_colours() {
        Answer answer = course("copies");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("--notebooks").doesNotContain("\u001b");
    }
}
