// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.data.Sha256;
import io.mlopslabs.features.transform.TestOperations.Blind;
import io.mlopslabs.features.transform.TestOperations.Mixed;
import io.mlopslabs.features.transform.TestOperations.Share;
import io.mlopslabs.features.transform.TestOperations.Total;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransformGraphTest {
    private static final FeatureSpec SPEC =
            FeatureSpec.of().float64("x").int64("n").string("s").ragged("r", DType.FLOAT32);

    /** A share of the total, a share among those shares' hundredfolds (a second round), arithmetic of all kinds, texts. */
    private static final Preprocessing PREPROCESSING = Preprocessing.of(SPEC, (in, out) -> {
        Column n = in.column("n");
        Deferred<Numbers> total = Deferred.analyze(new Total(), n);
        Column share = n.map(new Share(), total);
        Column hundredfold = share.times(100).cast(DType.INT64);
        out.put("share", share)
                .put("again", hundredfold.map(new Share(), Deferred.analyze(new Total(), hundredfold)))
                .put("x", in.column("x").plus(0.1).times(in.column("x")).over(n))
                .put("above", n.greaterThan(total))
                .put("s", in.column("s"))
                .put("r", in.column("r").orElse(Double.NaN))
                .put("text", n.cast(DType.STRING).cast(DType.FLOAT32))
                .put("label", in.column("x").greaterThan(0.5));
    });

    private static Batch rows(int seed, int count) {
        var random = new Random(seed);
        List<Object> x = new ArrayList<>();
        List<Object> n = new ArrayList<>();
        List<Object> s = new ArrayList<>();
        List<Object> r = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            x.add(i % 7 == 3 ? Double.NaN : i % 11 == 5 ? Double.NEGATIVE_INFINITY : random.nextGaussian());
            n.add((long) random.nextInt(1, 600));
            s.add("ä€😀\"\\\u0000".substring(0, 1 + random.nextInt(2)) + random.nextInt(9));
            r.add(i % 3 == 0 ? null : random.nextGaussian());
        }
        var columns = new LinkedHashMap<String, Values>();
        columns.put("x", Values.of(Kind.scalar(DType.FLOAT64), x));
        columns.put("n", Values.of(Kind.scalar(DType.INT64), n));
        columns.put("s", Values.of(Kind.scalar(DType.STRING), s));
        columns.put("r", Values.of(Kind.ragged(DType.FLOAT32), r));
        return new Batch(count, columns);
    }

    private static List<Batch> cut(Batch batch, int... ends) {
        List<Batch> parts = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            int start = from;
            var columns = new LinkedHashMap<String, Values>();
            batch.columns().forEach((name, values) -> {
                List<Object> rows = new ArrayList<>();
                for (int row = start; row < end; row++) {
                    List<Object> several = new ArrayList<>();
                    for (int i = values.start(row); i < values.end(row); i++) {
                        several.add(values.value(i));
                    }
                    rows.add(several);
                }
                columns.put(name, Values.of(values.kind(), rows));
            });
            parts.add(new Batch(end - start, columns));
            from = end;
        }
        return parts;
    }

    @Test
    void statistics_of_statistics_are_learned_in_a_later_round() {
        Batch batch = rows(1, 4).with("n", Values.int64(10, 20, 30, 40));
        Batch features = PREPROCESSING.analyze(batch).transform(batch);
        assertThat(features.column("share").toDoubles()).containsExactly(0.1, 0.2, 0.3, 0.4);
        assertThat(features.column("again").toDoubles()).containsExactly(0.1, 0.2, 0.3, 0.4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void any_partitioning_gives_the_same_graph(int seed) {
        Batch batch = rows(seed, 100);
        int[] cuts = new Random(seed).ints(7, 0, 100).sorted().toArray();
        int[] ends = Arrays.copyOf(cuts, 8);
        ends[7] = 100;
        assertThat(PREPROCESSING.analyze(cut(batch, ends)).toJson())
                .isEqualTo(PREPROCESSING.analyze(batch).toJson());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void a_graph_that_was_written_and_read_gives_each_row_alone_the_features_it_has_among_all(int seed) {
        Batch batch = rows(seed, 50);
        TransformGraph graph = PREPROCESSING.analyze(batch);
        TransformGraph read = TransformGraph.fromJson(graph.toJson());
        Batch trained = graph.transform(batch);
        List<Batch> rows =
                cut(batch, java.util.stream.IntStream.rangeClosed(1, 50).toArray());
        List<Batch> expected =
                cut(trained, java.util.stream.IntStream.rangeClosed(1, 50).toArray());
        for (int row = 0; row < 50; row++) {
            assertThat(read.transform(rows.get(row))).isEqualTo(expected.get(row));
        }
        assertThat(read.toJson()).isEqualTo(graph.toJson());
        assertThat(read.outputs()).isEqualTo(graph.outputs());
    }

    @Test
    void parameters_of_every_type_survive_the_json() {
        var mixed = new Mixed(
                Double.NEGATIVE_INFINITY,
                Long.MIN_VALUE,
                "\"ü\u0000",
                DType.INT64,
                List.of(0.1, Double.NaN, 1e300),
                true,
                null);
        Preprocessing preprocessing = Preprocessing.of(
                FeatureSpec.of().int64("n"),
                (in, out) -> out.put("m", in.column("n").map(mixed)));
        Batch one = Batch.of("n", Values.int64(1));
        TransformGraph graph = preprocessing.analyze(one);
        assertThat(TransformGraph.fromJson(graph.toJson())
                        .transform(one)
                        .column("m")
                        .text(0))
                .isEqualTo(mixed.toString());
    }

    @Test
    void the_same_operation_on_the_same_column_is_learned_once() {
        Preprocessing twice = Preprocessing.of(FeatureSpec.of().int64("n"), (in, out) -> {
            Column n = in.column("n");
            out.put("a", n.map(new Share(), Deferred.analyze(new Total(), n)));
            out.put("b", n.map(new Share(), Deferred.analyze(new Total(), n)));
        });
        assertThat(twice.analyze(Batch.of("n", Values.int64(1, 3))).statistics())
                .containsExactly(new TransformGraph.Learned("test_total", List.of("n"), Numbers.of(4, 2)));
    }

    @Test
    void a_graph_of_some_features_asks_for_no_more_than_they_need() {
        TransformGraph served = PREPROCESSING.analyze(rows(1, 9)).only("again", "s");
        assertThat(served.inputs().columns().keySet()).containsExactly("n", "s");
        Batch two = cut(rows(2, 9), 2).get(0);
        Batch all = PREPROCESSING.analyze(rows(1, 9)).transform(two);
        assertThat(served.transform(two.without("x", "r")).column("again")).isEqualTo(all.column("again"));
        assertThat(TransformGraph.fromJson(served.toJson()).toJson()).isEqualTo(served.toJson());
        assertThat(PREPROCESSING
                        .analyze(rows(1, 9))
                        .without("label", "x")
                        .inputs()
                        .columns())
                .doesNotContainKey("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> served.only("lable"))
                .withMessage("no feature lable; there are again, s");
    }

    @Nested
    class Refuses {
        private final TransformGraph graph = PREPROCESSING.analyze(rows(1, 5));

        @Test
        void a_batch_that_lacks_a_column_or_has_one_too_many() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> graph.transform(rows(1, 2).without("s", "x").with("y", Values.int64(1, 2))))
                    .withMessage(
                            "the batch lacks columns s, x, and has column y, which the graph does not take; the graph takes x, n, s, r");
        }

        @Test
        void a_column_of_the_wrong_type() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.transform(rows(1, 2).with("n", Values.float32(1, 2))))
                    .withMessage("column n is FLOAT32; the graph takes INT64");
        }

        @Test
        void an_operation_on_a_column_that_it_does_not_take_before_there_is_any_data() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Preprocessing.of(
                            SPEC, (in, out) -> out.put("y", in.column("s").plus(1))))
                    .withMessage("add of column s: takes numbers, not STRING");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> Preprocessing.of(SPEC, (in, out) -> Deferred.analyze(new Total(), in.column("s"))))
                    .withMessage("test_total of column s: takes numbers, not STRING");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Preprocessing.of(SPEC, (in, out) -> in.column("x").plus(in.column("r"))))
                    .withMessage("add of columns x, r: takes columns of one shape, not FLOAT64 and FLOAT32[ragged]");
        }

        @Test
        void a_value_that_an_analyzer_or_a_function_does_not_take_with_column_operation_and_row() {
            Batch bad = Batch.of("n", Values.int64(1, 666, 3));
            Preprocessing totals = Preprocessing.of(FeatureSpec.of().int64("n"), (in, out) -> {
                Column n = in.column("n");
                out.put("a", n.minus(Deferred.analyze(new Total(), n)));
            });
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> totals.analyze(bad))
                    .withMessage("test_total of column n, row 1: 666 is not taken");
            Preprocessing casts = Preprocessing.of(FeatureSpec.of().string("s").float64("x"), (in, out) -> out.put(
                            "s", in.column("s").cast(DType.FLOAT32))
                    .put("x", in.column("x").cast(DType.INT64)));
            Batch one = Batch.of("s", Values.strings("1", "one")).with("x", Values.float64(1, 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> casts.analyze(one).transform(one))
                    .withMessage("cast of column s, row 1: \"one\" is no number");
            Batch nan = Batch.of("s", Values.strings("1")).with("x", Values.float64(Double.NaN));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> casts.analyze(nan).transform(nan))
                    .withMessage("cast of column x, row 0: NaN is no whole number of 64 bits");
        }

        @Test
        void sums_that_leave_64_bits() {
            Preprocessing sum = Preprocessing.of(
                    FeatureSpec.of().int64("n"),
                    (in, out) -> out.put("n", in.column("n").plus(in.column("n"))));
            Batch large = Batch.of("n", Values.int64(Long.MAX_VALUE));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sum.analyze(large).transform(large))
                    .withMessage(
                            "add of column n, row 0: 9223372036854775807 and 9223372036854775807 leave the range of 64 bits; cast to FLOAT64 first");
        }

        @Test
        void a_function_that_writes_another_number_of_values_than_it_said() {
            Preprocessing blind = Preprocessing.of(
                    FeatureSpec.of().int64("n"),
                    (in, out) -> out.put("n", in.column("n").map(new Blind())));
            Batch one = Batch.of("n", Values.int64(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blind.analyze(one).transform(one))
                    .withMessage("test_blind of column n, row 0: row 0 has 0 values, and the column is FLOAT64");
        }

        @Test
        void a_column_or_a_statistic_of_another_preprocessing() {
            Column[] taken = new Column[1];
            List<Deferred<Numbers>> learned = new ArrayList<>();
            Preprocessing.of(SPEC, (in, out) -> {
                taken[0] = in.column("n");
                learned.add(Deferred.analyze(new Total(), taken[0]));
                out.put("n", taken[0]);
            });
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Preprocessing.of(SPEC, (in, out) -> out.put("n", taken[0])))
                    .withMessage("feature n: its column belongs to another preprocessing");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Preprocessing.of(SPEC, (in, out) -> in.column("n").minus(learned.get(0))))
                    .withMessage("subtract: its statistic belongs to another preprocessing");
        }

        @Test
        void json_that_is_no_graph_of_a_later_version_of_unknown_operations_or_damaged() {
            String json = graph.toJson();
            assertRefused(
                    "[1, ",
                    "this is no transform graph: no JSON at line 1, column 5: Unexpected end-of-input within/between Array entries");
            assertRefused(
                    "{\"version\": 1}",
                    "this is no transform graph: its \"format\" is , not \"mlopslabs transform graph\"");
            assertRefused(
                    json.replace("\"version\" : 1", "\"version\" : 2"),
                    "this graph is of version 2, and this library reads versions up to 1; use the release that wrote it, or a later one");
            assertRefused(
                    json.replace("\"test_share\"", "\"scale_to_moon\""),
                    "this graph uses the operation scale_to_moon, which this library does not have; use the release that wrote it, or a later"
                            + " one, and put the jar of the operation's package on the class path");
            assertRefused(
                    json.replace("\"steps\"", "\"stops\""), "this transform graph is damaged: \"steps\" is missing");
            assertRefused(json.replace("\"to\" : \"STRING\"", "\"to\" : \"STRONG\""), message -> assertThat(message)
                    .startsWith("this transform graph is damaged: cast: "));
        }

        @Test
        void json_that_was_changed_by_hand() {
            String json = graph.toJson();
            assertRefused(
                    json.replace("\"version\" : 1", "\"version\" : 0"),
                    "this transform graph is damaged: 0 is no version");
            assertRefused(
                    json.replaceFirst("\"name\" : \"x\"", "\"name\" : \"z\""),
                    "this transform graph is damaged: its steps read column x as FLOAT64, and its inputs have no such column");
            assertRefused(
                    json.replaceFirst("\"dtype\" : \"FLOAT64\"", "\"dtype\" : \"FLOAT63\""),
                    "this transform graph is damaged: {\"name\":\"x\",\"dtype\":\"FLOAT63\",\"width\":1} is no type of a column");
            assertRefused(
                    json.replaceFirst("(?s)\"values\" : \\[.*?\\]", "\"values\" : [ ]"),
                    "test_share of column n: its statistics are not what it learns; the graph was changed");
            assertRefused(
                    json.replaceFirst("\"outputs\" : \\{[^}]*\\}", "\"outputs\" : { }"),
                    "this transform graph is damaged: it has no outputs");
            assertRefused(
                    json.replace("\"share\" : ", "\"share\" : \"first\", \"other\" : "),
                    "this transform graph is damaged: feature share stands on a step that is not there before it");
        }

        @Test
        void a_word_for_a_missing_number_and_a_number_for_a_missing_text() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Preprocessing.of(SPEC, (in, out) -> in.column("r").orElse("none")))
                    .withMessage("or_else of column r: takes a number for a column of FLOAT32[ragged], not \"none\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Preprocessing.of(SPEC, (in, out) -> in.column("s").orElse(0)))
                    .withMessage("or_else of column s: takes a text for STRING, not 0.0");
        }

        /** Gives a changed graph the checksum that fits it, to see what else is looked at. */
        private static String signed(String json) {
            try {
                var mapper = new ObjectMapper();
                ObjectNode root = mapper.readValue(json, ObjectNode.class);
                root.remove("sha256");
                return root.put("sha256", Sha256.hex(mapper.writeValueAsBytes(root)))
                        .toString();
            } catch (IOException noGraph) {
                return json;
            }
        }

        @Test
        void a_number_that_was_changed_by_hand_which_no_later_check_could_see() {
            String json = graph.toJson();
            assertThat(TransformGraph.fromJson(signed(json)).toJson()).isEqualTo(json);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            TransformGraph.fromJson(json.replaceFirst("\"constant\" : 100.0", "\"constant\" : 10.0")))
                    .withMessage(
                            "this transform graph was changed after it was written: its checksum does not fit; take the file as it was saved, or"
                                    + " save the graph again");
            assertThat(TransformGraph.fromJson(json.replaceAll("\\s*\n\\s*", " "))
                            .toJson())
                    .as("layout is not content")
                    .isEqualTo(json);
        }

        @Test
        void json_that_is_nested_without_end() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TransformGraph.fromJson("[".repeat(100_000)))
                    .satisfies(refused ->
                            assertThat(refused.getMessage()).startsWith("this is no transform graph: no JSON"));
        }

        @Test
        void a_full_pass_over_no_rows_and_a_graph_without_features() {
            for (List<Batch> none : List.of(List.<Batch>of(), List.of(rows(1, 0)))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> PREPROCESSING.analyze(none))
                        .withMessage("there are no rows to learn from; the full pass needs at least one");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PREPROCESSING.analyze(Map.of(), AnalyzerCache.inMemory()))
                    .withMessage("there are no rows to learn from; the full pass needs at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(graph::only)
                    .withMessage("no feature would be left; a graph makes at least one");
        }

        @Test
        void a_column_to_leave_out_that_is_not_there() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows(1, 1).without("lable"))
                    .withMessage("no column lable; there are x, n, s, r");
        }

        private void assertRefused(String json, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TransformGraph.fromJson(signed(json)))
                    .withMessage(message);
        }

        private void assertRefused(String json, java.util.function.Consumer<String> message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TransformGraph.fromJson(signed(json)))
                    .satisfies(refused -> message.accept(refused.getMessage()));
        }

        @Test
        void a_file_that_holds_no_graph_by_its_name(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("graph.json"), "{}");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TransformGraph.load(file))
                    .withMessage(
                            "%s: this is no transform graph: its \"format\" is , not \"mlopslabs transform graph\"",
                            file);
            graph.save(file);
            assertThat(TransformGraph.load(file).toJson()).isEqualTo(graph.toJson());
        }

        @Test
        void missing_values_that_nothing_stands_for_and_texts_in_a_matrix() {
            Batch features = Batch.of("r", Values.of(Kind.ragged(DType.FLOAT32), Arrays.asList(1.0, null)));
            assertThatIllegalArgumentException()
                    .isThrownBy(features::toMatrix)
                    .withMessage("column r, row 1: 0 values, where row 0 has 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Batch.of("s", Values.strings("a")).toMatrix())
                    .withMessage("column s holds texts; a matrix takes numbers: give it a vocabulary, or leave it out");
        }
    }

    @Nested
    class Cached {
        private final Batch monday = rows(1, 40);
        private final Batch tuesday = rows(2, 30);

        @Test
        void two_days_merged_are_one_pass_over_both_and_a_day_in_the_cache_is_not_read(@TempDir Path folder) {
            Batch both = new Batch(70, concat(monday, tuesday));
            String once = PREPROCESSING.analyze(both).toJson();
            for (AnalyzerCache cache : List.of(AnalyzerCache.inMemory(), AnalyzerCache.in(folder))) {
                PREPROCESSING.analyze(Map.of("monday", List.of(monday)), cache);
                TestOperations.ROWS.set(0);
                assertThat(PREPROCESSING
                                .analyze(days(List.of(monday), List.of(tuesday)), cache)
                                .toJson())
                        .isEqualTo(once);
                // tuesday for the first analyzer; for the second both days, since the first's answer has changed
                assertThat(TestOperations.ROWS).hasValue(30 + 70);
                Iterable<Batch> unreadable = () -> {
                    throw new AssertionError("was read");
                };
                assertThat(PREPROCESSING
                                .analyze(days(unreadable, unreadable), cache)
                                .toJson())
                        .isEqualTo(once);
            }
        }

        @Test
        void a_changed_preprocessing_is_computed_anew() {
            AnalyzerCache cache = AnalyzerCache.inMemory();
            for (int factor : new int[] {1, 2}) {
                Preprocessing times = Preprocessing.of(SPEC, (in, out) -> {
                    Column n = in.column("n").times(factor);
                    out.put("n", n.minus(Deferred.analyze(new Total(), n)));
                });
                assertThat(times.analyze(Map.of("monday", List.of(monday)), cache)
                                .toJson())
                        .isEqualTo(times.analyze(monday).toJson());
            }
        }

        @Test
        void a_file_that_was_changed_is_named(@TempDir Path folder) throws Exception {
            AnalyzerCache cache = AnalyzerCache.in(folder);
            cache.put("monday", "abc", new byte[] {1, 2, 3});
            Path file = folder.resolve("monday").resolve("abc.state");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1]++;
            Files.write(file, bytes);
            assertThatThrownBy(() -> cache.get("monday", "abc"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("the analyzer cache %s is damaged; delete the file, and it is computed anew", file);
        }

        private Map<String, Iterable<Batch>> days(Iterable<Batch> first, Iterable<Batch> second) {
            var days = new LinkedHashMap<String, Iterable<Batch>>();
            days.put("monday", first);
            days.put("tuesday", second);
            return days;
        }

        private Map<String, Values> concat(Batch left, Batch right) {
            var columns = new LinkedHashMap<String, Values>();
            left.columns()
                    .forEach((name, values) ->
                            columns.put(name, Values.concat(values.kind(), List.of(values, right.column(name)))));
            return columns;
        }
    }
}
