// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.release.SmallCourse.found;
import static io.mlopslabs.grading.release.SmallCourse.metadata;
import static io.mlopslabs.grading.release.SmallCourse.source;
import static io.mlopslabs.grading.testing.Sources.code;
import static io.mlopslabs.grading.testing.Sources.markdown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExerciseSecretsTest {
    @TempDir
    private Path folder;

    private SmallCourse course;

    @BeforeEach
    void one_exercise() throws IOException {
        course = new SmallCourse(folder);
    }

    private String file(String name) {
        return course.exercises.resolve("c1w1/mean").resolve(name).toString();
    }

    @Test
    void lines_of_sample_answers_are_secret_and_the_head_of_the_method_is_not() throws IOException {
        assertThat(course.leaksOf("return Arrays.stream(values).average().orElse(0)"))
                .containsExactly(found("cell 1 (id prose), source", "line 3 of " + file("right/stream.java")));
        assertThat(course.leaksOf("return Arrays.stream(values).sum();"))
                .containsExactly(found("cell 1 (id prose), source", "line 2 of " + file("wrong/never-divided.java")));
        assertThat(course.leaksOf("One pass is enough for everybody."))
                .containsExactly(found("cell 1 (id prose), source", "line 1 of " + file("right/stream.java")));
        assertThat(course.leaksOf("double mean(double[] values) {")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[1.5, 2.0, NaN], [true, false]]",
                "mean(new double[] {1.5, 2, Double.NaN}, new boolean[] {true, false})",
                "mean(new double[]{1.5,2d,Double.NaN},\n    new boolean[]{true,false})"
            })
    void inputs_are_secret_as_yaml_and_as_java_write_them(String text) throws IOException {
        assertThat(course.leaksOf(text)).hasSize(1).first().asString().contains("probes[0].inputs.cases.two of them");
    }

    @Test
    void inputs_and_results_are_found_among_numbers_too() throws IOException {
        assertThat(course.leaksAfter(tree -> metadata(tree, 1).put("a", 2.4285714285714284)))
                .containsExactly(
                        found("cell 2 (id play), metadata.a", "`hints[0].when.actual` of " + file("exercise.yaml")));
        assertThat(course.leaksAfter(tree -> {
                    ArrayNode arguments = metadata(tree, 1).putArray("a");
                    arguments.addArray().add(1.5).add(2).add("NaN");
                    arguments.addArray().add(true).add(false);
                }))
                .containsExactly(found(
                        "cell 2 (id play), metadata.a",
                        "`probes[0].inputs.cases.two of them` of " + file("exercise.yaml") + " and 2 more of it"));
    }

    @Test
    void each_sentence_of_a_hint_is_secret_with_and_without_marks_of_code() throws IOException {
        String hint = "`hints[0].say` of " + file("exercise.yaml");
        assertThat(course.leaksOf("This is the `sum` of all."))
                .containsExactly(found("cell 1 (id prose), source", hint));
        assertThat(course.leaksOf("Look: this is not it. This is the sum of all."))
                .containsExactly(found("cell 1 (id prose), source", hint));
        assertThat(course.leaksOf("Divide it, please.")).containsExactly(found("cell 1 (id prose), source", hint));
    }

    @Test
    void what_a_visible_cell_says_is_no_secret() throws IOException {
        assertThat(course.leaks(source(
                        code(
                                "x",
                                "mean(new double[] {1.5, 2, Double.NaN}, new boolean[] {true, false}); // Divide it, please."),
                        markdown("y", "This is the sum of all. It is 2.4285714285714284."))))
                .isEmpty();
    }

    @Test
    void a_seed_is_secret_however_short_and_so_is_a_key_that_names_one() throws IOException {
        assertThat(course.leaks(source(code("x", "new Random(4711);"))))
                .containsExactly(
                        found("cell 5 (id x), source", "`probes[0].inputs.settings.seed` of " + file("exercise.yaml")));
        assertThat(course.leaksOf("14711 and 47110 and 0.4711 and 4711.5")).isEmpty();
        assertThat(course.leaksAfter(tree -> metadata(tree, 1).put("probeSeed", 5)))
                .containsExactly(found("cell 2 (id play), metadata.probeSeed", "a seed"));
    }

    @Test
    void names_and_a_readme_are_no_secret() throws IOException {
        assertThat(course.leaksOf(
                        "the mean of some, any-numbers-at-all, never-divided, Anybody may read this sentence."))
                .isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_and_yaml_that_is_none_are_sentences() throws IOException {
        Path none = course.exercises.resolve("none");
        assertThatIOException()
                .isThrownBy(() -> Secrets.of(List.of(source()), none))
                .withMessage(none + " is no folder; name the folder of the exercises with --exercises");
        Path broken = Files.writeString(course.exercises.resolve("c1w1/mean/exercise.yaml"), "id: mean\nhints: [\n");
        assertThatIOException()
                .isThrownBy(() -> Secrets.of(List.of(source()), course.exercises))
                .withMessage(broken + " is not valid YAML at line 2; mend it");
    }
}
