// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Values;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HashGoldenTest {
    @TestFactory
    Stream<DynamicTest> agrees_with_TensorFlow_on_every_case() {
        return Golden.tests("tft_hashing", 30, HashGoldenTest::check);
    }

    private static void check(Golden example) {
        switch (example.function()) {
            case "tf.raw_ops.Fingerprint(farmhash64)" -> {
                List<Object> hashes = Rows.rows(transformed(example, in -> Hash.fingerprint64(in.column("x"))));
                assertThat(hashes.stream().map(Object::toString)).isEqualTo(Golden.texts(example.expected("signed")));
                assertThat(hashes.stream().map(hash -> Long.toUnsignedString((long) hash)))
                        .isEqualTo(Golden.texts(example.expected("unsigned")));
            }
            case "tft.hash_strings" ->
                example.assertSame(
                        transformed(example, in -> hashed(example, in.column("x"))), example.expected("transformed"));
            case "tf.compat.v1.string_to_hash_bucket" -> // the case is there so that nobody mixes the two up
                assertThat(Rows.rows(transformed(example, in -> Hash.hashStrings(in.column("x"), 1000)))
                                .toString())
                        .isNotEqualTo(example.expected("transformed").toString());
            case "tf.keras.layers.HashedCrossing" -> {
                long bins = example.argument("num_bins").asLong();
                boolean oneHot = example.argument("output_mode").asText().equals("one_hot");
                example.assertSame(
                        transformed(example, in -> {
                            Column bin = Hash.crossHashed(bins, columns(example, in));
                            return oneHot ? Embedding.oneHot(bin, (int) bins) : bin;
                        }),
                        example.expected("transformed"));
            }
            case "FingerprintCat64" -> assertCats(example);
            case "tf.sparse.cross_hashed" -> {
                long buckets = example.argument("num_buckets").asLong();
                JsonNode key = example.argument("hash_key");
                example.assertSame(
                        transformed(
                                example,
                                in -> key.isMissingNode()
                                        ? Hash.crossHashed(buckets, columns(example, in))
                                        : Hash.crossHashed(buckets, key.asLong(), columns(example, in))),
                        example.expected("transformed"));
            }
            case "tf.sparse.cross" ->
                example.assertSame(
                        transformed(example, in -> Hash.cross(columns(example, in))), example.expected("transformed"));
            case "tft.hash_strings(tf.strings.join)" ->
                example.assertSame(
                        rows(example)
                                .with("x", io.mlopslabs.features.transform.Kind.scalar(DType.STRING), (Object[])
                                        Golden.texts(example.expected("joined")).toArray(String[]::new))
                                .transformed(
                                        (in, out) -> out.put("hash", Hash.hashStrings(in.column("x"), 10)), "hash"),
                        example.expected("transformed"));
            case "tf.keras.layers.Hashing" -> {
                long bins = example.argument("num_bins").asLong();
                JsonNode salt = example.argument("salt");
                example.assertSame(
                        transformed(example, in -> {
                            Column texts = in.column("x").cast(DType.STRING);
                            return salt.isNumber()
                                    ? Hash.hashStrings(texts, bins, salt.asLong(), salt.asLong())
                                    : Hash.hashStrings(texts, bins);
                        }),
                        example.expected("transformed"));
            }
            default -> throw new IllegalStateException(example.function());
        }
    }

    private static Column hashed(Golden example, Column texts) {
        long buckets = example.argument("hash_buckets").asLong();
        JsonNode key = example.argument("key");
        if (key.isMissingNode()) {
            return Hash.hashStrings(texts, buckets);
        }
        long key0 = Long.parseLong(key.get(0).asText());
        long key1 = Long.parseLong(key.get(1).asText());
        assertThat(Golden.texts(example.argument("strings")).stream()
                        .map(text -> Long.toUnsignedString(Fingerprint.sipHash24(text, key0, key1))))
                .isEqualTo(Golden.texts(example.expected("siphash24_unsigned")));
        return Hash.hashStrings(texts, buckets, key0, key1);
    }

    private static void assertCats(Golden example) {
        JsonNode columns = example.argument("columns");
        assertThat(IntStream.range(0, columns.get(0).size()).mapToObj(row -> {
                    long hash = Fingerprint.CROSS_KEY;
                    for (JsonNode column : columns) {
                        hash = Fingerprint.cat64(
                                hash, Fingerprint.fingerprint64(column.get(row).asText()));
                    }
                    return Long.toUnsignedString(hash);
                }))
                .isEqualTo(Golden.texts(example.expected("unsigned")));
    }

    private static Rows rows(Golden example) {
        Rows rows = Rows.of();
        for (String one : List.of("strings", "ints")) {
            if (!example.argument(one).isMissingNode()) {
                rows = Golden.column(rows, "x", example.argument(one));
            }
        }
        JsonNode columns = example.argument("columns");
        for (int c = 0; c < columns.size(); c++) {
            rows = Golden.column(rows, "x" + c, columns.get(c));
        }
        return rows;
    }

    private static Column[] columns(Golden example, Inputs in) {
        return IntStream.range(0, example.argument("columns").size())
                .mapToObj(c -> in.column("x" + c))
                .toArray(Column[]::new);
    }

    private static Values transformed(Golden example, Function<Inputs, Column> operation) {
        return rows(example).transformed((in, out) -> out.put("hash", operation.apply(in)), "hash");
    }
}
