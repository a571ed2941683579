// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static io.mlopslabs.grading.report.ReportsTest.exercise;
import static io.mlopslabs.grading.report.ReportsTest.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResultsFolderTest {
    private static final Verdict ADA = verdict("ada", exercise("c9w9-half", Status.OK, 2, ""));

    @TempDir
    private Path out;

    private ResultsFolder open() throws IOException {
        return ResultsFolder.open(out, "c9w9", OptionalLong.empty(), () -> 42);
    }

    @Test
    void keeps_its_seed_for_its_owner_only() throws IOException {
        try (var folder = open()) {
            assertThat(folder.seed()).isEqualTo(42);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("run.json"))))
                .isEqualTo("rw-------");
        try (var folder = ResultsFolder.open(out, "c9w9", OptionalLong.empty(), () -> 43)) {
            assertThat(folder.seed()).isEqualTo(42);
        }
        try (var folder = ResultsFolder.open(out, "c9w9", OptionalLong.of(-7), () -> 43)) {
            assertThat(folder.seed()).isEqualTo(-7);
        }
        assertThat(out.resolve("run.json")).content().contains("\"seed\" : \"-7\"");
    }

    @Test
    void keeps_a_verdict_with_its_key_and_no_other() throws IOException {
        try (var folder = open()) {
            assertThat(folder.kept("ada", "k1")).isEmpty();
            folder.write(ADA, "k1");
            assertThat(folder.kept("ada", "k1")).contains(ADA);
            assertThat(folder.kept("ada", "k2")).isEmpty();
            assertThat(folder.kept("bob", "k1")).isEmpty();
        }
        assertThat(out.resolve("students/ada"))
                .isDirectoryContaining("glob:**/result.json")
                .isDirectoryContaining("glob:**/results.json")
                .isDirectoryContaining("glob:**/feedback.html");
    }

    @Test
    void keeps_nothing_that_was_changed_by_hand_or_left_by_a_run_that_was_killed() throws IOException {
        try (var folder = open()) {
            folder.write(ADA, "k1");
            Path result = folder.place("ada").resolve("result.json");
            Files.writeString(result, Files.readString(result).replace("2.0", "1.0"));
            assertThat(folder.kept("ada", "k1")).isEmpty();
            folder.write(ADA, "k1");
            Files.delete(folder.place("ada").resolve(".key"));
            assertThat(folder.kept("ada", "k1")).isEmpty();
            folder.write(ADA, "k1");
            Files.delete(folder.place("ada").resolve("feedback.html"));
            assertThat(folder.kept("ada", "k1")).isEmpty();
        }
    }

    @Test
    void keeps_no_verdict_without_a_score_and_gives_gradescope_none() throws IOException {
        try (var folder = open()) {
            folder.write(ADA, "k1");
            folder.write(verdict("ada", exercise("c9w9-half", Status.INFRA_ERROR, 0, "no engine")), "k1");
            assertThat(folder.kept("ada", "k1")).isEmpty();
            assertThat(folder.place("ada").resolve("results.json")).doesNotExist();
            assertThat(folder.place("ada").resolve("result.json")).content().contains("\"score\" : null");
        }
    }

    @Test
    void writes_what_is_said_of_all() throws IOException {
        try (var folder = open()) {
            folder.finish(List.of("c9w9-half"), 2, List.of(ADA), List.of("bob"));
        }
        assertThat(out.resolve("grades.csv"))
                .content()
                .isEqualTo("student,c9w9-half,total,max,status\r\nada,2,2,2,OK\r\nbob,,,2,NO_SUBMISSION\r\n");
        assertThat(out.resolve("class.html")).content().contains("1 of 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ada           | ada
            Ada Lovelace  | Ada Lovelace
            ..            | %2E.
            ../../etc     | %2E.%2F..%2Fetc
            .hidden       | %2Ehidden
            a/b           | a%2Fb
            Zoë           | Zo%C3%AB
            a%2Fb         | a%252Fb
            con:          | con%3A
            """)
    void gives_every_name_a_folder_inside_its_own(String student, String name) throws IOException {
        try (var folder = open()) {
            assertThat(folder.place(student)).isEqualTo(out.resolve("students").resolve(name));
        }
    }

    @Test
    void cuts_a_name_that_no_file_system_takes_and_keeps_two_such_names_apart() throws IOException {
        try (var folder = open()) {
            String one = folder.place("学".repeat(85) + "a").getFileName().toString();
            String other = folder.place("学".repeat(85) + "b").getFileName().toString();
            assertThat(one).hasSizeLessThan(200).isNotEqualTo(other);
        }
    }

    @Test
    void takes_one_run_at_a_time() throws IOException {
        try (var folder = open()) {
            assertThat(folder.seed()).isEqualTo(42);
            assertThatIOException()
                    .isThrownBy(this::open)
                    .withMessage(
                            "another grading run works in " + out + "; wait for it, or name another folder with --out");
        }
        open().close();
    }

    @Test
    void refuses_the_folder_of_another_week_and_a_damaged_one() throws IOException {
        open().close();
        assertThatIOException()
                .isThrownBy(() -> ResultsFolder.open(out, "c1w1", OptionalLong.empty(), () -> 1))
                .withMessage(out + " holds the results of week c9w9, not of c1w1; name another folder with --out");
        Files.writeString(out.resolve("run.json"), "{");
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessage(out.resolve("run.json")
                        + " is damaged; delete it, and all submissions are graded anew with another seed");
    }
}
