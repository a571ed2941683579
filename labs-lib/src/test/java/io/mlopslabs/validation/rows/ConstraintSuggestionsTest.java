// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import static io.mlopslabs.validation.rows.ConstraintSuggestions.Rule.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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
    void a_maximum_fails_as_often_as_the_largest_row_is_held_back() {
        int seeds = 60;
        long failed = 0;
        Table table = Table.create(
                "t",
                DoubleColumn.create("x", new SplittableRandom(1).doubles(200).toArray()));
        for (long seed = 0; seed < seeds; seed++) {
            failed += ConstraintSuggestions.from(table, seed).list().stream()
                    .filter(suggestion -> suggestion.rule() == HAS_MAX && suggestion.failures() > 0)
                    .count();
        }
        double expected = 0.3 * seeds; // 10 batches of 3 % of the rows
        assertThat((double) failed).isCloseTo(expected, within(4 * Math.sqrt(0.7 * expected))); // 4 binomial deviations
    }

    @Test
    void what_always_holds_never_fails_and_is_joined_to_checks() {
        var random = new SplittableRandom(1);
        StringColumn colour = StringColumn.create("colour");
        IntStream.range(0, 1000).forEach(i -> colour.append(random.nextBoolean() ? "red" : "blue"));
        Table table = Table.create(
                "t", IntColumn.create("id", IntStream.range(0, 1000).toArray()), colour);
        ConstraintSuggestions suggestions = ConstraintSuggestions.from(table, 7);
        assertThat(suggestions.batches() * suggestions.batchRows()).isEqualTo(300);
        assertThat(suggestions.list())
                .extracting(Object::toString)
                .contains(
                        "isContainedIn(colour, [blue, red]) (CATEGORICAL_RANGE: 2 different values in 700): never failed",
                        "isUnique(id) (UNIQUE_IF_APPROXIMATELY_UNIQUE: 700 different values in 700 rows): never failed");
        colour.set(3, "green");
        assertThat(suggestions.checks().over(table).results())
                .filteredOn(result -> !result.passed() && result.constraint().contains("colour"))
                .extracting(CheckReport.Result::failedRows)
                .containsExactly(List.of(3L));
    }

    @Test
    void too_few_rows_are_refused() {
        Table table = Table.create("t", IntColumn.create("x", new int[99]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConstraintSuggestions.from(table, 1))
                .withMessage("99 rows are too few to suggest checks from and hold some back; give at least 100");
    }
}
