// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.PreprocessingFunction;
import io.mlopslabs.features.transform.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServingTest {
    private static final List<String> WORDS =
            List.of("", "a", "b", "a b", "é", "\uFF5E", "😀", "日本", "B", "x\ny", "-1", "10", "9", "zz top");
    private static final Tokens FIXED = new Tokens(List.of("b", "😀", "a"), List.of());
    private static final double[][] TABLE = {{1, 2}, {3, 4}, {5, 0.1}, {7, 8}};
    private static final double[] NONE = {-1, -2};

    /** Every public operation. */
    private static Map<String, Function<Inputs, List<Column>>> operations() {
        Map<String, Function<Inputs, List<Column>>> all = new TreeMap<>();
        all.put("vocabulary", in -> List.of(Vocabulary.computeAndApplyVocabulary(in.column("text"))));
        all.put(
                "vocabulary of numbers",
                in -> List.of(Vocabulary.computeAndApplyVocabulary(
                        in.column("number"), VocabularyOptions.of().topK(5).numOovBuckets(3))));
        all.put(
                "vocabulary by weight",
                in -> List.of(Vocabulary.computeAndApplyVocabulary(
                        in.column("text"),
                        VocabularyOptions.of()
                                .weights(in.column("weight"))
                                .frequencyThreshold(0.5)
                                .storeFrequency())));
        all.put(
                "vocabulary by information",
                in -> List.of(Vocabulary.computeAndApplyVocabulary(
                        in.column("text"),
                        VocabularyOptions.of()
                                .labels(in.column("label"))
                                .useAdjustedMutualInfo()
                                .topK(6)
                                .defaultValue(-7))));
        all.put(
                "vocabulary with coverage",
                in -> List.of(Vocabulary.computeAndApplyVocabulary(
                        in.column("tokens"),
                        VocabularyOptions.of()
                                .topK(2)
                                .coverage(1, "^.")
                                .fingerprintShuffle()
                                .reservedTokens("[PAD]", "b"))));
        all.put(
                "another column's vocabulary",
                in -> List.of(Vocabulary.applyVocabulary(
                        in.column("tokens"), Vocabulary.vocabulary(in.column("text")), VocabularyOptions.of())));
        all.put(
                "vocabulary of a file",
                in -> List.of(Vocabulary.applyVocabulary(
                        in.column("tokens"), FIXED, VocabularyOptions.of().numOovBuckets(5))));
        all.put(
                "hash",
                in -> List.of(
                        Hash.hashStrings(in.column("tokens"), 7),
                        Hash.hashStrings(in.column("text"), 7, 1, 2),
                        Hash.fingerprint64(in.column("text"))));
        all.put(
                "cross",
                in -> List.of(
                        Hash.crossHashed(100, in.column("text"), in.column("tokens"), in.column("number")),
                        Hash.crossHashed(100, 5, in.column("text"), in.column("number")),
                        Hash.cross(in.column("tokens"), in.column("number"))));
        all.put("split", in -> List.of(Text.split(in.column("text")), Text.split(in.column("tokens"), " ")));
        all.put(
                "n-grams",
                in -> List.of(
                        Text.ngrams(in.column("tokens"), 1, 2, "_"),
                        Text.bagOfWords(in.column("tokens"), 2, 3, ""),
                        Text.wordCount(in.column("tokens"))));
        all.put(
                "deduplicate",
                in -> List.of(
                        Text.deduplicateTensorPerRow(in.column("tokens")),
                        Text.deduplicateTensorPerRow(in.column("ids"))));
        all.put("segments", in -> List.of(Text.segmentIndices(in.column("ids"))));
        all.put("tf-idf", in -> {
            var options = VocabularyOptions.of().topK(4).numOovBuckets(2);
            var vocabulary = Vocabulary.vocabulary(in.column("tokens"), options);
            Column ids = Vocabulary.applyVocabulary(in.column("tokens"), vocabulary, options);
            var tfidf = Text.tfidf(ids, vocabulary, options, Text.Smoothing.SMOOTH);
            return List.of(
                    tfidf.vocabIndex(),
                    tfidf.tfidfWeight(),
                    Text.tfidf(ids, 3, Text.Smoothing.NONE).tfidfWeight(),
                    Text.idf(ids, vocabulary, options, Text.Smoothing.NONE, Text.Baseline.ZERO),
                    Text.documentFrequency(ids, vocabulary, options),
                    Text.sparseTensorToDenseWithShape(tfidf.vocabIndex(), tfidf.tfidfWeight(), 6, 0),
                    Text.sparseTensorLeftAlign(tfidf.vocabIndex(), tfidf.tfidfWeight()));
        });
        all.put("embedding", in -> {
            Column ids = Vocabulary.applyVocabulary(
                    in.column("text"), FIXED, VocabularyOptions.of().numOovBuckets(1));
            return List.of(
                    Embedding.lookup(ids, TABLE),
                    Embedding.lookup(in.column("number"), TABLE, NONE),
                    Embedding.pooled(in.column("ids"), TABLE, NONE, Embedding.Pooling.MEAN),
                    Embedding.pooled(in.column("ids"), TABLE, NONE, Embedding.Pooling.SUM));
        });
        all.put(
                "one-hot",
                in -> List.of(
                        Embedding.oneHot(in.column("label"), 3),
                        Embedding.oneHot(in.column("number"), 4, Embedding.Unknown.ZEROS),
                        Embedding.multiHot(in.column("ids"), 5, Embedding.Unknown.ERROR)));
        return all;
    }

    private static Rows rows(long seed) {
        var random = new Random(seed);
        List<Object> texts = new ArrayList<>();
        List<Object> tokens = new ArrayList<>();
        List<Object> numbers = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        List<Object> weights = new ArrayList<>();
        List<Object> labels = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            texts.add(word(random));
            tokens.add(
                    Stream.generate(() -> word(random)).limit(random.nextInt(5)).toList());
            numbers.add((long) (random.nextGaussian() * 6));
            ids.add(LongStream.generate(() -> random.nextInt(5))
                    .limit(random.nextInt(4))
                    .sorted()
                    .boxed()
                    .toList());
            weights.add(random.nextInt(10) / 10.0);
            labels.add((long) random.nextInt(3));
        }
        return Rows.of()
                .with("text", Kind.scalar(DType.STRING), texts.toArray())
                .with("tokens", Kind.ragged(DType.STRING), tokens.toArray())
                .with("number", Kind.scalar(DType.INT64), numbers.toArray())
                .with("ids", Kind.ragged(DType.INT64), ids.toArray())
                .with("weight", Kind.scalar(DType.FLOAT64), weights.toArray())
                .with("label", Kind.scalar(DType.INT64), labels.toArray());
    }

    private static String word(Random random) {
        double skewed = random.nextDouble() * random.nextDouble();
        return WORDS.get((int) (skewed * WORDS.size()));
    }

    private static PreprocessingFunction function(Function<Inputs, List<Column>> operation) {
        return (in, out) -> {
            List<Column> columns = operation.apply(in);
            for (int c = 0; c < columns.size(); c++) {
                out.put("feature" + c, columns.get(c));
            }
        };
    }

    @TestFactory
    Stream<DynamicTest> a_row_gives_in_a_server_what_it_gave_in_training() {
        return operations().entrySet().stream().flatMap(operation -> LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> DynamicTest.dynamicTest(operation.getKey() + ", seed " + seed, () -> {
                    Rows rows = rows(seed);
                    rows.served(rows.analyzed(function(operation.getValue())));
                })));
    }

    @TestFactory
    Stream<DynamicTest> rows_in_any_order_teach_the_same() {
        return operations().entrySet().stream().flatMap(operation -> LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> DynamicTest.dynamicTest(operation.getKey() + ", seed " + seed, () -> {
                    Rows rows = rows(seed);
                    var preprocessing = Preprocessing.of(rows.spec(), function(operation.getValue()));
                    var shuffled = new ArrayList<>(rows.batches(1));
                    Collections.shuffle(shuffled, new Random(seed));
                    assertThat(preprocessing.analyze(shuffled).toJson())
                            .isEqualTo(preprocessing.analyze(rows.batch()).toJson());
                })));
    }

    @Test
    void no_operation_of_the_catalogue_is_left_out_of_these_tests() {
        Set<String> seen = new TreeSet<>();
        Pattern name = Pattern.compile("\"(?:analyzer|function)\" : \"([a-z_0-9]+)\"");
        for (var operation : operations().values()) {
            Rows rows = rows(1);
            name.matcher(Preprocessing.of(rows.spec(), function(operation))
                            .analyze(rows.batch())
                            .toJson())
                    .results()
                    .forEach(found -> seen.add(found.group(1)));
        }
        assertThat(seen)
                .isEqualTo(new TreeSet<>(new TokenOperations().operations().keySet()));
    }
}
