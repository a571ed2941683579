// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.transform.AnalyzerCache;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every operation of the package. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NumericPropertiesTest {
    private static final Set<String> ROUNDED =
            Set.of("mean", "var", "mean_and_var", "mean_and_var_per_key", "sum", "covariance", "pca");

    @Test
    void every_operation_is_in_the_preprocessing_of_these_tests() {
        String json = EveryOperation.preprocessing()
                .analyze(EveryOperation.rows(50, 1))
                .toJson();
        new NumericOperations().operations().forEach((name, type) -> assertThat(json)
                .contains("\"%s\" : \"%s\""
                        .formatted(RowFunction.class.isAssignableFrom(type) ? "function" : "analyzer", name)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void serving_a_row_gives_what_training_gave_it_bit_by_bit(long seed) {
        Batch rows = EveryOperation.rows(200, seed);
        TransformGraph trained = EveryOperation.preprocessing().analyze(GoldenTable.split(rows, 3));
        Batch features = trained.transform(rows);
        TransformGraph serving = TransformGraph.fromJson(trained.toJson());
        assertThat(serving.toJson()).isEqualTo(trained.toJson());
        for (int r = 0; r < rows.rows(); r++) {
            Batch served = serving.transform(GoldenTable.slice(rows, r, r + 1));
            Batch wanted = GoldenTable.slice(features, r, r + 1);
            for (Map.Entry<String, Values> feature : served.columns().entrySet()) {
                assertThat(feature.getValue()).as(feature.getKey()).isEqualTo(wanted.column(feature.getKey()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 200})
    void any_partition_and_any_order_of_the_rows_gives_the_same_statistics(int parts) {
        Batch rows = EveryOperation.rows(200, parts);
        List<TransformGraph.Learned> whole =
                EveryOperation.preprocessing().analyze(rows).statistics();
        List<Batch> batches = new ArrayList<>(GoldenTable.split(rows, parts));
        Collections.shuffle(batches, new Random(parts));
        compare(whole, EveryOperation.preprocessing().analyze(batches).statistics());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void two_days_that_were_kept_as_bytes_give_the_statistics_of_one_pass(long seed) {
        Batch rows = EveryOperation.rows(150, seed);
        Map<String, List<Batch>> days = new java.util.TreeMap<>();
        days.put("monday", List.of(GoldenTable.slice(rows, 0, 60)));
        days.put("tuesday", List.of(GoldenTable.slice(rows, 60, 150)));
        var cache = AnalyzerCache.inMemory();
        EveryOperation.preprocessing().analyze(Map.of("monday", days.get("monday")), cache);
        var both = EveryOperation.preprocessing().analyze(days, cache);
        compare(EveryOperation.preprocessing().analyze(rows).statistics(), both.statistics());
        assertThat(EveryOperation.preprocessing().analyze(days, cache).toJson()).isEqualTo(both.toJson());
    }

    private static void compare(List<TransformGraph.Learned> wanted, List<TransformGraph.Learned> found) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int a = 0; a < wanted.size(); a++) {
            if (!ROUNDED.contains(wanted.get(a).analyzer())) {
                assertThat(found.get(a)).isEqualTo(wanted.get(a));
                continue;
            }
            List<Double> ours = numbers(found.get(a).statistic());
            List<Double> theirs = numbers(wanted.get(a).statistic());
            double greatest = theirs.stream().mapToDouble(Math::abs).max().orElse(0);
            for (int i = 0; i < theirs.size(); i++) {
                // 1e-12 of the greatest: 200 roundings of 1e-16, and a mean of a million deviations
                assertThat(ours.get(i)).as(wanted.get(a).toString()).isCloseTo(theirs.get(i), within(1e-12 * greatest));
            }
        }
    }

    private static List<Double> numbers(Statistic statistic) {
        if (statistic instanceof PerKey perKey) {
            return perKey.values().stream()
                    .flatMap(numbers -> numbers.values().stream())
                    .toList();
        }
        return statistic instanceof Integers integers
                ? integers.values().stream().map(Long::doubleValue).toList()
                : ((Numbers) statistic).values();
    }
}
