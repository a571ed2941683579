// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.Calls.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.numeric.Analyzers;
import io.mlopslabs.features.numeric.Buckets;
import io.mlopslabs.features.numeric.Elements;
import io.mlopslabs.features.numeric.Matrix;
import io.mlopslabs.features.numeric.NumericOperations;
import io.mlopslabs.features.numeric.Scale;
import io.mlopslabs.features.preprocessing.OneHotEncoder;
import io.mlopslabs.features.preprocessing.PolynomialFeatures;
import io.mlopslabs.features.preprocessing.PowerTransformer;
import io.mlopslabs.features.preprocessing.ScikitLearnOperations;
import io.mlopslabs.features.preprocessing.StandardScaler;
import io.mlopslabs.features.preprocessing.Transformers;
import io.mlopslabs.features.tokens.Embedding;
import io.mlopslabs.features.tokens.Hash;
import io.mlopslabs.features.tokens.Text;
import io.mlopslabs.features.tokens.TokenOperations;
import io.mlopslabs.features.tokens.Vocabulary;
import io.mlopslabs.features.tokens.VocabularyOptions;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every operation makes of a row in a server, over HTTP, against what it made in training: serve(x) == train(x). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EveryOperationServedTest {
    static final ObjectMapper JSON = new ObjectMapper();
    static final int ROWS = 60;
    static final FeatureSpec COLUMNS = FeatureSpec.of()
            .float32("x")
            .float64("y")
            .int64("i")
            .string("key")
            .ragged("tokens", DType.STRING)
            .ragged("ids", DType.INT64)
            .ragged("visib", DType.FLOAT32);
    static final List<String> WORDS = List.of(
            "a",
            "b",
            "a b",
            "",
            "\u00e9",
            "\uFF5E",
            "\uD83D\uDE00",
            "\u65e5\u672c",
            "x\ny",
            "\"q\"",
            "\\",
            "\u0000",
            "z");

    @TempDir
    static Path folder;

    static final Map<String, TabularModel> MODELS = new TreeMap<>();
    static ModelServer server;
    static Calls calls;

    /** Every operation, each ending in a fixed count of numbers, as a model takes them. */
    static Map<String, Function<Inputs, List<Column>>> operations() {
        Map<String, Function<Inputs, List<Column>>> all = new TreeMap<>();
        all.put(
                "arithmetic",
                in -> List.of(
                        in.column("x").plus(in.column("i")).times(0.1),
                        in.column("y").minus(Analyzers.mean(in.column("y"))).over(in.column("x")),
                        in.column("i").greaterThan(3)));
        all.put(
                "cast",
                in -> List.of(
                        in.column("i").cast(DType.STRING).cast(DType.FLOAT32),
                        in.column("x").cast(DType.INT64)));
        all.put(
                "or_else",
                in -> List.of(in.column("visib").orElse(10), in.column("visib").orElse(0)));
        numeric(all);
        all.put(
                "vocabulary",
                in -> List.of(
                        Vocabulary.computeAndApplyVocabulary(in.column("key")),
                        Vocabulary.computeAndApplyVocabulary(
                                in.column("i"), VocabularyOptions.of().topK(5).numOovBuckets(3))));
        all.put(
                "hash",
                in -> List.of(
                        Hash.hashStrings(in.column("key"), 101),
                        Hash.hashStrings(in.column("key"), 101, 1, 2),
                        Hash.crossHashed(1000, in.column("key"), in.column("i"))));
        all.put(
                "one_hot",
                in -> List.of(
                        Embedding.oneHot(in.column("i"), 4, Embedding.Unknown.ZEROS),
                        Embedding.multiHot(in.column("ids"), 3, Embedding.Unknown.ZEROS)));
        all.put(
                "embedding",
                in -> List.of(
                        Embedding.lookup(in.column("i"), new double[][] {{1, 0.1}, {2, 0.3}}, new double[] {-1, -2}),
                        Embedding.pooled(
                                in.column("ids"),
                                new double[][] {{1, 0.1}, {2, 0.3}, {3, 0.7}},
                                new double[] {-1, -2},
                                Embedding.Pooling.MEAN)));
        all.put(
                "text",
                in -> List.of(
                        Text.wordCount(Text.ngrams(Text.split(in.column("key")), 1, 2, " ")),
                        Text.wordCount(Text.deduplicateTensorPerRow(in.column("tokens"))),
                        Embedding.multiHot(Text.segmentIndices(in.column("ids")), 4, Embedding.Unknown.ZEROS)));
        all.put("tfidf", in -> {
            var options = VocabularyOptions.of().topK(4).numOovBuckets(2);
            var vocabulary = Vocabulary.vocabulary(in.column("tokens"), options);
            Column ids = Vocabulary.applyVocabulary(in.column("tokens"), vocabulary, options);
            var tfidf = Text.tfidf(ids, vocabulary, options, Text.Smoothing.SMOOTH);
            Column aligned = Text.sparseTensorLeftAlign(tfidf.vocabIndex(), tfidf.tfidfWeight());
            return List.of(
                    Text.sparseTensorToDenseWithShape(tfidf.vocabIndex(), tfidf.tfidfWeight(), 6, 0),
                    counted(aligned, 0.3, 0.6),
                    counted(Text.idf(ids, vocabulary, options, Text.Smoothing.NONE, Text.Baseline.ZERO), 1, 2),
                    counted(Text.documentFrequency(ids, vocabulary, options), 8, 12));
        });
        all.put(
                "scikit_learn",
                in -> List.of(
                        Transformers.apply(new StandardScaler(), in.column("x"), in.column("i")),
                        Transformers.apply(new PowerTransformer(), in.column("y")),
                        Transformers.apply(new PolynomialFeatures(), in.column("x"), in.column("y")),
                        Transformers.encode(OneHotEncoder.ignoringUnknown(), in.column("key"), in.column("i"))));
        return all;
    }

    /** Returns a fixed count of numbers for any number of values: which of the three ranges between two ends they lie in. */
    private static Column counted(Column values, double first, double second) {
        return Embedding.multiHot(Buckets.applyBuckets(values, List.of(first, second)), 3, Embedding.Unknown.ERROR);
    }

    private static void numeric(Map<String, Function<Inputs, List<Column>>> all) {
        all.put("z_score", each(in -> List.of(), Scale::scaleToZScore, Scale::scaleToZScorePerKey));
        all.put("scale", each(in -> List.of(), Scale::scaleTo01, Scale::scaleTo01PerKey));
        all.put(
                "min_max",
                each(
                        in -> List.of(),
                        column -> Scale.scaleByMinMax(column, -2, 3),
                        (column, key) -> Scale.scaleByMinMaxPerKey(column, key, -2, 3)));
        all.put(
                "gaussian",
                in -> List.of(Scale.scaleToGaussian(in.column("x")), Scale.scaleToGaussian(in.column("y"))));
        all.put(
                "buckets",
                each(
                        in -> List.of(
                                Buckets.applyBucketsWithInterpolation(
                                        in.column("y"), Buckets.quantiles(in.column("y"), 4)),
                                Buckets.applyBuckets(in.column("x"), List.of(-1.0, 0.5)),
                                Buckets.estimatedProbabilityDensity(in.column("x"), List.of(-5.0, 0.0, 1.0, 9.0))),
                        column -> Buckets.bucketize(column, 5),
                        (column, key) -> Buckets.bucketizePerKey(column, key, 4)));
        all.put(
                "components",
                in -> List.of(Matrix.toPrincipalComponents(
                        2, in.column("x").cast(DType.FLOAT64), in.column("y"), in.column("i"))));
        all.put("statistics", in -> {
            Analyzers.var(in.column("x"));
            Analyzers.size(in.column("x"));
            Analyzers.minInt64(in.column("i"), Elements.TOGETHER);
            Analyzers.maxInt64(in.column("i"), Elements.TOGETHER);
            Analyzers.sumInt64(in.column("i"), Elements.TOGETHER);
            Analyzers.countPerKey(in.column("key"));
            Analyzers.histogram(in.column("i"), 6);
            Matrix.covariance(in.column("x"), in.column("y"));
            return List.of(
                    in.column("x").minus(Analyzers.min(in.column("x"))),
                    in.column("x").over(Analyzers.max(in.column("x"))),
                    in.column("y").over(Analyzers.sum(in.column("y"))));
        });
    }

    private static Function<Inputs, List<Column>> each(
            Function<Inputs, List<Column>> more, Function<Column, Column> plain, BinaryOperator<Column> perKey) {
        return in -> {
            List<Column> columns = new ArrayList<>(more.apply(in));
            for (String name : List.of("x", "y", "i")) {
                columns.add(plain.apply(in.column(name)));
                columns.add(perKey.apply(in.column(name), in.column("key")));
            }
            return columns;
        };
    }

    static TransformGraph graph(Function<Inputs, List<Column>> operation) {
        return Preprocessing.of(COLUMNS, (in, out) -> {
                    List<Column> columns = operation.apply(in);
                    for (int c = 0; c < columns.size(); c++) {
                        out.put("feature" + c, columns.get(c));
                    }
                })
                .analyze(rows(1));
    }

    /** Returns a model that looks at every feature: each weighs as much as the others, whatever its size. */
    static TabularModel model(TransformGraph graph) {
        double[][] features = graph.transform(rows(1)).toMatrix();
        double[] coef = new double[features[0].length];
        for (int c = 0; c < coef.length; c++) {
            int column = c;
            double largest = Stream.of(features)
                    .mapToDouble(row -> Math.abs(row[column]))
                    .max()
                    .orElseThrow();
            coef[c] = 1 / ((c + 1.5) * Math.max(largest, 1e-9));
        }
        return new TabularModel(graph, new LogisticRegressionModel(List.of(), coef, 0.1), Flights.CLASSES);
    }

    static Batch rows(long seed) {
        var random = new SplittableRandom(seed);
        List<Object> tokens = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        List<Object> visib = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            tokens.add(
                    random.ints(row % 4, 0, WORDS.size()).mapToObj(WORDS::get).toList());
            visib.add(random.nextBoolean() ? List.of() : List.of(random.nextDouble(10)));
            ids.add(random.longs(row % 3, 0, 4).sorted().boxed().toList());
        }
        return Batch.of(
                        "x",
                        Values.float32(
                                random.doubles(ROWS, -3, 9).map(x -> x * x * x).toArray()))
                .with(
                        "y",
                        Values.float64(random.doubles(ROWS)
                                .map(u -> 1e3 - Math.log(1 - u))
                                .toArray()))
                .with("i", Values.int64(random.longs(ROWS, -9, 20).toArray()))
                .with(
                        "key",
                        Values.strings(random.ints(ROWS, 0, WORDS.size() - (seed == 1 ? 3 : 0)) // some unseen later
                                .mapToObj(WORDS::get)
                                .toArray(String[]::new)))
                .with("tokens", Values.of(COLUMNS.columns().get("tokens"), tokens))
                .with("ids", Values.of(COLUMNS.columns().get("ids"), ids))
                .with("visib", Values.of(COLUMNS.columns().get("visib"), visib));
    }

    @BeforeAll
    static void start() {
        operations().forEach((name, operation) -> {
            TabularModel model = model(graph(operation));
            model.save(folder.resolve(name).resolve("1"), rows(2));
            MODELS.put(name, model);
        });
        Path[] bases = MODELS.keySet().stream().map(folder::resolve).toArray(Path[]::new);
        server = ModelServer.serving(bases[0], Arrays.copyOfRange(bases, 1, bases.length))
                .start();
        calls = new Calls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> a_row_gets_from_the_server_what_it_gets_in_training_bit_by_bit() {
        return MODELS.keySet().stream().flatMap(name -> IntStream.rangeClosed(1, 4)
                .mapToObj(seed -> DynamicTest.dynamicTest(name + ", seed " + seed, () -> {
                    Batch rows = rows(seed);
                    assertServed(name, Flights.instances(rows), "predictions", rows);
                    assertServed(name, Flights.inputs(rows), "outputs", rows);
                })));
    }

    private static void assertServed(String name, String request, String answers, Batch rows) throws IOException {
        var response = calls.post("/v1/models/%s:predict".formatted(name), request);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        JsonNode served = tree(response).path(answers);
        double[][] trained = MODELS.get(name).probabilities(rows);
        assertThat(JSON.treeToValue(served, double[][].class)).isDeepEqualTo(trained);
        assertThat(Stream.of(trained).map(row -> row[1]).distinct())
                .as("answers that can be told apart")
                .hasSizeGreaterThan(3);
    }

    @Test
    void no_operation_of_the_catalogues_is_left_out_of_this_test() throws IOException {
        Set<String> seen = new TreeSet<>();
        Pattern operation = Pattern.compile("\"(?:analyzer|function)\" : \"([a-z_0-9]+)\"");
        for (String name : MODELS.keySet()) {
            operation
                    .matcher(Files.readString(folder.resolve(name).resolve("1/transform_graph.json")))
                    .results()
                    .forEach(found -> seen.add(found.group(1)));
        }
        Set<String> all = new TreeSet<>(Set.of("arithmetic", "cast", "or_else"));
        all.addAll(new NumericOperations().operations().keySet());
        all.addAll(new TokenOperations().operations().keySet());
        new ScikitLearnOperations().operations().forEach((name, type) -> {
            if (!Statistic.class.isAssignableFrom(type)) {
                all.add(name);
            }
        });
        assertThat(seen).isEqualTo(all);
    }
}
