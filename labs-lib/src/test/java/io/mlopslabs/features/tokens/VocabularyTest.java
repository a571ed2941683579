// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.transform.AnalyzerCache;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.PreprocessingFunction;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VocabularyTest {
    private static final Kind TEXT = Kind.scalar(DType.STRING);
    private static final Kind WHOLE = Kind.scalar(DType.INT64);
    private static final Kind FRACTION = Kind.scalar(DType.FLOAT64);

    private static PreprocessingFunction ids(Function<Inputs, VocabularyOptions> options) {
        return (in, out) -> out.put("ids", Vocabulary.computeAndApplyVocabulary(in.column("x"), options.apply(in)));
    }

    private static PreprocessingFunction ids() {
        return ids(in -> VocabularyOptions.of());
    }

    private static Tokens learned(Rows rows, Function<Inputs, VocabularyOptions> options) {
        return Vocabulary.learned(rows.analyzed(ids(options)), "x");
    }

    @Nested
    class Learning {
        @Test
        void two_days_through_a_cache_are_one_pass_though_the_best_token_of_both_is_the_best_of_neither() {
            Rows monday = Rows.texts("a", "a", "a", "c", "c");
            Rows tuesday = Rows.texts("b", "b", "b", "c", "c");
            var preprocessing = Preprocessing.of(
                    monday.spec(), ids(in -> VocabularyOptions.of().topK(1)));
            AnalyzerCache cache = AnalyzerCache.inMemory();
            assertThat(tokens(preprocessing.analyze(Map.of("monday", List.of(monday.batch())), cache)))
                    .containsExactly("a");
            Map<String, List<Batch>> both = Map.of("monday", List.of(), "tuesday", List.of(tuesday.batch()));
            assertThat(tokens(preprocessing.analyze(both, cache))).containsExactly("c");
            Map<String, List<Batch>> cached = Map.of("monday", List.of(), "tuesday", List.of());
            assertThat(preprocessing.analyze(cached, cache).toJson())
                    .isEqualTo(preprocessing
                            .analyze(List.of(monday.batch(), tuesday.batch()))
                            .toJson());
        }

        @Test
        void the_days_of_TFTs_cache_test_give_its_vocabularies() { // golden/features/tft_cache.json of TFT 1.16
            Rows day1 = Rows.texts("a", "b", "a", "c", "a");
            Rows day2 = Rows.texts("b", "b", "d");
            var preprocessing = Preprocessing.of(day1.spec(), ids());
            assertThat(tokens(preprocessing.analyze(day1.batch()))).containsExactly("a", "c", "b");
            assertThat(tokens(preprocessing.analyze(day2.batch()))).containsExactly("b", "d");
            assertThat(tokens(preprocessing.analyze(List.of(day1.batch(), day2.batch()))))
                    .containsExactly("b", "a", "d", "c");
        }

        private List<String> tokens(TransformGraph graph) {
            return Vocabulary.learned(graph, "x").tokens();
        }

        @Test
        void weights_and_labels_go_through_a_cache_too() {
            Rows day =
                    Rows.texts("a", "b", "a").with("w", FRACTION, 0.1, 0.2, 0.1).with("y", WHOLE, 0L, 1L, 2L);
            for (Function<Inputs, VocabularyOptions> options : List.<Function<Inputs, VocabularyOptions>>of(
                    in -> VocabularyOptions.of().weights(in.column("w")).storeFrequency(), in -> VocabularyOptions.of()
                            .weights(in.column("w"))
                            .labels(in.column("y"))
                            .storeFrequency())) {
                var preprocessing = Preprocessing.of(day.spec(), ids(options));
                AnalyzerCache cache = AnalyzerCache.inMemory();
                String once = preprocessing
                        .analyze(Map.of("day", List.of(day.batch())), cache)
                        .toJson();
                assertThat(preprocessing
                                .analyze(Map.of("day", List.of()), cache)
                                .toJson())
                        .isEqualTo(once);
            }
        }

        @Test
        void bytes_that_are_no_counts_are_refused() {
            var accumulator = new VocabularyAccumulator(VocabularyOptions.of().analyzer(null), true);
            var bytes = new DataInputStream(new ByteArrayInputStream(new byte[] {-1, -1, -1, -1}));
            Assertions.assertThatIOException()
                    .isThrownBy(() -> accumulator.read(bytes))
                    .withMessage("these bytes are no counts of tokens: a length is -1");
        }

        @Test
        void ten_tenths_weigh_one_in_any_order() { // a plain sum of doubles gives 0.9999999999999999
            Rows rows = Rows.of()
                    .with(
                            "x",
                            Kind.ragged(DType.STRING),
                            List.of("one"),
                            List.of("z", "z", "z", "z", "z", "z", "z", "z", "z", "z"))
                    .with(
                            "w",
                            Kind.ragged(DType.FLOAT64),
                            List.of(1.0),
                            List.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1));
            assertThat(learned(
                            rows,
                            in -> VocabularyOptions.of().weights(in.column("w")).storeFrequency()))
                    .isEqualTo(new Tokens(List.of("z", "one"), List.of(1.0, 1.0)));
        }

        @Test
        void one_weight_of_a_row_counts_for_each_of_its_tokens() {
            Rows rows = Rows.tokens(List.of("a", "b"), List.of("b"), List.of()).with("w", FRACTION, 2.0, 0.5, 9.0);
            assertThat(learned(
                            rows,
                            in -> VocabularyOptions.of().weights(in.column("w")).storeFrequency()))
                    .isEqualTo(new Tokens(List.of("b", "a"), List.of(2.5, 2.0)));
        }

        @Test
        void a_reserved_token_of_the_data_takes_no_place_of_the_top_k() {
            assertThat(learned(Rows.texts("a", "a", "b", "b", "c"), in -> VocabularyOptions.of()
                            .topK(1)
                            .reservedTokens("[PAD]", "b")
                            .storeFrequency()))
                    .isEqualTo(new Tokens(List.of("[PAD]", "b", "a"), List.of(0.0, 2.0, 2.0)));
        }

        @Test
        void the_key_of_coverage_is_what_the_pattern_finds_or_nothing() {
            Rows rows = Rows.texts("us-1", "us-1", "us-2", "de-1", "de-2", "de-2", "7", "8", "8");
            assertThat(learned(rows, in -> VocabularyOptions.of().topK(1).coverage(1, "^[a-z]+"))
                            .tokens())
                    .containsExactly("us-1", "de-2", "8");
        }
    }

    @Nested
    class A_million_tokens {
        private static final int ROWS = 1_000_000;

        /** Run in a Java of its own, of 512 MB. */
        static final class Main {
            private Main() {}

            public static void main(String[] arguments) {
                Iterable<Batch> batches = () -> IntStream.range(0, 100)
                        .mapToObj(A_million_tokens::batch)
                        .iterator();
                TransformGraph graph = Preprocessing.of(FeatureSpec.of().string("x"), ids(in -> VocabularyOptions.of()
                                .topK(10_000)))
                        .analyze(batches);
                Tokens tokens = Vocabulary.learned(graph, "x");
                System.out.println(
                        tokens.tokens().size() + " " + tokens.tokens().get(0));
            }
        }

        private static Batch batch(int number) {
            int rows = ROWS / 100;
            return Batch.of(
                    "x",
                    Values.strings(IntStream.range(0, rows)
                            .mapToObj(row -> "token-" + (number * rows + row))
                            .toArray(String[]::new)));
        }

        @Test
        void are_learned_in_512_MB() throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said.strip()).isEqualTo("10000 token-999999");
        }
    }

    @Nested
    class Mutual_information {
        @Test
        void adjusted_takes_off_the_expectation_of_a_table_dealt_by_chance() {
            // of 4 rows, 1 has the token and 1 the label 0: together with probability 1/4, and log2(4 · 1 / (1 · 1))
            // bits
            double expected = 2 * 0.25 + Math.log(4 / 3.0) / Math.log(2) * 0.75;
            double plain = new MutualInformation(new double[] {1, 3}, 0.0, false).of("t", new double[] {1});
            double adjusted = new MutualInformation(new double[] {1, 3}, 0.0, true).of("t", new double[] {1});
            assertThat(plain).isCloseTo(2, within(1e-4)); // P is held at 1 - 1e-6 and 1e-6: 1e-6 · log2(1e-6) = -2e-5
            assertThat(plain - adjusted).isCloseTo(expected, within(1e-12)); // rounding of logarithms of factorials
        }

        @ParameterizedTest
        @CsvSource({"10000, 2.5, 1.5", "1000000, 25.5, 24.5", "505000, 13.5, 12.5"})
        void counts_cells_from_2_off_in_small_data_to_25_off_in_large(double rows, double counts, double doesNot) {
            var information = new MutualInformation(new double[] {rows / 2, rows / 2}, null, false);
            assertThat(information.of("t", new double[] {50 + counts, 50 - counts}))
                    .isNotZero();
            assertThat(information.of("t", new double[] {50 + doesNot, 50 - doesNot}))
                    .isZero();
        }
    }

    @Nested
    class Applying {
        @Test
        void a_lone_surrogate_is_unknown_like_any_other_text_where_nothing_is_hashed() {
            Rows rows = Rows.texts("a", "b");
            TransformGraph graph = rows.analyzed(ids());
            assertThat(graph.transform(Rows.texts("\uD800").batch()).column("ids"))
                    .isEqualTo(Values.int64(-1));
        }

        @Test
        void a_fixed_vocabulary_needs_no_full_pass() {
            Tokens fixed = new Tokens(List.of("b", "a"), List.of());
            PreprocessingFunction function = (in, out) ->
                    out.put("ids", Vocabulary.applyVocabulary(in.column("x"), fixed, VocabularyOptions.of()));
            assertThat(Rows.texts("a", "b", "c").transformed(function, "ids")).isEqualTo(Values.int64(1, 0, -1));
        }

        @Test
        void two_vocabularies_of_a_column_are_not_mixed_up() {
            TransformGraph graph = Rows.texts("a").analyzed((in, out) -> out.put(
                            "all", Vocabulary.computeAndApplyVocabulary(in.column("x")))
                    .put(
                            "top",
                            Vocabulary.computeAndApplyVocabulary(
                                    in.column("x"), VocabularyOptions.of().topK(1))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Vocabulary.learned(graph, "x"))
                    .withMessage("the graph has 2 vocabularies of column x");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Vocabulary.learned(graph, "y"))
                    .withMessage("the graph has no vocabulary of column y");
        }
    }

    @Nested
    class Refusals {
        private void refused(Rows rows, Function<Inputs, VocabularyOptions> options, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> Preprocessing.of(rows.spec(), ids(options)).analyze(rows.batch()))
                    .withMessage(message);
        }

        @Test
        void fractions_are_no_tokens() {
            refused(
                    Rows.of().with("x", FRACTION, 1.5),
                    in -> VocabularyOptions.of(),
                    "vocabulary of column x: takes texts or whole numbers, not FLOAT64; put fractions into buckets first");
        }

        @Test
        void fractions_have_no_ids() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Rows.of()
                            .with("x", FRACTION, 1.5)
                            .analyzed((in, out) -> out.put(
                                    "ids",
                                    Vocabulary.applyVocabulary(
                                            in.column("x"), new Tokens(List.of(), List.of()), VocabularyOptions.of()))))
                    .withMessage("apply_vocabulary of column x: takes texts or whole numbers, not FLOAT64");
        }

        @Test
        void half_a_surrogate_pair_is_no_text() {
            refused(
                    Rows.texts("😀", "a\uD83D"),
                    in -> VocabularyOptions.of(),
                    "vocabulary of column x, row 1: character 1 of the text is half a surrogate pair, U+D83D, which UTF-8 cannot"
                            + " write; mend or drop the text first");
        }

        @Test
        void weights_are_numbers_one_per_row_or_token() {
            refused(
                    Rows.texts("a").with("w", TEXT, "1"),
                    in -> VocabularyOptions.of().weights(in.column("w")),
                    "vocabulary of columns x, w: takes weights that are one number per row or per token, not STRING");
            refused(
                    Rows.tokens(List.of("a"))
                            .with("w", Kind.ragged(DType.FLOAT64), List.of(1.0))
                            .with("y", WHOLE, 1L),
                    in -> VocabularyOptions.of().weights(in.column("w")).labels(in.column("y")),
                    "vocabulary of columns x, w, y: takes weights that are one number per row, beside labels, not"
                            + " FLOAT64[ragged]");
            refused(
                    Rows.tokens(List.of("a", "b", "c")).with("w", Kind.ragged(DType.FLOAT64), List.of(1.0, 2.0)),
                    in -> VocabularyOptions.of().weights(in.column("w")),
                    "vocabulary of columns x, w, row 0: the row has 3 tokens and 2 weights");
        }

        @ParameterizedTest
        @CsvSource({"NaN", "-0.5", "Infinity"})
        void a_weight_is_finite_and_not_negative(double weight) {
            refused(
                    Rows.texts("a").with("w", FRACTION, weight),
                    in -> VocabularyOptions.of().weights(in.column("w")),
                    "vocabulary of columns x, w, row 0: the weight is " + weight
                            + "; a weight is finite and not negative");
        }

        @Test
        void labels_are_classes() {
            refused(
                    Rows.texts("a").with("y", FRACTION, 1.0),
                    in -> VocabularyOptions.of().labels(in.column("y")),
                    "vocabulary of columns x, y: takes labels that are INT64, not FLOAT64");
            refused(
                    Rows.texts("a").with("y", WHOLE, -1L),
                    in -> VocabularyOptions.of().labels(in.column("y")),
                    "vocabulary of columns x, y, row 0: the label is -1; labels number classes: 0, 1, 2 up to 9999");
        }

        @Test
        void a_token_seen_more_often_than_there_are_rows_says_nothing_about_their_labels() {
            refused(
                    Rows.tokens(List.of("a", "a", "a"), List.of("b")).with("y", WHOLE, 0L, 1L),
                    in -> VocabularyOptions.of().labels(in.column("y")),
                    "vocabulary of columns x, y: \"a\" was seen 3 times in 2 rows; with labels, a row has a token once or not:"
                            + " deduplicate the rows' tokens first");
        }

        @Test
        void options_out_of_range() {
            Rows rows = Rows.texts("a");
            refused(rows, in -> VocabularyOptions.of().topK(0), "topK is 0; a vocabulary keeps 1 token or more");
            refused(
                    rows,
                    in -> VocabularyOptions.of().coverage(0, "."),
                    "coverageTopK is 0; a vocabulary keeps 1 token or more");
            refused(
                    rows,
                    in -> VocabularyOptions.of().frequencyThreshold(-1),
                    "frequencyThreshold is -1.0; a threshold is not negative");
            refused(
                    rows,
                    in -> VocabularyOptions.of().numOovBuckets(-1),
                    "numOovBuckets is -1; there are none or some");
            refused(
                    rows,
                    in -> VocabularyOptions.of().reservedTokens("a", "a"),
                    "reserved token \"a\" is empty, has a line break, or is named twice");
        }

        @Test
        void options_without_what_they_are_about() {
            Rows rows = Rows.texts("a");
            refused(
                    rows,
                    in -> VocabularyOptions.of().useAdjustedMutualInfo(),
                    "useAdjustedMutualInfo and minDiffFromAvg are about labels; there are none");
            refused(
                    rows,
                    in -> VocabularyOptions.of().coverageFrequencyThreshold(2),
                    "coverageFrequencyThreshold is about coverage, which is not asked for");
        }

        @Test
        void a_vocabulary_with_a_token_twice_has_no_ids() {
            Rows rows = Rows.texts("a");
            Tokens twice = new Tokens(List.of("a", "a", "b"), List.of());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.analyzed((in, out) ->
                            out.put("ids", Vocabulary.applyVocabulary(in.column("x"), twice, VocabularyOptions.of()))))
                    .withMessage("apply_vocabulary of column x: the vocabulary has 3 tokens, of which only 2 differ");
        }

        @Test
        void a_hashed_token_needs_bytes() {
            Rows rows = Rows.texts("a");
            TransformGraph graph =
                    rows.analyzed(ids(in -> VocabularyOptions.of().numOovBuckets(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.transform(Rows.texts("a", "\uDC00").batch()))
                    .withMessage(
                            "apply_vocabulary of column x, row 1: character 0 of the text is half a surrogate pair, U+DC00, which"
                                    + " UTF-8 cannot write; mend or drop the text first");
        }
    }
}
