// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class CheckTest {
    private static final String ID = "c1w1-match-boxes";

    private static String text(Check check) {
        return check.bundle().text();
    }

    private static Object summary(Check check) {
        return check.bundle().forms().get("application/vnd.mlopslabs.check+json");
    }

    @Nested
    class A_right_answer {
        private final Check check = Check.exercise(ID)
                .equal("equal boxes have IoU 1", 1.0, () -> 1.0, "h")
                .near("half", 0.5, 0.01, () -> 0.505, "h")
                .near("both", new double[] {1, 2}, 0.1, () -> new double[] {1.05, 2}, "h")
                .that("symmetric", () -> true, "h");

        @Test
        void is_told_so_property_by_property() {
            assertThat(text(check)).isEqualTo("""
                            c1w1-match-boxes: 4 of 4 checks passed
                              passed  equal boxes have IoU 1
                              passed  half
                              passed  both
                              passed  symmetric""");
        }

        @Test
        void is_told_to_programs_too() {
            assertThat(summary(check)).isEqualTo(Map.of("exercise", ID, "status", "passed", "passed", 4L, "total", 4));
        }
    }

    @Nested
    class A_wrong_value {
        @Test
        void is_shown_beside_the_expected_one_with_the_property_and_the_hint() {
            var check = Check.exercise(ID)
                    .equal("equal boxes have IoU 1", 1.0, () -> 0.5, "divide by the union")
                    .near("half", 0.5, 0.01, () -> Double.NaN, "mind 0 / 0")
                    .near("both", new double[] {1, 2}, 0.1, () -> new double[] {1, 3}, "the second")
                    .near("pair", new double[] {1, 2}, 0.1, () -> new double[] {1}, "length")
                    .that("symmetric", () -> false, "order must not matter")
                    .equal("never null", 3, () -> null, "return something");

            assertThat(text(check)).isEqualTo("""
                            c1w1-match-boxes: 0 of 6 checks passed
                              not yet  equal boxes have IoU 1
                                       expected 1.0
                                       got 0.5
                                       hint: divide by the union
                              not yet  half
                                       expected 0.5, give or take 0.01
                                       got NaN
                                       hint: mind 0 / 0
                              not yet  both
                                       at [1] expected 2.0, give or take 0.1
                                       got 3.0
                                       hint: the second
                              not yet  pair
                                       expected 2 numbers
                                       got 1
                                       hint: length
                              not yet  symmetric
                                       hint: order must not matter
                              not yet  never null
                                       expected 3
                                       got null
                                       hint: return something""");
            assertThat(summary(check)).isEqualTo(Map.of("exercise", ID, "status", "failed", "passed", 0L, "total", 6));
        }
    }

    @Nested
    class An_answer_that_is_still_its_stub {
        @Test
        void makes_the_whole_exercise_not_answered_yet() {
            var check = Check.exercise(ID).that("a", () -> true, "h").that("b", CheckTest::stub, "h");

            assertThat(text(check))
                    .isEqualTo("c1w1-match-boxes: not answered yet\n"
                            + "Next: put your solution into the answer cell above, run it, then run this cell again.");
            assertThat(summary(check))
                    .isEqualTo(Map.of("exercise", ID, "status", "not_answered", "passed", 0L, "total", 2));
        }

        @Test
        void is_recognised_inside_another_exception_and_on_the_expected_side() {
            var wrapped = Check.exercise(ID)
                    .that(
                            "a",
                            () -> {
                                throw new IllegalStateException(new UnsupportedOperationException("not answered"));
                            },
                            "h");
            var expected = Check.exercise(ID).equal("a", () -> stub(), () -> true, "h");

            assertThat(List.of(text(wrapped), text(expected))).allMatch(text -> text.contains("not answered yet"));
        }

        @Test
        void is_not_mistaken_for_another_unsupported_operation() {
            var check = Check.exercise(ID).equal("a", 1, () -> List.of().remove(0), "copy the list");

            assertThat(text(check))
                    .contains("threw UnsupportedOperationException\n")
                    .contains("hint: copy the list");
        }
    }

    @Nested
    class An_answer_that_fails {
        @Test
        void shows_the_type_and_the_message() {
            var check = Check.exercise(ID).equal("a", 1, () -> Integer.parseInt("q"), "h");

            assertThat(text(check)).contains("threw NumberFormatException: For input string: \"q\"\n");
        }

        @Test
        void may_recurse_without_end() {
            assertThat(text(Check.exercise(ID).equal("a", 1, () -> endless(0), "h")))
                    .contains("threw StackOverflowError: a method calls itself without end\n");
        }

        @Test
        void may_fail_an_assertion() {
            assertThat(text(Check.exercise(ID)
                            .that(
                                    "a",
                                    () -> {
                                        throw new AssertionError("x < y");
                                    },
                                    "h")))
                    .contains("threw AssertionError: x < y\n");
        }

        @Test
        void may_never_end_and_stops_the_checks_after_it() {
            var check = Check.exercise(ID)
                    .within(Duration.ofMillis(50))
                    .equal("a", 1, CheckTest::hang, "look at the loop")
                    .that("b", () -> true, "h");

            assertThat(text(check)).isEqualTo("""
                            c1w1-match-boxes: 0 of 2 checks passed
                              not yet  a
                                       did not finish in 50 ms; look for a loop that never ends
                                       hint: look at the loop
                              not yet  b
                                       not run, because an earlier check did not finish
                                       hint: h""");
        }
    }

    @Nested
    class A_hostile_value {
        @Test
        void is_escaped_in_html() {
            var check = Check.exercise(ID).equal("<i>p</i>", "a", () -> "<script>alert('1')</script>", "<b>");

            assertThat((String) check.bundle().forms().get("text/html"))
                    .contains(
                            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;",
                            "&lt;i&gt;p&lt;/i&gt;",
                            "hint: &lt;b&gt;")
                    .doesNotContain("<script", "<i>", "<b>");
        }

        @Test
        void is_cut_when_it_is_huge() {
            var check = Check.exercise(ID).equal("a", 1, () -> "x".repeat(1_000_000), "h");

            assertThat(text(check)).hasSizeLessThan(500).contains("... (1000002 characters)"); // with its two quotes
        }

        @Test
        void may_have_a_to_string_or_an_equals_that_throws() {
            var check = Check.exercise(ID).equal("a", 1, Broken::new, "h").equal("b", new Broken(), Broken::new, "h");

            assertThat(text(check))
                    .contains("got (a Broken whose toString() throws IllegalStateException)", "threw UnknownError");
        }

        @Test
        void may_be_an_exception_whose_message_throws() {
            assertThat(text(Check.exercise(ID)
                            .that(
                                    "a",
                                    () -> {
                                        throw new BrokenException();
                                    },
                                    "h")))
                    .contains("threw BrokenException\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 long", "1 float", "array", "zero"})
    void equal_compares_by_value(String kind) {
        var check = Check.exercise(ID);
        switch (kind) {
            case "1 long" -> check.equal("a", 1, () -> 1L, "h");
            case "1 float" -> check.equal("a", 1.0, () -> 1f, "h");
            case "array" -> check.equal("a", new int[][] {{1}, {2}}, () -> new int[][] {{1}, {2}}, "h");
            default -> check.equal("a", 0.0, () -> -0.0, "h");
        }

        assertThat(text(check)).startsWith("c1w1-match-boxes: 1 of 1");
    }

    private static boolean stub() {
        throw new UnsupportedOperationException("not answered");
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    private static int hang() throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
        return 1;
    }

    private static final class Broken {
        @Override
        public boolean equals(Object other) {
            throw new UnknownError();
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            throw new IllegalStateException();
        }
    }

    private static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }
}
