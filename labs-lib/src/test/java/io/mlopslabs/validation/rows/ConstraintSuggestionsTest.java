// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import static io.mlopslabs.validation.rows.ConstraintSuggestions.Rule.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConstraintSuggestionsTest {
    private static List<ConstraintSuggestions.Rule> rules(Stream<String> values) {
        return ConstraintSuggestions.rules(ColumnProfile.of("c", new ArrayList<>(values.toList())), 30);
    }

    private static Stream<String> texts(int distinct, int rows) {
        return IntStream.range(0, rows).mapToObj(i -> "v" + i % distinct);
    }

    /** Deequ, ConstraintSuggestionRulesTest: 100 and 95 values of 100 rows are nearly unique, 91 are not. */
    @Test
    void uniqueness_is_suggested_down_to_92_percent_of_the_rows() {
        assertThat(rules(texts(100, 100))).contains(UNIQUE_IF_APPROXIMATELY_UNIQUE);
        assertThat(rules(texts(95, 100))).contains(UNIQUE_IF_APPROXIMATELY_UNIQUE);
        assertThat(rules(texts(91, 100))).doesNotContain(UNIQUE_IF_APPROXIMATELY_UNIQUE);
    }

    @Test
    void completeness_is_kept_whole_or_by_the_lower_end_of_its_interval() {
        assertThat(rules(texts(2, 100))).contains(COMPLETE_IF_COMPLETE).doesNotContain(RETAIN_COMPLETENESS);
        assertThat(rules(IntStream.range(0, 100).mapToObj(i -> i < 25 ? "v" + i % 2 : null)))
                .contains(RETAIN_COMPLETENESS)
                .doesNotContain(COMPLETE_IF_COMPLETE);
        assertThat(rules(IntStream.range(0, 100).mapToObj(i -> i < 20 ? "v" + i % 2 : null)))
                .doesNotContain(RETAIN_COMPLETENESS, COMPLETE_IF_COMPLETE);
    }

    @Test
    void a_list_of_words_is_suggested_while_at_most_a_tenth_of_them_stood_alone() {
        Stream<String> oneOfTen = Stream.concat(texts(9, 90), Stream.of("alone"));
        assertThat(rules(oneOfTen)).contains(CATEGORICAL_RANGE, FRACTIONAL_CATEGORICAL_RANGE);
        Stream<String> oneOfNine = Stream.concat(texts(8, 80), Stream.of("alone"));
        assertThat(rules(oneOfNine)).contains(FRACTIONAL_CATEGORICAL_RANGE).doesNotContain(CATEGORICAL_RANGE);
    }

    @Test
    void numbers_get_a_type_a_sign_a_range_a_mean_and_a_deviation() {
        assertThat(rules(IntStream.range(0, 50).mapToObj(i -> "" + i % 10)))
                .containsExactly(
                        COMPLETE_IF_COMPLETE,
                        RETAIN_TYPE,
                        NON_NEGATIVE_NUMBERS,
                        HAS_MIN,
                        HAS_MAX,
                        HAS_MEAN,
                        HAS_STANDARD_DEVIATION);
        assertThat(rules(IntStream.range(0, 50).mapToObj(i -> "" + (i % 10 - 5))))
                .doesNotContain(NON_NEGATIVE_NUMBERS);
    }

    @Test
    void what_held_by_chance_fails_on_rows_it_has_not_seen() {
        var random = new SplittableRandom(1);
        int rows = 4000;
        IntColumn id = IntColumn.create("id", IntStream.range(0, rows).toArray());
        StringColumn colour = StringColumn.create("colour");
        DoubleColumn tail = DoubleColumn.create("tail");
        for (int i = 0; i < rows; i++) {
            colour.append(random.nextBoolean() ? "red" : "blue");
            tail.append(Math.exp(2 * random.nextGaussian()));
        }
        ConstraintSuggestions suggestions = ConstraintSuggestions.from(Table.create("t", id, colour, tail), 7);
        assertThat(suggestions.batches() * suggestions.batchRows()).isEqualTo(1200);
        assertThat(suggestions.list())
                .filteredOn(suggestion -> suggestion.column().equals("colour"))
                .allSatisfy(suggestion -> assertThat(suggestion.failures()).isZero())
                .extracting(ConstraintSuggestions.Suggestion::constraint)
                .contains("isContainedIn(colour, [blue, red])");
        // of 4000 ids the smallest and the largest are seen with probability 0.7 each: the seed is one of those where
        // one is not
        assertThat(suggestions.list())
                .filteredOn(suggestion -> suggestion.failures() > 0)
                .extracting(ConstraintSuggestions.Suggestion::rule)
                .isNotEmpty()
                .isSubsetOf(HAS_MIN, HAS_MAX);
        suggestions.checks().over(Table.create("t", id, colour, tail)).results().forEach(result -> assertThat(
                        result.constraint())
                .doesNotContain("isUnique(colour)"));
    }

    @Test
    void too_few_rows_are_refused() {
        Table table = Table.create("t", IntColumn.create("x", new int[99]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConstraintSuggestions.from(table, 1))
                .withMessage("99 rows are too few to suggest checks from and hold some back; give at least 100");
    }
}
