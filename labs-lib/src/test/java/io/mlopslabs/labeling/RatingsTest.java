// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.labeling.Ratings.Rating;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RatingsTest {
    @Test
    void keeps_items_and_annotators_in_the_order_in_which_they_first_occur() {
        var ratings = Ratings.of(
                List.of(new Rating<>("b", "zoe", "x"), new Rating<>("a", "ann", "y"), new Rating<>("b", "ann", "x")));
        assertThat(ratings.items()).containsExactly("b", "a");
        assertThat(ratings.annotators()).containsExactly("zoe", "ann");
        assertThat(ratings.table()).isDeepEqualTo(new int[][] {{2, 0}, {0, 1}});
        assertThat(ratings.count("ann")).isEqualTo(2);
    }

    @Test
    void keeps_items_and_annotators_without_a_rating() {
        var ratings =
                Ratings.ofTable(List.of("ann", "bob"), List.of(Arrays.asList(null, null), Arrays.asList(1, null)));
        assertThat(ratings.items()).containsExactly("0", "1");
        assertThat(ratings.count("bob")).isZero();
        assertThat(ratings.table()).isDeepEqualTo(new int[][] {{0}, {1}});
    }

    @Test
    void an_abstention_is_no_rating_and_every_class_a_label() {
        var ratings = Ratings.of(LabelMatrix.of(List.of("link", "short"), new int[][] {{1, -1}, {1, 1}}, 3));
        assertThat(ratings.annotators()).containsExactly("link", "short");
        assertThat(ratings.labels()).containsExactly(0, 1, 2);
        assertThat(ratings.table()).isDeepEqualTo(new int[][] {{0, 1, 0}, {0, 2, 0}});
    }

    @Test
    void sorts_text_by_code_point_unless_the_order_is_given() {
        var ratings = Ratings.ofTable(List.of("ann"), List.of(List.of("\ufb01"), List.of("\ud83d\ude00")));
        assertThat(ratings.labels()).containsExactly("\ufb01", "\ud83d\ude00"); // compareTo would turn them round
        var ordered = ratings.withLabels(List.of("\ud83d\ude00", "none", "\ufb01"));
        assertThat(ordered.table()).isDeepEqualTo(new int[][] {{0, 0, 1}, {1, 0, 0}});
    }

    @Test
    void names_item_and_annotator_of_a_label_that_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.ofTable(List.of("ann", "bob"), List.of(List.of(1.0, Double.NaN))))
                .withMessage("item \"0\", annotator \"bob\": the label is NaN; leave out a rating that is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.of(List.of(new Rating<String>("mail 4", "ann", null))))
                .withMessage(
                        "item \"mail 4\", annotator \"ann\": the label is null; leave out a rating that is missing");
    }

    @Test
    void refuses_tables_that_do_not_fit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.ofTable(List.of("ann", "bob"), List.of(List.of(1, 2), List.of(1))))
                .withMessage("item \"1\" has 1 ratings for 2 annotators; give null where one skipped it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.ofTable(List.of("ann", "ann"), List.of(List.of(1, 2))))
                .withMessage("a name is used twice among the annotators [ann, ann]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.of(List.<Rating<String>>of()))
                .withMessage("there are no ratings; give at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratings.ofTable(List.of("ann"), List.of(Arrays.asList((Integer) null))))
                .withMessage("there are no ratings; give at least one");
        var ratings = Ratings.ofTable(List.of("ann"), List.of(List.of("low"), List.of("high")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ratings.withLabels(List.of("high", "mid")))
                .withMessage("the label low was given and is not in [high, mid]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ratings.withLabels(List.of("low", "high", "low")))
                .withMessage("a label occurs twice in [low, high, low]");
    }
}
