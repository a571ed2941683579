// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SklearnDataTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "sklearn.datasets.load_breast_cancer", c -> wdbc(),
            "sklearn.datasets.load_diabetes(scaled=False)", c -> diabetes());

    @TestFactory
    Stream<DynamicTest> the_data_are_those_of_scikit_learn() {
        return Golden.read("features/sk_datasets").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_datasets").cases())
                .hasSize(2)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static Object wdbc() {
        SklearnData data = SklearnData.WDBC;
        double[][] rows = data.x().toRows();
        return Map.of(
                "column_sums", sums(data.x()),
                "first_20_labels", Arrays.stream(data.y()).limit(20).toArray(),
                "first_row", rows[0],
                "last_row", rows[rows.length - 1],
                "n", rows.length,
                "names", data.x().names(),
                "positives", Arrays.stream(data.y()).sum(),
                "sha256_of_csv",
                        sha256(IntStream.range(0, rows.length)
                                .mapToObj(i -> csv(rows[i]) + "," + (int) data.y()[i] + "\n")
                                .collect(Collectors.joining())));
    }

    private static Object diabetes() {
        SklearnData data = SklearnData.DIABETES;
        double[][] rows = data.x().toRows();
        List<String> lines = IntStream.range(0, rows.length)
                .mapToObj(i -> csv(rows[i]) + "," + repr(data.y()[i]))
                .toList();
        return Map.of(
                "column_sums", sums(data.x()),
                "csv", lines,
                "n", rows.length,
                "names", data.x().names(),
                "target_sum", Arrays.stream(data.y()).sum());
    }

    private static double[] sums(FeatureTable x) {
        return x.names().stream()
                .mapToDouble(name -> DoubleStream.of(x.column(name)).sum())
                .toArray();
    }

    private static String csv(double[] row) {
        return Arrays.stream(row).mapToObj(SklearnDataTest::repr).collect(Collectors.joining(","));
    }

    /** Python's {@code repr}, which writes no exponent from 1e-4 to 1e16. */
    private static String repr(double value) {
        return new BigDecimal(Double.toString(value)).toPlainString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
