// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.SparseMatrix;
import io.mlopslabs.features.TfidfTransformer.Norm;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HashingGoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "sklearn.utils.murmurhash3_32", HashingGoldenTest::hashes,
            "sklearn.feature_extraction.FeatureHasher", HashingGoldenTest::features,
            "sklearn.feature_extraction.text.HashingVectorizer", HashingGoldenTest::texts);

    @TestFactory
    Stream<DynamicTest> agree_with_scikit_learn() {
        return Golden.read("features/sk_hashing").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/sk_hashing").cases())
                .hasSize(14)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    @Test
    void the_smallest_hash_has_a_column_though_its_absolute_value_is_no_int() {
        assertThat(FeatureHasher.column(Integer.MIN_VALUE, 10)).isEqualTo(8); // 2147483648 mod 10
        assertThat(FeatureHasher.column(-7, 4)).isEqualTo(3);
    }

    @Test
    void refuses_what_is_neither_text_nor_a_finite_number() {
        List<Map<String, Double>> rows = List.of(Map.of("a", 1.0), Map.of("b", Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureHasher().transform(rows))
                .withMessage(
                        "FeatureHasher.transform: b is NaN in row 1; a value is a finite number or text, and what is missing is left out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureHasher(0, true))
                .withMessage("FeatureHasher: 0 columns; give 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashingVectorizer().transform(Arrays.asList("a", null)))
                .withMessage("HashingVectorizer.transform: row 1 has no text; give an empty one if it is empty");
    }

    private static Object hashes(Case c) {
        int seed = (int) (long) c.number("seed", 0);
        int[] hashes = c.has("ints")
                ? c.elements("ints")
                        .mapToInt(i -> FeatureHasher.hash(
                                ByteBuffer.allocate(4)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putInt(i.asInt())
                                        .array(),
                                seed))
                        .toArray()
                : c.elements("strings")
                        .mapToInt(s -> FeatureHasher.hash(s.asText().getBytes(UTF_8), seed))
                        .toArray();
        return Map.of(
                "signed",
                hashes,
                "unsigned",
                Arrays.stream(hashes).mapToLong(Integer::toUnsignedLong).toArray());
    }

    private static Object features(Case c) {
        var hasher = new FeatureHasher((int) c.number("n_features", 0), Cases.flag(c, "alternate_sign", true));
        if (c.text("input_type", "dict").equals("string")) {
            List<List<String>> rows = c.elements("x")
                    .map(row -> Cases.values(row).stream().map(Object::toString).toList())
                    .toList();
            return Map.of("transformed", EncodersGoldenTest.dense(hasher.transformStrings(rows)));
        }
        List<Map<String, Object>> rows =
                c.elements("x").map(HashingGoldenTest::map).toList();
        SparseMatrix matrix = hasher.transform(rows);
        return Map.of(
                "rows",
                IntStream.range(0, rows.size())
                        .mapToObj(i -> Arrays.stream(matrix.indices(i))
                                .boxed()
                                .collect(Collectors.toMap(j -> Integer.toString(j), j -> matrix.get(i, j))))
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonNode row) {
        return new ObjectMapper().convertValue(row, Map.class);
    }

    private static Object texts(Case c) {
        boolean plain = c.has("norm") && c.arguments().get("norm").isNull();
        var vectorizer = new HashingVectorizer()
                .hasher(new FeatureHasher((int) c.number("n_features", 0), Cases.flag(c, "alternate_sign", true)))
                .norm(plain ? Norm.NONE : Norm.L2);
        return Map.of(
                "transformed",
                EncodersGoldenTest.dense(vectorizer.transform(
                        c.elements("docs").map(JsonNode::asText).toList())));
    }
}
