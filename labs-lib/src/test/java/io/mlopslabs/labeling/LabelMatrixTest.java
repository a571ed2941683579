// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static io.mlopslabs.labeling.LabelingFunction.ABSTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelMatrixTest {
    private static final LabelingFunction<String> LINK =
            new LabelingFunction<>("has_link", text -> text.contains("http") ? 1 : ABSTAIN);
    private static final LabelingFunction<String> SHORT =
            new LabelingFunction<>("short", text -> text.length() < 10 ? 0 : ABSTAIN);

    @Nested
    class Applying_functions {
        @Test
        void keeps_every_row_and_every_function_in_order() {
            var votes =
                    LabelMatrix.apply(List.of(LINK, SHORT), List.of("http://x.example", "nice", "a song I like"), 2);
            assertThat(votes.functions()).containsExactly("has_link", "short");
            assertThat(votes.rows()).isEqualTo(3);
            assertThat(votes.votes(0)).containsExactly(1, ABSTAIN);
            assertThat(votes.votes(1)).containsExactly(ABSTAIN, 0);
            assertThat(votes.uncovered()).containsExactly(2);
        }

        @Test
        void names_function_and_row_where_one_throws_and_keeps_the_cause() {
            var number = new LabelingFunction<String>("a_number", text -> Integer.parseInt(text) > 3 ? 1 : 0);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(LINK, number), List.of("7", "seven"), 2))
                    .withMessage(
                            "labelling function \"a_number\" failed on row 1: java.lang.NumberFormatException: For input"
                                    + " string: \"seven\"; return ABSTAIN where the rule has nothing to say")
                    .withCauseInstanceOf(NumberFormatException.class);
        }

        @Test
        void names_function_and_row_of_a_row_that_is_missing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(LINK), Arrays.asList("a", null), 2))
                    .withMessageStartingWith(
                            "labelling function \"has_link\" failed on row 1: java.lang.NullPointerException");
        }

        @Test
        void names_function_and_row_of_a_vote_for_an_unknown_class() {
            var wrong = new LabelingFunction<String>("wrong", String::length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(wrong), List.of("a", "abc"), 2))
                    .withMessage(
                            "labelling function \"wrong\" votes 3 on row 1; a vote is -1 (abstain) or a class from 0 to 1");
        }

        @Test
        void refuses_nothing_to_apply_or_to_label() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.<LabelingFunction<String>>of(), List.of("a"), 2))
                    .withMessage("there are no labelling functions; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(LINK), List.of(), 2))
                    .withMessage("there are no rows to label; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(LINK), List.of("a"), 1))
                    .withMessage("cardinality is 1; there are at least 2 classes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.apply(List.of(LINK, LINK), List.of("a"), 2))
                    .withMessage("two labelling functions are called \"has_link\"; a name is unique");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LabelingFunction<String>(" ", String::length))
                    .withMessage("a labelling function needs a name; analyses and errors call it by that");
        }

        @Test
        void asks_each_function_once_per_row() {
            var asked = new ArrayList<String>();
            var spy = new LabelingFunction<String>("spy", text -> {
                asked.add(text);
                return ABSTAIN;
            });
            LabelMatrix.apply(List.of(spy), List.of("a", "b", "a"), 2);
            assertThat(asked).containsExactly("a", "b", "a");
        }
    }

    @Nested
    class Taking_votes {
        @Test
        void copies_them() {
            int[][] votes = {{0, 1}};
            var matrix = LabelMatrix.of(votes, 2);
            votes[0][0] = 1;
            matrix.votes(0)[1] = 0;
            assertThat(matrix.votes(0)).containsExactly(0, 1);
            assertThat(matrix.functions()).containsExactly("0", "1");
        }

        @Test
        void refuses_an_empty_or_a_ragged_matrix() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.of(new int[0][], 2))
                    .withMessage("there are no rows to label; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.of(new int[2][0], 2))
                    .withMessage("there are no labelling functions; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.of(new int[][] {{0, 1}, {0}}, 2))
                    .withMessage("row 1 has 1 votes for 2 labelling functions");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LabelMatrix.of(List.of("link"), new int[][] {{0}, {-2}}, 2))
                    .withMessage(
                            "labelling function \"link\" votes -2 on row 1; a vote is -1 (abstain) or a class from 0 to 1");
        }
    }
}
