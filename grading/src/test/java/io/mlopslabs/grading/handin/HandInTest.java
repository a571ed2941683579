// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.handin;

import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.exercise;
import static io.mlopslabs.grading.testing.Sources.solution;
import static io.mlopslabs.grading.testing.Sources.withOutput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandInTest {
    private static final Notebook RELEASE =
            Release.of(exercise("Halve it. Größe: ½")).learnerCopy().orElseThrow();
    private static final String RELEASED = Digests.sha256(RELEASE.toBytes());

    private static HandIn.Origin origin(Optional<String> release, String time) {
        return new HandIn.Origin("c1w1", "c1w1-split.ipynb", release, "mlops-labs 0.1.0", Instant.parse(time));
    }

    private static HandIn packed(byte[] saved) throws IOException {
        return HandIn.of(origin(Optional.of(RELEASED), "2026-08-05T12:00:00.5Z"), saved, RELEASE);
    }

    private static byte[] edited(Consumer<ObjectNode> edit) {
        ObjectNode tree = RELEASE.tree();
        edit.accept(tree);
        return Notebook.of("c1w1-split.ipynb", tree).toBytes();
    }

    private static byte[] answered(String answer) {
        return edited(tree -> ((ObjectNode) tree.get("cells").get(1)).put("source", answer));
    }

    @Nested
    class The_zip {
        private static Map<String, byte[]> files(byte[] zip) throws IOException {
            var files = new LinkedHashMap<String, byte[]>();
            try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
                for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
            return files;
        }

        @Test
        void holds_the_bytes_that_were_saved_and_a_manifest() throws IOException {
            byte[] saved =
                    edited(tree -> withOutput((ObjectNode) tree.get("cells").get(1), "ran"));
            Map<String, byte[]> files = files(packed(saved).zip());
            assertThat(files).containsOnlyKeys("c1w1-split.ipynb", "manifest.json");
            assertThat(files.get("c1w1-split.ipynb")).isEqualTo(saved);
            assertThat(new String(files.get("manifest.json"), UTF_8))
                    .isEqualTo("""
                    {
                      "version" : 1,
                      "week" : "c1w1",
                      "notebook" : "c1w1-split.ipynb",
                      "sha256" : "%s",
                      "release" : "%s",
                      "tool" : "mlops-labs 0.1.0",
                      "time" : "2026-08-05T12:00:00Z"
                    }""".formatted(Digests.sha256(saved), RELEASED));
        }

        @Test
        void says_null_where_nobody_knows_what_the_notebook_was_made_from() throws IOException {
            byte[] zip = HandIn.of(origin(Optional.empty(), "2026-08-05T12:00:00Z"), RELEASE.toBytes(), RELEASE)
                    .zip();
            assertThat(new String(files(zip).get("manifest.json"), UTF_8)).contains("\"release\" : null");
        }

        @Test
        void has_the_same_bytes_at_the_same_time_in_every_time_zone() throws IOException {
            byte[] first = packed(RELEASE.toBytes()).zip();
            TimeZone here = TimeZone.getDefault();
            try {
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
                assertThat(Digests.sha256(packed(RELEASE.toBytes()).zip())).isEqualTo(Digests.sha256(first));
            } finally {
                TimeZone.setDefault(here);
            }
            byte[] later = HandIn.of(origin(Optional.of(RELEASED), "2026-08-06T12:00:00Z"), RELEASE.toBytes(), RELEASE)
                    .zip();
            assertThat(later).isNotEqualTo(first);
        }

        @Test
        void is_not_made_of_what_no_grader_takes() {
            assertThatExceptionOfType(MalformedNotebookException.class)
                    .isThrownBy(() -> packed("{".getBytes(UTF_8)))
                    .withMessageStartingWith("c1w1-split.ipynb is not valid JSON at line 1");
            byte[] large =
                    edited(tree -> withOutput((ObjectNode) tree.get("cells").get(1), "x".repeat(HandIn.LARGEST)));
            assertThatIOException()
                    .isThrownBy(() -> packed(large))
                    .withMessage(
                            "c1w1-split.ipynb has 10 MB, and a grader takes 10; clear the outputs (Edit, Clear Outputs of All"
                                    + " Cells), save, and run the command again");
        }
    }

    @Nested
    class A_gap {
        @Test
        void is_none_where_an_answer_stands() throws IOException {
            HandIn handIn = packed(answered("int half(int n) { return n / 2; }"));
            assertThat(handIn.exercises()).isEqualTo(1);
            assertThat(handIn.gaps()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "int half(int n) {\n    throw new UnsupportedOperationException(\"not answered\");\n}\n\n",
                    "int two() { return 2; }\nint half(int n) {\n  throw new UnsupportedOperationException(\"not answered\");\n}",
                    " \n"
                })
        void is_a_stub_as_released_or_with_something_beside_it_or_nothing(String answer) throws IOException {
            assertThat(packed(answered(answer)).gaps()).containsExactly(new Gap("split", Gap.Reason.NOT_ANSWERED));
        }

        @Test
        void is_a_cell_that_is_missing_or_there_twice() throws IOException {
            assertThat(packed(edited(tree -> tree.withArray("cells").remove(1))).gaps())
                    .containsExactly(new Gap("split", Gap.Reason.MISSING));
            assertThat(packed(edited(tree -> tree.withArray("cells")
                                    .add(solution("split", "int half(int n) { return 0; }"))
                                    .add(code("more", "1"))))
                            .gaps())
                    .containsExactly(new Gap("split", Gap.Reason.TWICE));
        }

        @Test
        void is_a_sentence() {
            assertThat(new Gap("split", Gap.Reason.NOT_ANSWERED).message()).isEqualTo("split: not answered yet");
            assertThat(new Gap("split", Gap.Reason.MISSING).message())
                    .isEqualTo(
                            "split: its answer cell is missing, so there is nothing to grade; bring the cell back with Undo, or"
                                    + " copy it from the original");
            assertThat(new Gap("split", Gap.Reason.TWICE).message())
                    .isEqualTo(
                            "split: more than one cell is its answer cell, and it is not clear which one counts; delete the"
                                    + " copies");
        }
    }
}
