// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import static io.mlopslabs.grading.testing.SmallWeek.right;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.submission.Response.State;
import io.mlopslabs.grading.testing.SmallWeek;
import io.mlopslabs.grading.testing.Sources;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntakeTest {
    private static final String HALF = "c9w9-half";
    private static final byte[] GOOD =
            SmallWeek.answered(Map.of(HALF, right(HALF))).toBytes();

    @TempDir
    private Path folder;

    private Template template;

    @BeforeEach
    void a_week() throws IOException {
        template = SmallWeek.in(folder.resolve("course")).template();
    }

    private Submission read(Path place) {
        return Intake.read(new HandedIn("ada", List.of(place)), template);
    }

    private Submission read(String name, byte[] bytes) throws IOException {
        return read(Files.write(folder.resolve(name), bytes));
    }

    private Submission changed(Consumer<ArrayNode> change) throws IOException {
        ObjectNode tree = SmallWeek.answered(Map.of(HALF, right(HALF))).tree();
        change.accept((ArrayNode) tree.get("cells"));
        return read("c9w9-parts.ipynb", Notebook.of("c9w9-parts.ipynb", tree).toBytes());
    }

    private static List<State> states(Submission submission) {
        return submission.responses().stream().map(Response::state).toList();
    }

    private static void isHalf(Submission submission) {
        assertThat(submission.fault()).isEmpty();
        assertThat(submission.answers()).isEqualTo(Map.of(HALF, right(HALF)));
    }

    private static void isRefused(Submission submission, String sentence) {
        assertThat(submission.fault()).contains(new Fault(Fault.Kind.INVALID, sentence));
        assertThat(submission.responses()).isEmpty();
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("ada.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @Nested
    class The_list_of_a_folder {
        @Test
        void has_a_line_for_each_notebook_folder_and_zip_in_the_order_of_names() throws IOException {
            Path all = Files.createDirectory(folder.resolve("all"));
            Files.createDirectory(all.resolve("carl"));
            Files.createDirectory(all.resolve(".git"));
            Files.createDirectory(all.resolve("results"));
            for (String name : List.of("bob.zip", "ada.ipynb", "grades.csv", ".hidden.ipynb", "...ipynb")) {
                Files.createFile(all.resolve(name));
            }
            assertThat(Intake.list(all, all.resolve("results")))
                    .extracting(HandedIn::student)
                    .containsExactly("ada", "bob", "carl");
        }

        @Test
        void joins_what_has_one_name_and_refuses_to_choose() throws IOException {
            Path all = Files.createDirectory(folder.resolve("all"));
            Files.write(all.resolve("ada.ipynb"), GOOD);
            Files.createDirectory(all.resolve("ada"));
            List<HandedIn> list = Intake.list(all, folder);
            assertThat(list).hasSize(1);
            isRefused(Intake.read(list.get(0), template), "handed in more than once (ada, ada.ipynb); keep one");
        }

        @Test
        void of_a_folder_that_is_none_or_empty_is_a_sentence() throws IOException {
            Path none = folder.resolve("none");
            assertThatIOException()
                    .isThrownBy(() -> Intake.list(none, folder))
                    .withMessage(none + " is no folder; name the folder that holds the submissions");
            Files.createDirectory(none);
            assertThatIOException()
                    .isThrownBy(() -> Intake.list(none, folder))
                    .withMessage(
                            none + " holds no notebook, folder or zip; name the folder that holds the submissions");
        }
    }

    @Nested
    class A_notebook {
        @Test
        void gives_its_answers_by_grade_id_under_whatever_name() throws IOException {
            isHalf(read("homework final (2).ipynb", GOOD));
            assertThat(states(read("x.ipynb", GOOD)))
                    .containsExactly(State.ANSWERED, State.UNANSWERED, State.UNANSWERED);
        }

        @Test
        void may_begin_with_a_byte_order_mark() throws IOException {
            byte[] marked = ("\ufeff" + new String(GOOD, UTF_8)).getBytes(UTF_8);
            isHalf(read("ada.ipynb", marked));
        }

        @Test
        void keeps_its_answers_whatever_its_metadata_and_outputs_say() throws IOException {
            isHalf(changed(cells -> {
                ObjectNode metadata = (ObjectNode) cells.get(3).get("metadata");
                Sources.nbgrader((ObjectNode) cells.get(3))
                        .put("points", 1e9)
                        .put("solution", false)
                        .put("locked", true);
                metadata.put("course", "all points");
                Sources.withOutput((ObjectNode) cells.get(3), "10 of 10");
            }));
        }

        @Test
        void is_unanswered_where_only_spaces_differ_from_the_release_or_nothing_is_left() throws IOException {
            Submission submission = changed(cells -> {
                ((ObjectNode) cells.get(5)).put("source", "\n\n");
                ObjectNode fourth = (ObjectNode) cells.get(7);
                fourth.put("source", fourth.get("source").asText().replace("    ", "\t") + "\n");
            });
            assertThat(states(submission)).containsExactly(State.ANSWERED, State.UNANSWERED, State.UNANSWERED);
        }

        @Test
        void names_answer_cells_that_are_missing_doubled_or_of_another_type() throws IOException {
            Submission submission = changed(cells -> {
                cells.add(cells.get(3).deepCopy());
                ((ObjectNode) cells.get(5)).put("cell_type", "markdown");
                cells.remove(7);
            });
            assertThat(states(submission)).containsExactly(State.SEVERAL, State.NOT_CODE, State.MISSING);
            assertThat(submission.answers()).isEmpty();
        }

        @Test
        void has_no_answer_where_the_cell_is_longer_than_any_method() throws IOException {
            Submission submission =
                    changed(cells -> ((ObjectNode) cells.get(3)).put("source", "//" + "x".repeat(256 << 10)));
            assertThat(states(submission)).startsWith(State.TOO_LONG);
            assertThat(submission.responses().get(0).source()).isEmpty();
        }

        @Test
        void keeps_added_cells_apart_as_plain_text() throws IOException {
            Submission submission = changed(cells -> {
                cells.insert(0, Sources.markdown("mine", "Dear grader \u001b[31m<b>\u202e"));
                cells.add(Sources.code("more", "half(4)"));
                cells.add(Sources.code("empty", " \n"));
                ((ObjectNode) cells.get(2)).put("source", "changed imports");
            });
            isHalf(submission);
            assertThat(submission.extras())
                    .containsExactly(new Extra("markdown", "Dear grader <b>\ufffd"), new Extra("code", "half(4)"));
        }

        @Test
        void with_half_a_surrogate_pair_in_an_answer_becomes_one_that_a_kernel_can_be_sent() throws IOException {
            Submission submission =
                    changed(cells -> ((ObjectNode) cells.get(3)).put("source", "String s = \"\ud83d\";"));
            assertThat(submission.answers().get(HALF)).isEqualTo("String s = \"\ufffd\";");
        }
    }

    @Nested
    class What_is_refused {
        private static final String NEXT = "; mend it in a text editor or restore an earlier version";

        @Test
        void is_invalid_json() throws IOException {
            isRefused(
                    read("ada.ipynb", "{\"cells\": [,]}".getBytes(UTF_8)),
                    "ada.ipynb is not valid JSON at line 1, column 12 (Unexpected character (',' (code 44)): expected a valid value"
                            + " (JSON String, Number (or 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or 'false'))"
                            + NEXT);
        }

        @Test
        void is_nbformat_3() throws IOException {
            isRefused(
                    read("ada.ipynb", "{\"nbformat\": 3, \"worksheets\": [], \"metadata\": {}}".getBytes(UTF_8)),
                    "ada.ipynb is an nbformat 3 notebook at line 1, column 2; open it in JupyterLab and save it, which writes"
                            + " nbformat 4");
        }

        @Test
        void is_another_notebook_or_another_encoding() throws IOException {
            isRefused(
                    read("ada.ipynb", Sources.exercise("another week").toBytes()),
                    "ada.ipynb holds none of the answer cells of week c9w9; hand in c9w9-parts.ipynb");
            isRefused(
                    read("ada.ipynb", "Zoë".getBytes(ISO_8859_1)),
                    "ada.ipynb is not UTF-8 text at line 1, column 3; save it as UTF-8");
            isRefused(
                    read("ada.ipynb", new byte[0]),
                    "ada.ipynb is empty at line 1, column 1; restore an earlier version of the notebook");
        }

        @Test
        @Timeout(value = 5, unit = TimeUnit.SECONDS)
        void is_larger_than_ten_megabytes_and_is_not_read() throws IOException {
            Path huge = folder.resolve("ada.ipynb");
            try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
                file.setLength(200L << 20);
            }
            isRefused(read(huge), "ada.ipynb is larger than 10 MB; clear its outputs, save it and hand it in again");
        }

        @Test
        void has_more_than_two_thousand_cells() throws IOException {
            isRefused(
                    changed(cells -> {
                        for (int i = 0; i < 2_000; i++) {
                            cells.add(Sources.markdown("m" + i, "m"));
                        }
                    }),
                    "c9w9-parts.ipynb has 2009 cells and may have 2000; remove those that you added and hand it in again");
        }

        @Test
        void is_nested_too_deep_or_made_of_too_many_parts() throws IOException {
            String deep = "{\"nbformat\": 4, \"metadata\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
            isRefused(
                    read("ada.ipynb", deep.getBytes(UTF_8)),
                    "ada.ipynb is nested deeper than 200 levels; clear its outputs and hand it in again");
            String many = "{\"cells\": [" + "{},".repeat(1_000_001) + "{}]}";
            isRefused(
                    read("ada.ipynb", many.getBytes(UTF_8)),
                    "ada.ipynb holds more than a million lists and objects; clear its outputs and hand it in again");
        }

        @Test
        void is_not_fooled_by_brackets_in_texts() throws IOException {
            isHalf(changed(cells -> cells.add(Sources.markdown("brackets", "\\\"[{".repeat(500)))));
        }

        @Test
        void is_a_link_wherever_it_leads() throws IOException {
            Path link = Files.createSymbolicLink(folder.resolve("eve.ipynb"), Path.of("/etc/passwd"));
            isRefused(read(link), "eve.ipynb is a symbolic link; hand in the notebook itself");
            Path zipped = Files.createSymbolicLink(folder.resolve("eve.zip"), zip(Map.of("a.ipynb", GOOD)));
            isRefused(read(zipped), "eve.zip is a symbolic link; hand in the notebook itself");
            Path inside = Files.createDirectory(folder.resolve("eve"));
            Files.createSymbolicLink(
                    inside.resolve("c9w9-parts.ipynb"), Files.write(folder.resolve("ada.ipynb"), GOOD));
            isRefused(read(inside), "c9w9-parts.ipynb is a symbolic link; hand in the notebook itself");
            Files.delete(inside.resolve("c9w9-parts.ipynb"));
            Files.createSymbolicLink(inside.resolve("work"), Files.createDirectory(folder.resolve("elsewhere")));
            Files.write(folder.resolve("elsewhere/c9w9-parts.ipynb"), GOOD);
            isRefused(read(inside), "eve holds no notebook; hand in c9w9-parts.ipynb");
        }

        @Test
        @Timeout(value = 10, unit = TimeUnit.SECONDS)
        void is_a_pipe_which_would_never_end() throws Exception {
            assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
            Path pipe = folder.resolve("pipe.ipynb");
            assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            isRefused(read(pipe), "pipe.ipynb is no file; hand in the notebook itself");
        }

        @Test
        void is_gone_by_now() {
            Submission submission = read(folder.resolve("gone.ipynb"));
            assertThat(submission.fault())
                    .contains(new Fault(Fault.Kind.INVALID, "gone.ipynb is no file; hand in the notebook itself"));
        }

        @Test
        void shows_no_terminal_commands_of_a_hostile_name() throws IOException {
            assertThat(read("\u001b]0;x\u0007\u202ea.ipynb", new byte[0])
                            .fault()
                            .orElseThrow()
                            .sentence())
                    .startsWith("\ufffda.ipynb is empty");
        }
    }

    @Nested
    class A_folder {
        @Test
        void is_searched_below_and_beside_other_notebooks() throws IOException {
            Path work = Files.createDirectories(folder.resolve("ada/work"));
            Files.write(work.resolve("renamed.ipynb"), GOOD);
            Files.write(
                    work.resolve("other.ipynb"),
                    Sources.exercise("another week").toBytes());
            Files.writeString(work.resolve("broken.ipynb"), "{");
            Files.createDirectory(work.resolve(".ipynb_checkpoints"));
            Files.write(
                    work.resolve(".ipynb_checkpoints/renamed-checkpoint.ipynb"),
                    SmallWeek.released().toBytes());
            isHalf(read(folder.resolve("ada")));
        }

        @Test
        void means_the_notebook_with_the_weeks_name_where_kept_copies_lie_beside_it() throws IOException {
            Path ada = Files.createDirectory(folder.resolve("ada"));
            Files.write(ada.resolve("c9w9-parts.ipynb"), GOOD);
            Files.write(ada.resolve("a.kept-1.ipynb"), SmallWeek.released().toBytes());
            isHalf(read(ada));
        }

        @Test
        void with_two_notebooks_of_the_week_under_other_names_is_refused() throws IOException {
            Path ada = Files.createDirectory(folder.resolve("ada"));
            Files.write(ada.resolve("a.ipynb"), GOOD);
            Files.write(ada.resolve("b.ipynb"), GOOD);
            isRefused(read(ada), "holds 2 notebooks of week c9w9 (a.ipynb, b.ipynb); keep one");
        }

        @Test
        void with_nothing_but_a_broken_notebook_says_what_is_wrong_with_it() throws IOException {
            Path ada = Files.createDirectory(folder.resolve("ada"));
            Files.writeString(ada.resolve("c9w9-parts.ipynb"), "");
            isRefused(
                    read(ada),
                    "c9w9-parts.ipynb is empty at line 1, column 1; restore an earlier version of the notebook");
        }
    }

    @Nested
    class A_zip {
        @Test
        void is_searched_as_a_folder() throws IOException {
            var files = new LinkedHashMap<String, byte[]>();
            files.put("manifest.json", "{}".getBytes(UTF_8));
            files.put("__MACOSX/._c9w9-parts.ipynb", new byte[10]);
            files.put("work\\c9w9-parts.ipynb", GOOD);
            isHalf(read(zip(files)));
        }

        @Test
        void that_leads_out_of_its_folder_is_refused_whole() throws IOException {
            String sentence =
                    "ada.zip holds a file that leads out of its folder; make the zip from the notebook's folder";
            for (String name :
                    List.of("../c9w9-parts.ipynb", "a/../../b.ipynb", "/etc/a.ipynb", "..\\a.ipynb", "C:\\a.ipynb")) {
                isRefused(read(zip(Map.of(name, GOOD))), sentence);
            }
        }

        @Test
        void that_unpacks_to_far_more_than_its_size_is_refused() throws IOException {
            isRefused(
                    read(zip(Map.of("c9w9-parts.ipynb", new byte[9 << 20]))),
                    "ada.zip unpacks to far more than its size; clear the outputs, zip it again and hand it in");
        }

        @Test
        void of_too_many_files_or_of_none_or_that_is_no_zip_is_refused() throws IOException {
            var files = new LinkedHashMap<String, byte[]>();
            for (int i = 0; i < 1_001; i++) {
                files.put(i + ".txt", new byte[0]);
            }
            isRefused(read(zip(files)), "ada.zip holds more than 1,000 files; hand in the notebook alone");
            isRefused(read(zip(Map.of("a.txt", GOOD))), "ada.zip holds no notebook; hand in c9w9-parts.ipynb");
            isRefused(
                    read("ada.zip", "PK no zip".getBytes(UTF_8)),
                    "ada.zip is no readable zip; make it again and hand it in");
        }
    }

    @Test
    void the_week_is_seen_by_the_answer_cells() throws IOException {
        Path file = Files.write(folder.resolve("x.ipynb"), GOOD);
        Path other = Files.write(
                folder.resolve("y.ipynb"), Sources.exercise("another week").toBytes());
        assertThat(Intake.weeks(new HandedIn("x", List.of(file)), List.of(template)))
                .containsExactly(template);
        assertThat(Intake.weeks(new HandedIn("y", List.of(other)), List.of(template)))
                .isEmpty();
    }
}
