// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomValidationConfig;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Schema;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the golden files do not hold: bad input, slices, weights, structs, and our own options. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatisticsValidatorTest {
    private static final String COUNT = "common_stats { num_non_missing: 2 min_num_values: 1 max_num_values: 1 }";
    private static final Schema SMALL_N = GoldenFile.schema("feature { name: 'n' type: INT int_domain { max: 1 } }");

    private static DatasetFeatureStatisticsList statistics(String text) {
        return GoldenFile.parse(text, DatasetFeatureStatisticsList.newBuilder()).build();
    }

    private static String integers(String name, int max) {
        return "features { path { step: '%s' } type: INT num_stats { %s max: %d } }".formatted(name, COUNT, max);
    }

    private static DatasetFeatureStatisticsList oneColumn(String name, int max) {
        return statistics("datasets { num_examples: 2 " + integers(name, max) + " }");
    }

    /** Words with their counts, all present. */
    private static DatasetFeatureStatisticsList words(int red, int other) {
        return statistics("""
                datasets { num_examples: %1$d features { path { step: 'word' } type: STRING string_stats {
                  common_stats { num_non_missing: %1$d min_num_values: 1 max_num_values: 1 tot_num_values: %1$d }
                  rank_histogram { buckets { label: 'red' sample_count: %2$d } buckets { label: 'z' sample_count: %3$d } } } } }
                """.formatted(red + other, red, other));
    }

    @Nested
    class Bad_input {
        @Test
        void a_schema_that_names_a_feature_twice_is_refused() {
            Schema schema = GoldenFile.schema("feature { name: 'n' type: INT } feature { name: 'n' type: FLOAT }");
            String message = "the schema has feature 'n' twice; keep one of the two";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(schema))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SchemaUpdater.update(schema, oneColumn("n", 1)))
                    .withMessage(message);
        }

        @Test
        void a_name_may_stand_in_two_structs_but_not_twice_in_one() {
            String struct = "feature { name: '%s' type: STRUCT struct_domain { feature { name: 'x' type: INT } %s } }";
            StatisticsValidator.of(GoldenFile.schema(struct.formatted("a", "") + struct.formatted("b", "")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(
                            GoldenFile.schema(struct.formatted("a", "feature { name: 'x' type: INT }"))))
                    .withMessage("the schema has feature 'a.x' twice; keep one of the two");
        }

        @Test
        void an_unknown_environment_is_refused_with_the_known_ones() {
            Schema schema = GoldenFile.schema("default_environment: 'TRAINING' default_environment: 'SERVING'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(schema).environment("CANARY"))
                    .withMessage(
                            "Environment CANARY not found in the schema. Its default_environment is [TRAINING, SERVING]:"
                                    + " ask for one of these, or add CANARY there");
        }

        @Test
        void a_list_without_data_sets_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(SMALL_N).validate(statistics("")))
                    .withMessage("the statistics hold no data set; make them from at least one file");
        }

        @Test
        void slices_without_the_default_one_are_refused_by_name() {
            var slices = statistics("datasets { name: 'sex_Male' } datasets { name: 'sex_Female' }");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(SMALL_N).servingStatistics(slices))
                    .withMessage("the serving statistics hold 2 data sets [sex_Male, sex_Female] and none is called"
                            + " 'All Examples'; pick one, or make them with the default slice");
        }

        @Test
        void names_and_paths_do_not_mix() {
            var mixed = statistics("datasets { num_examples: 2 features { name: 'a' type: INT num_stats { } } "
                    + integers("n", 1) + " }");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(SMALL_N).validate(mixed))
                    .withMessage(
                            "some columns of the statistics have a name and some a path; write all of them with a path");
        }
    }

    @Nested
    class Data_sets {
        @Test
        void the_default_slice_is_the_one_that_is_validated() {
            var slices = statistics(
                    "datasets { name: 'sex_Male' num_examples: 2 %s } datasets { name: 'All Examples' num_examples: 2 %s }"
                            .formatted(integers("n", 9), integers("n", 1)));
            assertThat(StatisticsValidator.of(SMALL_N).validate(slices).getAnomalyInfoMap())
                    .isEmpty();
        }

        @Test
        void data_without_rows_are_missing_and_nothing_else() {
            Anomalies anomalies = StatisticsValidator.of(SMALL_N).validate(statistics("datasets { }"));
            assertThat(anomalies)
                    .isEqualTo(Anomalies.newBuilder()
                            .setBaseline(SMALL_N)
                            .setDataMissing(true)
                            .build());
        }

        @Test
        void the_answer_holds_the_schema_and_how_its_keys_are_written() {
            Anomalies anomalies = StatisticsValidator.of(SMALL_N).validate(oneColumn("n", 1));
            assertThat(anomalies)
                    .isEqualTo(Anomalies.newBuilder()
                            .setBaseline(SMALL_N)
                            .setAnomalyNameFormat(Anomalies.AnomalyNameFormat.SERIALIZED_PATH)
                            .build());
        }

        @Test
        void weights_count_as_soon_as_every_column_has_them() {
            Schema schema = GoldenFile.schema("feature { name: 'n' type: INT presence { min_fraction: 0.9 } }");
            String weighted = """
                    datasets { num_examples: 4 weighted_num_examples: %s features { path { step: 'n' } type: INT num_stats {
                      common_stats { num_non_missing: 1 num_missing: 3 min_num_values: 1 max_num_values: 1
                        weighted_common_stats { num_non_missing: 95 num_missing: 5 } } } } }
                    """;
            var validator = StatisticsValidator.of(schema);
            assertThat(validator.validate(statistics(weighted.formatted("100"))).getAnomalyInfoMap())
                    .isEmpty();
            assertThat(validator.validate(statistics(weighted.formatted("0"))).getAnomalyInfoMap())
                    .containsOnlyKeys("n");
        }
    }

    /** TFDV cuts a weighted count off before it divides: 1.5 of 2 are called half. */
    @Test
    void shares_of_unlisted_values_are_of_whole_counts() {
        var statistics = statistics("""
                datasets { num_examples: 2 features { path { step: 'word' } type: STRING string_stats {
                  common_stats { num_non_missing: 2 min_num_values: 1 max_num_values: 1 tot_num_values: 2 }
                  rank_histogram { buckets { label: 'z' sample_count: 1.5 } } } } }
                """);
        var schema = GoldenFile.schema("feature { name: 'word' type: BYTES string_domain { value: 'red' } }");
        assertThat(StatisticsValidator.of(schema)
                        .validate(statistics)
                        .getAnomalyInfoOrThrow("word")
                        .getDescription())
                .isEqualTo("Examples contain values missing from the schema: z (~50%). ");
    }

    @Nested
    class Structs {
        private static final String COLUMNS = """
                datasets { num_examples: 2
                  features { path { step: 's' } type: STRUCT struct_stats { %1$s } }
                  features { path { step: 's' step: 'x.y' } type: INT num_stats { %1$s max: 7 } }
                  features { path { step: 's' step: 'new' } type: INT num_stats { %1$s max: 7 } } }
                """.formatted(COUNT);
        private static final String SCHEMA =
                "feature { name: 's' type: %s %s struct_domain { feature { name: 'x.y' type: INT int_domain { max: 5 } } } }";

        @Test
        void the_inside_is_checked_under_its_path() {
            var validator = StatisticsValidator.of(GoldenFile.schema(SCHEMA.formatted("STRUCT", "")));
            assertThat(validator.validate(statistics(COLUMNS)).getAnomalyInfoMap())
                    .containsOnlyKeys("s.'x.y'", "s.new");
        }

        @Test
        void a_new_struct_is_one_anomaly() {
            var anomalies = StatisticsValidator.of(GoldenFile.schema("")).validate(statistics(COLUMNS));
            assertThat(anomalies.getAnomalyInfoMap()).containsOnlyKeys("s");
            assertThat(anomalies.getAnomalyInfoOrThrow("s").getReasonList()).hasSize(1);
        }

        @Test
        void a_deprecated_struct_is_not_looked_into() {
            var schema = GoldenFile.schema(SCHEMA.formatted("STRUCT", "lifecycle_stage: DEPRECATED"));
            assertThat(StatisticsValidator.of(schema)
                            .validate(statistics(COLUMNS))
                            .getAnomalyInfoMap())
                    .isEmpty();
        }

        @Test
        void a_required_feature_inside_is_missed_under_its_path() {
            var schema = GoldenFile.schema(
                    "feature { name: 's' type: STRUCT struct_domain { feature { name: 'x.y' type: INT }"
                            + " feature { name: 'new' type: INT } feature { name: 'gone' type: INT presence { min_count: 1 } } } }");
            assertThat(StatisticsValidator.of(schema)
                            .validate(statistics(COLUMNS))
                            .getAnomalyInfoMap())
                    .containsOnlyKeys("s.gone");
        }

        @Test
        void an_update_writes_into_the_struct() {
            Schema updated =
                    SchemaUpdater.update(GoldenFile.schema(SCHEMA.formatted("STRUCT", "")), statistics(COLUMNS));
            assertThat(updated).isEqualTo(GoldenFile.schema("""
                            feature { name: 's' type: STRUCT struct_domain {
                              feature { name: 'x.y' type: INT int_domain { max: 7 } }
                              feature { name: 'new' type: INT value_count { min: 1 max: 1 }
                                presence { min_count: 1 min_fraction: 1 } } } }
                            """));
        }

        /** As TFDV 1.16.1 answers; children are in the order of their paths. */
        @Test
        void an_update_takes_over_a_new_struct_with_its_inside() {
            String each = "value_count { min: 1 max: 1 } presence { min_count: 1 min_fraction: 1 }";
            assertThat(SchemaUpdater.update(GoldenFile.schema(""), statistics(COLUMNS)))
                    .isEqualTo(GoldenFile.schema("""
                            feature { name: 's' type: STRUCT %1$s struct_domain {
                              feature { name: 'new' type: INT %1$s } feature { name: 'x.y' type: INT %1$s } } }
                            """.formatted(each)));
        }

        @Test
        void old_statistics_with_names_lie_in_the_struct_whose_name_they_go_on() {
            var named = statistics(COLUMNS.replace("path { step: 's' }", "name: 's'")
                    .replace("path { step: 's' step: 'x.y' }", "name: 's.x.y'")
                    .replace("path { step: 's' step: 'new' }", "name: 's.new'"));
            var validator = StatisticsValidator.of(GoldenFile.schema(SCHEMA.formatted("STRUCT", "")));
            assertThat(validator.validate(named)).isEqualTo(validator.validate(statistics(COLUMNS)));
        }
    }

    @Nested
    class Limit_of_unlisted_values {
        private static Schema mass(String share) {
            return GoldenFile.schema("feature { name: 'word' type: BYTES string_domain { value: 'red' }"
                    + " distribution_constraints { min_domain_mass: " + share + " } }");
        }

        @ParameterizedTest
        @CsvSource({
            "0.9, 90, 10, true, false",
            "0.9, 89, 11, true, true",
            "0.75, 75, 25, false, false",
            "0.7, 7, 3, false, false",
            "1.0, 99, 1, true, true",
            "0.0, 0, 5, false, false"
        })
        void TFDV_reports_some_shares_at_the_limit_and_the_inclusive_one_none(
                String mass, int red, int other, boolean tfdv, boolean inclusive) {
            var validator = StatisticsValidator.of(mass(mass));
            assertThat(validator.validate(words(red, other)).getAnomalyInfoCount() > 0)
                    .isEqualTo(tfdv);
            assertThat(validator
                                    .offDomainLimit(OffDomainLimit.INCLUSIVE)
                                    .validate(words(red, other))
                                    .getAnomalyInfoCount()
                            > 0)
                    .isEqualTo(inclusive);
        }
    }

    @Nested
    class Settings {
        @Test
        void a_setting_leaves_the_validator_it_was_asked_of_alone() {
            var strict = StatisticsValidator.of(SMALL_N);
            strict.severity(AnomalyInfo.Type.INT_TYPE_BIG_INT, AnomalyInfo.Severity.UNKNOWN);
            assertThat(strict.validate(oneColumn("n", 5)).getAnomalyInfoMap()).containsOnlyKeys("n");
        }

        @Test
        void the_highest_reason_wins_wherever_it_stands() {
            var validator = StatisticsValidator.of(
                    GoldenFile.schema("feature { name: 'n' type: INT value_count { min: 2 } int_domain { max: 1 } }"));
            assertThat(validator
                            .severity(AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES, AnomalyInfo.Severity.WARNING)
                            .validate(oneColumn("n", 5))
                            .getAnomalyInfoOrThrow("n")
                            .getSeverity())
                    .isEqualTo(AnomalyInfo.Severity.ERROR);
        }

        @Test
        void a_condition_for_an_environment_runs_only_there() {
            var config = GoldenFile.parse(
                            "feature_validations { feature_path { step: 'n' } validations { sql_expression: 'feature.num_stats.max < 0'"
                                    + " severity: WARNING description: 'never' in_environment: 'SERVING' } }",
                            CustomValidationConfig.newBuilder())
                    .build();
            Schema schema = SMALL_N.toBuilder().addDefaultEnvironment("SERVING").build();
            var validator = StatisticsValidator.of(schema).customValidations(config);
            assertThat(validator.validate(oneColumn("n", 1)).getAnomalyInfoMap())
                    .isEmpty();
            assertThat(validator
                            .environment("SERVING")
                            .validate(oneColumn("n", 1))
                            .getAnomalyInfoOrThrow("n")
                            .getSeverity())
                    .isEqualTo(AnomalyInfo.Severity.WARNING);
        }

        @Test
        void a_condition_that_cannot_be_read_is_refused_before_there_are_statistics() {
            var config = GoldenFile.parse(
                            "feature_validations { validations { sql_expression: 'SELECT 1' } }",
                            CustomValidationConfig.newBuilder())
                    .build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StatisticsValidator.of(SMALL_N).customValidations(config))
                    .withMessageStartingWith(
                            "custom validation 'SELECT 1', column 1, at 'SELECT': a value starts with");
        }

        @Test
        void a_condition_on_a_column_or_data_set_that_is_not_there_is_refused() {
            String condition =
                    "feature_validations { %s feature_path { step: '%s' } validations { sql_expression: 'TRUE' } }";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> validateWith(condition.formatted("", "nope")))
                    .withMessage("a custom validation names column 'nope', which the statistics do not have");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> validateWith(condition.formatted("dataset_name: 'sex_Male'", "n")))
                    .withMessage("a custom validation names data set 'sex_Male', and the statistics have []");
        }

        @Test
        void a_pair_without_previous_statistics_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> validateWith("feature_pair_validations { feature_test_path { step: 'n' }"
                            + " feature_base_path { step: 'n' } validations { sql_expression: 'TRUE' } }"))
                    .withMessage(
                            "a validation of column 'n' compares two data sets and there are no previous statistics;"
                                    + " give some or take it out");
        }

        private static Anomalies validateWith(String config) {
            return StatisticsValidator.of(SMALL_N)
                    .customValidations(GoldenFile.parse(config, CustomValidationConfig.newBuilder())
                            .build())
                    .validate(oneColumn("n", 1));
        }
    }

    @Test
    void removing_all_types_leaves_no_entry_and_the_rest_as_it_was() {
        Anomalies anomalies = StatisticsValidator.of(SMALL_N).validate(oneColumn("n", 5));
        assertThat(AnomalyFilter.removeAnomalyTypes(anomalies, Set.of(AnomalyInfo.Type.INT_TYPE_BIG_INT)))
                .isEqualTo(StatisticsValidator.of(SMALL_N).validate(oneColumn("n", 1)));
    }
}
