// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Schema;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Laws of an update, over every schema and data set of the golden files; its numbers are in {@link AnomaliesGoldenTest}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaUpdaterTest {
    @TestFactory
    Stream<DynamicTest> data_fit_the_schema_that_was_updated_with_them() {
        return overAll(
                (schema, statistics) -> assertThat(StatisticsValidator.of(SchemaUpdater.update(schema, statistics))
                                .validate(statistics)
                                .getAnomalyInfoMap())
                        .isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> a_second_update_changes_nothing() {
        return overAll((schema, statistics) -> {
            Schema once = SchemaUpdater.update(schema, statistics);
            assertThat(SchemaUpdater.update(once, statistics)).isEqualTo(once);
        });
    }

    @TestFactory
    Stream<DynamicTest> data_without_anomalies_change_only_what_TFDV_repairs_silently() {
        return overAll((schema, statistics) -> {
            boolean fits = StatisticsValidator.of(schema)
                    .validate(statistics)
                    .getAnomalyInfoMap()
                    .isEmpty();
            boolean isRepaired = schema.getFeatureList().stream()
                    .anyMatch(f -> f.getBoolDomain().hasTrueValue()
                            && f.getBoolDomain().getTrueValue().equals("t"));
            if (fits && !isRepaired) {
                assertThat(SchemaUpdater.update(schema, statistics)).isEqualTo(schema);
            }
        });
    }

    @Test
    void text_that_is_not_utf8_takes_a_shared_domain_from_all_that_name_it() {
        Schema schema = GoldenFile.schema("""
                feature { name: 'a' type: BYTES domain: 'colour' }
                feature { name: 's' type: STRUCT struct_domain { feature { name: 'b' type: BYTES domain: 'colour' } } }
                string_domain { name: 'colour' value: 'red' } string_domain { name: 'other' value: 'x' }
                """);
        var statistics =
                GoldenFile.parse("""
                        datasets { num_examples: 1 features { path { step: 'a' } type: STRING string_stats {
                          common_stats { num_non_missing: 1 min_num_values: 1 max_num_values: 1 } invalid_utf8_count: 1 } } }
                        """, DatasetFeatureStatisticsList.newBuilder()).build();
        assertThat(SchemaUpdater.update(schema, statistics)).isEqualTo(GoldenFile.schema("""
                        feature { name: 'a' type: BYTES }
                        feature { name: 's' type: STRUCT struct_domain { feature { name: 'b' type: BYTES } } }
                        string_domain { name: 'other' value: 'x' }
                        """));
    }

    private interface Law {
        void check(Schema schema, DatasetFeatureStatisticsList statistics);
    }

    private static Stream<DynamicTest> overAll(Law law) {
        return Stream.of("anomalies_1_values", "anomalies_2_schema", "anomalies_3_comparators_and_rest", "environments")
                .flatMap(file -> GoldenFile.read(file).cases().stream())
                .filter(example -> GoldenFile.statistics(example).isPresent())
                // TFDV says nothing about data without rows, but takes their columns for gone; and it goes on checking
                // a weighted
                // feature that is deprecated.
                .filter(example -> !example.get("name").asText().matches("data_missing|WEIGHTED_FEATURE_.*"))
                .map(example -> dynamicTest(example.get("name").asText(), () -> check(law, example)));
    }

    private static void check(Law law, JsonNode example) {
        law.check(GoldenFile.schema(example), GoldenFile.statistics(example).orElseThrow());
    }
}
