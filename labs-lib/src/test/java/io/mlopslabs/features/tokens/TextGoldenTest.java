// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.TransformGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextGoldenTest {
    @TestFactory
    Stream<DynamicTest> agrees_with_TFT_on_every_case() {
        return Golden.tests("tft_text", 29, TextGoldenTest::check);
    }

    private static void check(Golden example) {
        switch (example.function()) {
            case "tft.ngrams" -> same(example, "tokens", in -> ngrams(example, in.column("x"), false));
            case "tft.bag_of_words" -> same(example, "tokens", in -> ngrams(example, in.column("x"), true));
            case "tft.word_count" -> same(example, "tokens", in -> Text.wordCount(in.column("x")));
            case "tft.deduplicate_tensor_per_row" ->
                same(example, "input_tensor", in -> Text.deduplicateTensorPerRow(in.column("x")));
            case "tft.sparse_tensor_left_align" ->
                example.assertSame(
                        sparse(example)
                                .transformed(
                                        (in, out) -> out.put(
                                                "y",
                                                Text.sparseTensorLeftAlign(in.column("places"), in.column("values"))),
                                        "y"),
                        example.expected("transformed"));
            case "tft.sparse_tensor_to_dense_with_shape" ->
                example.assertSame(
                        sparse(example)
                                .transformed(
                                        (in, out) -> out.put(
                                                "y",
                                                Text.sparseTensorToDenseWithShape(
                                                        in.column("places"),
                                                        in.column("values"),
                                                        example.argument("shape")
                                                                .get(1)
                                                                .asInt(),
                                                        example.argument("default_value")
                                                                .asDouble())),
                                        "y"),
                        example.expected("transformed"));
            case "tft.segment_indices" -> { // the segments lie in one row: see Text.segmentIndices
                Object ids = StreamSupport.stream(
                                example.argument("segment_ids").spliterator(), false)
                        .map(JsonNode::longValue)
                        .toList();
                var actual = Rows.of()
                        .with("x", Kind.ragged(DType.INT64), ids)
                        .transformed((in, out) -> out.put("y", Text.segmentIndices(in.column("x"))), "y");
                Assertions.assertThat(Rows.rows(actual).get(0).toString().replace(" ", ""))
                        .isEqualTo(example.expected("transformed").toString());
            }
            case "tft.tfidf" -> tfidf(example);
            case "tft.experimental.idf/document_frequency" -> idf(example);
            default -> throw new IllegalStateException(example.function());
        }
    }

    private static Column ngrams(Golden example, Column tokens, boolean bag) {
        int shortest = example.argument("ngram_range").get(0).asInt();
        int longest = example.argument("ngram_range").get(1).asInt();
        String separator = example.argument("separator").asText();
        return bag
                ? Text.bagOfWords(tokens, shortest, longest, separator)
                : Text.ngrams(tokens, shortest, longest, separator);
    }

    private static void same(Golden example, String argument, Function<Inputs, Column> operation) {
        example.assertSame(
                Golden.column(Rows.of(), "x", example.argument(argument))
                        .transformed((in, out) -> out.put("y", operation.apply(in)), "y"),
                example.expected("transformed"));
    }

    private static Rows sparse(Golden example) {
        int rows = example.argument("dense_shape").get(0).asInt();
        List<List<Object>> places = new ArrayList<>();
        List<List<Object>> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            places.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
        JsonNode indices = example.argument("indices");
        for (int i = 0; i < indices.size(); i++) {
            int row = indices.get(i).get(0).asInt();
            places.get(row).add(indices.get(i).get(1).asLong());
            values.get(row).add(example.argument("values").get(i).asDouble());
        }
        return Rows.of()
                .with("places", Kind.ragged(DType.INT64), places.toArray())
                .with("values", Kind.ragged(DType.FLOAT32), values.toArray());
    }

    private static VocabularyOptions options(Golden example) {
        return VocabularyOptions.of()
                .numOovBuckets(
                        example.argument("parameters").path("num_oov_buckets").asLong());
    }

    private static Text.Smoothing smoothing(Golden example) {
        return example.argument("parameters").get("smooth").asBoolean() ? Text.Smoothing.SMOOTH : Text.Smoothing.NONE;
    }

    private static void tfidf(Golden example) {
        int vocabSize = example.expected("vocabulary").size() + (int) options(example).numOovBuckets;
        TransformGraph graph = example.rows("analyze").analyzed((in, out) -> {
            var vocabulary = Vocabulary.vocabulary(in.column("x"), options(example));
            Column ids = Vocabulary.applyVocabulary(in.column("x"), vocabulary, options(example));
            var learned = Text.tfidf(ids, vocabulary, options(example), smoothing(example));
            var given = Text.tfidf(ids, vocabSize, smoothing(example));
            out.put("vocab_index", learned.vocabIndex())
                    .put("tfidf_weight", learned.tfidfWeight())
                    .put("given_index", given.vocabIndex())
                    .put("given_weight", given.tfidfWeight());
        });
        Assertions.assertThat(Vocabulary.learned(graph, "x").tokens())
                .isEqualTo(Golden.texts(example.expected("vocabulary")));
        for (String rows : List.of("analyze", "transform")) {
            var features = example.rows(rows).served(graph);
            JsonNode expected = example.expected(rows.equals("analyze") ? "transformed" : "served");
            example.assertSame(features.column("vocab_index"), expected.get("vocab_index"));
            example.assertSame(features.column("tfidf_weight"), expected.get("tfidf_weight"));
            Assertions.assertThat(features.column("given_index")).isEqualTo(features.column("vocab_index"));
            Assertions.assertThat(features.column("given_weight")).isEqualTo(features.column("tfidf_weight"));
        }
    }

    private static void idf(Golden example) {
        boolean baseline = example.argument("parameters").get("add_baseline").asBoolean();
        Rows rows = example.rows("analyze");
        var features = rows.served(rows.analyzed((in, out) -> {
            var vocabulary = Vocabulary.vocabulary(in.column("x"), options(example));
            Column ids = Vocabulary.applyVocabulary(in.column("x"), vocabulary, options(example));
            out.put("document_frequency", Text.documentFrequency(ids, vocabulary, options(example)))
                    .put(
                            "idf",
                            Text.idf(
                                    ids,
                                    vocabulary,
                                    options(example),
                                    smoothing(example),
                                    baseline ? Text.Baseline.ONE : Text.Baseline.ZERO));
        }));
        JsonNode expected = example.expected("transformed");
        example.assertSame(features.column("document_frequency"), expected.get("document_frequency"));
        example.assertSame(features.column("idf"), expected.get("idf"));
    }
}
