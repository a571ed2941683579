// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.exercise;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.copies.Placement.Outcome;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LearnerCopiesTest {
    private static final String NAME = "c1w1-Größe und Maß.ipynb";

    private final Notebook first = release("Halve it.");
    private final Notebook second = release("Halve it, please.");
    private final Notebook third = release("Halve it now.");

    @TempDir
    private Path folder;

    private Path work;
    private Path copy;

    @BeforeEach
    void names() {
        work = folder.resolve("my work");
        copy = work.resolve(NAME);
    }

    private static Notebook release(String task) {
        return Release.of(exercise(task)).learnerCopy().orElseThrow();
    }

    private Placement place(Notebook release) throws IOException {
        return LearnerCopies.open(work, folder.resolve(".course/copies.json")).place(NAME, release);
    }

    private Placement reset(Notebook release) throws IOException {
        return LearnerCopies.open(work, folder.resolve(".course/copies.json")).reset(NAME, release);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(work)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void change(Path file, Consumer<ObjectNode> edit) throws IOException {
        ObjectNode tree = Notebook.read(file).tree();
        edit.accept(tree);
        Files.writeString(file, tree.toPrettyString());
    }

    /** What JupyterLab does to a file in which somebody runs every cell and saves. */
    private static void run(ObjectNode tree) {
        tree.get("cells").forEach(cell -> {
            if (cell.get("cell_type").asText().equals("code")) {
                withOutput((ObjectNode) cell, "ran");
            }
            ((ObjectNode) cell.get("metadata")).put("scrolled", true);
        });
        ((ArrayNode) tree.get("cells")).add(code("empty", ""));
        ((ObjectNode) tree.get("metadata").get("language_info")).put("version", "17.0.15");
        ((ObjectNode) tree.get("metadata")).putObject("widgets");
        ((ObjectNode) tree.at("/cells/2/metadata/nbgrader")).put("points", 2.0); // and 2.0 comes back as 2
    }

    private static void edit(ObjectNode tree) {
        ((ObjectNode) tree.get("cells").get(1)).put("source", "int half(int n) { return n >> 1; }");
    }

    @Nested
    class Place {
        @Test
        void makes_the_folder_and_the_copy() throws IOException {
            assertThat(place(first).message()).isEqualTo(NAME + ": placed");
            assertThat(files()).containsExactly(NAME);
            assertThat(copy).hasBinaryContent(first.toBytes());
        }

        @Test
        void says_and_writes_nothing_the_second_time() throws IOException {
            place(first);
            var written = Files.getLastModifiedTime(copy);
            assertThat(place(first).message()).isEmpty();
            assertThat(Files.getLastModifiedTime(copy)).isEqualTo(written);
        }

        @Test
        void puts_back_a_copy_that_was_deleted() throws IOException {
            place(first);
            Files.delete(copy);
            assertThat(place(first).outcome()).isEqualTo(Outcome.PLACED);
        }

        @Test
        void replaces_an_unedited_copy() throws IOException {
            place(first);
            assertThat(place(second).message()).isEqualTo(NAME + ": updated to the newer release");
            assertThat(files()).containsExactly(NAME);
            assertThat(copy).hasBinaryContent(second.toBytes());
        }

        @Test
        void keeps_a_run_without_an_edit_as_it_is_until_a_newer_release_comes() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::run);
            byte[] ran = Files.readAllBytes(copy);
            assertThat(place(first).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(copy).hasBinaryContent(ran);
            assertThat(place(second).message())
                    .isEqualTo(NAME + ": updated to the newer release; your last run is kept in"
                            + " c1w1-Größe und Maß.before-1.ipynb");
            assertThat(copy).hasBinaryContent(second.toBytes());
            assertThat(work.resolve("c1w1-Größe und Maß.before-1.ipynb")).hasBinaryContent(ran);
        }

        @Test
        void never_touches_an_edited_copy_and_offers_a_release_once() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::edit);
            byte[] mine = Files.readAllBytes(copy);
            assertThat(place(first).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(place(second).message())
                    .isEqualTo(NAME + ": you edited it, so it stays as it is; the newer release is in"
                            + " c1w1-Größe und Maß.new-1.ipynb, copy over what you want to keep");
            assertThat(place(second).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(copy).hasBinaryContent(mine);
            assertThat(work.resolve("c1w1-Größe und Maß.new-1.ipynb")).hasBinaryContent(second.toBytes());
            assertThat(files()).hasSize(2);
            Files.delete(work.resolve("c1w1-Größe und Maß.new-1.ipynb"));
            assertThat(place(second).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(files()).containsExactly(NAME);
        }

        @Test
        void renews_an_offer_that_nobody_touched_and_none_that_somebody_did() throws IOException {
            Path offer = work.resolve("c1w1-Größe und Maß.new-1.ipynb");
            place(first);
            change(copy, LearnerCopiesTest::edit);
            place(second);
            place(third);
            assertThat(offer).hasBinaryContent(third.toBytes());
            change(offer, LearnerCopiesTest::run);
            byte[] ran = Files.readAllBytes(offer);
            place(second);
            assertThat(offer).hasBinaryContent(ran);
            assertThat(work.resolve("c1w1-Größe und Maß.new-2.ipynb")).hasBinaryContent(second.toBytes());
        }

        @Test
        void takes_an_offer_that_the_learner_put_in_place_as_the_copy() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::edit);
            place(second);
            Files.move(
                    work.resolve("c1w1-Größe und Maß.new-1.ipynb"),
                    copy,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(place(second).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(place(third).outcome()).isEqualTo(Outcome.REPLACED);
        }

        @Test
        void counts_a_moved_cell_a_new_cell_and_a_changed_grade_id_as_edits() throws IOException {
            List<Consumer<ObjectNode>> edits = List.of(
                    tree -> ((ArrayNode) tree.get("cells")).insert(0, ((ArrayNode) tree.get("cells")).remove(1)),
                    tree -> ((ArrayNode) tree.get("cells")).add(code("mine", "1 + 1")),
                    tree -> ((ObjectNode) tree.at("/cells/1/metadata/nbgrader")).put("grade_id", "mine"),
                    tree -> ((ObjectNode) tree.at("/cells/0"))
                            .putObject("attachments")
                            .putObject("a.png"));
            for (Consumer<ObjectNode> edit : edits) {
                Files.deleteIfExists(copy);
                place(first);
                change(copy, edit);
                assertThat(place(second).outcome()).isEqualTo(Outcome.BESIDE);
            }
        }

        @Test
        void leaves_an_unreadable_copy_and_says_so() throws IOException {
            place(first);
            Files.writeString(copy, "{\n<<<<<<< mine");
            Placement placement = place(second);
            assertThat(placement.message())
                    .isEqualTo(
                            copy + " is not valid JSON at line 2, column 1 (Unexpected character ('<' (code 60)): was"
                                    + " expecting double-quote to start field name); mend it in a text editor or restore an earlier"
                                    + " version. It was left as it is: `./course reset c1w1` keeps it under another name and brings"
                                    + " the original back");
            assertThat(copy).hasContent("{\n<<<<<<< mine");
            assertThat(files()).containsExactly(NAME);
        }

        @Test
        void remembers_which_release_a_copy_came_from() throws IOException {
            assertThat(origin()).isEmpty();
            place(first);
            assertThat(origin()).contains(Digests.sha256(first.toBytes()));
            change(copy, LearnerCopiesTest::edit);
            place(second);
            assertThat(origin()).contains(Digests.sha256(first.toBytes()));
            reset(second);
            assertThat(origin()).contains(Digests.sha256(second.toBytes()));
            Files.writeString(folder.resolve(".course/copies.json"), "[]");
            assertThat(origin()).isEmpty();
        }

        private Optional<String> origin() throws IOException {
            return LearnerCopies.open(work, folder.resolve(".course/copies.json"))
                    .release(NAME);
        }

        @Test
        void counts_a_copy_of_unknown_origin_as_edited() throws IOException {
            place(first);
            Files.writeString(folder.resolve(".course/copies.json"), "{\"c1");
            assertThat(LearnerCopies.open(work, folder.resolve(".course/copies.json"))
                            .stateWasLost())
                    .isTrue();
            assertThat(place(second).outcome()).isEqualTo(Outcome.BESIDE);
            assertThat(copy).hasBinaryContent(first.toBytes());
        }

        @Test
        void does_not_pile_up_kept_runs_after_a_kill_between_its_steps() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::run);
            Files.copy(copy, work.resolve("c1w1-Größe und Maß.before-1.ipynb")); // killed before the replacement
            Files.writeString(work.resolve("." + NAME + ".partial"), "{\"cel"); // and within the next write
            place(second);
            assertThat(files()).containsExactlyInAnyOrder(NAME, "c1w1-Größe und Maß.before-1.ipynb");
        }

        @Test
        void knows_its_copy_after_a_kill_before_the_state_was_written() throws IOException {
            place(first);
            Files.write(copy, second.toBytes());
            assertThat(place(second).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(place(third).outcome()).isEqualTo(Outcome.REPLACED);
        }

        @Test
        void leaves_the_copy_when_the_folder_is_read_only() throws IOException {
            place(first);
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("r-xr-xr-x"));
            try {
                assumeTrue(!Files.isWritable(work), "SKIPPED: this user (root?) may write to a read-only folder");
                assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> place(second));
                assertThat(copy).hasBinaryContent(first.toBytes());
            } finally {
                Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Nested
    class Reset {
        @Test
        void brings_the_original_back_and_numbers_what_it_keeps() throws IOException {
            place(first);
            for (int number = 1; number <= 2; number++) {
                String mine = "int half(int n) { return " + number + "; }";
                change(copy, tree -> ((ObjectNode) tree.get("cells").get(1)).put("source", mine));
                byte[] edited = Files.readAllBytes(copy);
                String kept = "c1w1-Größe und Maß.kept-" + number + ".ipynb";
                assertThat(reset(first).message())
                        .isEqualTo(NAME + ": the original is back; your file is kept in " + kept);
                assertThat(work.resolve(kept)).hasBinaryContent(edited);
                assertThat(copy).hasBinaryContent(first.toBytes());
            }
        }

        @Test
        void keeps_outputs_and_unreadable_files_too() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::run);
            assertThat(reset(first).outcome()).isEqualTo(Outcome.RESET);
            Files.write(copy, new byte[] {(byte) 0xff, 0});
            assertThat(reset(first).outcome()).isEqualTo(Outcome.RESET);
            assertThat(work.resolve("c1w1-Größe und Maß.kept-2.ipynb")).hasBinaryContent(new byte[] {(byte) 0xff, 0});
        }

        @Test
        void keeps_nothing_of_an_original() throws IOException {
            assertThat(reset(first).outcome()).isEqualTo(Outcome.PLACED);
            assertThat(reset(first).outcome()).isEqualTo(Outcome.CURRENT);
            assertThat(files()).containsExactly(NAME);
        }

        @Test
        void lets_the_next_release_replace_the_copy_again() throws IOException {
            place(first);
            change(copy, LearnerCopiesTest::edit);
            reset(first);
            assertThat(place(second).outcome()).isEqualTo(Outcome.REPLACED);
        }

        @Test
        void refuses_what_is_no_file() throws IOException {
            Files.createDirectories(copy);
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> reset(first))
                    .withMessage(copy + ": not a regular file");
        }
    }
}
