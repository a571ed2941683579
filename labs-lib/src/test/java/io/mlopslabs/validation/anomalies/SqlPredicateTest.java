// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SqlPredicateTest {
    private static final FeatureNameStatistics COLUMN =
            GoldenFile.parse("""
                    path { step: "word" } type: STRING
                    string_stats {
                      common_stats { num_non_missing: 7 avg_num_values: 1 } unique: 3 avg_length: 2.5
                      top_values { value: "red" frequency: 4 } top_values { value: "blue" frequency: 3 } }
                    """, FeatureNameStatistics.newBuilder()).build();

    private static boolean holds(String sql) {
        return SqlPredicate.parse(sql).holds(Map.of("feature", COLUMN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature.string_stats.unique = 3",
                "feature.string_stats.unique <> 4 and feature.string_stats.unique != 4",
                "feature.string_stats.avg_length >= 2.5",
                "feature.string_stats.avg_length * 2 = 5",
                "feature.string_stats.unique / 2 = 1.5",
                "1 + 2 * 3 - 4 = 3",
                "(1 + 2) * 3 = 9",
                "10 - 4 - 3 = 3",
                "-feature.string_stats.unique < 0",
                "feature.type = 'STRING'",
                "'STRING' = feature.type AND feature.type = 2 AND 1 < feature.type",
                "feature.String_Stats.UNIQUE = 3 AND feature.HAS_string_stats",
                "feature.path.step[OFFSET(0)] = \"word\"",
                "feature.string_stats.top_values[ORDINAL(2)].value = 'blue'",
                "ARRAY_LENGTH(feature.string_stats.top_values) = 2",
                "feature.string_stats.unique BETWEEN 3 AND 4 AND TRUE",
                "feature.string_stats.unique NOT BETWEEN 4 AND 9",
                "feature.string_stats.unique IN (1, 2, 3)",
                "feature.string_stats.unique NOT IN (1, 2)",
                "feature.num_stats IS NULL",
                "feature.string_stats IS NOT NULL",
                "NOT feature.has_num_stats",
                "feature.has_string_stats AND feature.string_stats.common_stats.num_missing = 0",
                "feature.has_num_stats = FALSE OR feature.num_stats.mean > 0",
                "TRUE OR FALSE AND FALSE",
                "NOT FALSE AND TRUE",
                "(feature.num_stats.mean > 0) IS NOT TRUE",
                "(feature.num_stats.mean > 0 AND FALSE) = FALSE",
                "feature.num_stats.mean > 0 OR TRUE",
                "COALESCE(feature.num_stats.mean, 5) = 5",
                "IF(feature.has_num_stats, feature.num_stats.mean, -1) = -1",
                "ABS(-2) = 2 AND ABS(2.5) = 2.5",
                "GREATEST(1, 2.5, 2) = 2.5 AND LEAST(1, 2.5) = 1",
                "STARTS_WITH(LOWER('REDDISH'), 'red') AND UPPER('a') = 'A'",
                "'it\\'s' = \"it's\""
            })
    void conditions_that_hold(String sql) {
        assertThat(holds(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature.string_stats.unique < 3",
                "NOT TRUE OR FALSE",
                "feature.string_stats.unique BETWEEN 4 AND 9",
                "feature.num_stats IS NOT NULL",
                "FALSE AND feature.num_stats.mean > 0",
                "feature.num_stats.mean IS TRUE"
            })
    void conditions_that_do_not(String sql) {
        assertThat(holds(sql)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| at the end: a value should stand here",
                "feature.type = | at the end: a value should stand here",
                "feature. = 1 | column 10, at '=': the name of a field should follow the dot",
                "feature.type == 'INT' | column 15, at '=': a value should stand here",
                "(1 = 1 | column 7, at the end: ')' should stand here",
                "1 = 1 1 | column 7, at '1': the condition should end here",
                "1 = 1; | column 6, at ';': this is not known here",
                "num_zeros < 2 | column 1, at 'num_zeros': a value starts with feature, or with feature_test or feature_base where two are compared",
                "EXISTS(SELECT 1) | column 1, at 'EXISTS': this function is not known here; known are [ABS, ARRAY_LENGTH, COALESCE, GREATEST, IF, LEAST, LOWER, STARTS_WITH, UPPER]",
                "ABS(1, 2) = 1 | column 1, at 'ABS': this function does not take 2 arguments",
                "feature.type NOT LIKE 'I%' | column 18, at 'LIKE': BETWEEN or IN should follow NOT",
                "feature.type IS 3 | column 17, at '3': NULL, TRUE or FALSE should follow IS",
                "feature.path.step[0] = 'n' | column 19, at '0': 'OFFSET' should stand here"
            })
    void text_that_is_no_condition_is_refused_with_its_place(String sql, String message) {
        String text = sql == null ? "" : sql;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlPredicate.parse(text))
                .withMessageStartingWith("custom validation '" + text + "', column ")
                .withMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "feature.num_stats.mean > 0 | comes to NULL, which is neither true nor false; a message on the way is not set: ask has_... first",
                "1 + 1 | comes to 2, not to true or false",
                "feature.string_stats.mean > 0 | StringStatistics has no field 'mean'; it has [common_stats, unique, top_values, avg_length, rank_histogram, weighted_string_stats, vocabulary_file, invalid_utf8_count]",
                "feature.string_stats.unique.x = 1 | 'x' is asked of 3, which has no fields",
                "feature.type > TRUE | 2 cannot be compared with true",
                "1 / 0 = 1 | division by zero: 1 / 0",
                "9223372036854775807 + 1 > 0 | long overflow",
                "feature.string_stats.top_values[OFFSET(2)].frequency > 1 | element 2 is asked of a field with 2 elements",
                "1 AND TRUE | 1 is neither true nor false",
                "'a' + 1 = 2 | a + 1 needs two numbers",
                "feature_base.string_stats.unique = 3 | there is no feature_base here, only [feature]"
            })
    void what_has_no_answer_is_told(String sql, String message) {
        String separator = message.startsWith("comes") ? " " : ": ";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holds(sql))
                .withMessage("custom validation '" + sql + "'" + separator + message);
    }

    @Test
    void a_quotient_of_whole_numbers_is_not_cut_off() {
        assertThat(holds("7 / 2 > 3")).isTrue();
    }
}
