// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features;

import static io.mlopslabs.features.TfidfTransformer.Idf;
import static io.mlopslabs.features.TfidfTransformer.Norm;
import static io.mlopslabs.features.TfidfTransformer.Tf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextFeaturesTest {
    private static final String SKLEARN = "sklearn.feature_extraction.text.";
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            SKLEARN + "CountVectorizer.build_analyzer",
            c -> texts(c, "texts").stream().map(vectorizer(c)::terms).toList(),
            SKLEARN + "CountVectorizer",
            TextFeaturesTest::counts,
            SKLEARN + "TfidfVectorizer",
            TextFeaturesTest::tfidf);

    @TestFactory
    Stream<DynamicTest> counts_agree_with_scikit_learn() {
        return Golden.read("labeling/count_vectorizer").tests(CALLS);
    }

    @TestFactory
    Stream<DynamicTest> tfidf_agrees_with_scikit_learn() {
        return Golden.read("labeling/tfidf").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("labeling/count_vectorizer").cases())
                .hasSize(22)
                .allMatch(c -> CALLS.containsKey(c.function()));
        assertThat(Golden.read("labeling/tfidf").cases()).hasSize(13).allMatch(c -> CALLS.containsKey(c.function()));
    }

    @Nested
    class Vocabulary {
        @Test
        void is_sorted_by_code_point_and_not_by_utf_16_unit() {
            String late =
                    new String(Character.toChars(0x20000)).repeat(2); // beyond the first plane: surrogates in UTF-16
            String early = "\uff21\uff21"; // full-width A, above the surrogates as a unit
            assertThat(CountVectorizer.standard()
                            .letterCase(CountVectorizer.LetterCase.AS_IS)
                            .fit(List.of(late + " " + early))
                            .vocabulary())
                    .containsExactly(early, late);
        }

        @Test
        void takes_a_share_for_a_share_and_a_count_for_a_count() {
            List<String> texts = List.of("aa bb", "aa cc", "aa bb");
            var all = CountVectorizer.standard();
            assertThat(all.maxDf(DocumentFrequency.count(1)).fit(texts).vocabulary())
                    .containsExactly("cc");
            assertThat(all.maxDf(DocumentFrequency.share(1)).fit(texts).vocabulary())
                    .containsExactly("aa", "bb", "cc");
        }

        @Test
        void of_few_terms_has_those_of_most_occurrences_and_of_a_tie_the_later() {
            List<String> texts = List.of("aa aa aa bb", "bb cc cc", "dd");
            var two = CountVectorizer.standard().maxFeatures(2);
            assertThat(two.fit(texts).vocabulary()).containsExactly("aa", "cc");
            assertThat(two.counting(CountVectorizer.Counting.PRESENCE)
                            .fit(texts)
                            .vocabulary())
                    .containsExactly("bb", "dd");
        }

        @Test
        void tells_how_much_of_later_texts_it_does_not_know() {
            BagOfWords bag = CountVectorizer.standard().fit(List.of("aa bb"));
            assertThat(bag.unknownShare(List.of("aa cc", "cc dd"))).isEqualTo(0.75);
            assertThat(bag.unknownShare(List.of("", "!"))).isNaN();
        }

        /** Shares by scikit-learn 1.9.1 on the same file; language drifts, and this is a clock of it. */
        @Test
        void of_the_nineteenth_century_knows_less_and_less_of_later_speeches() {
            Table sotu = Datasets.load("sotu");
            List<String> old = texts(sotu, 1790, 1899);
            BagOfWords bag =
                    CountVectorizer.standard().minDf(DocumentFrequency.count(2)).fit(old);
            double[] shares = Stream.of(1900, 1930, 1960, 1990)
                    .mapToDouble(year -> bag.unknownShare(texts(sotu, year, year + 29)))
                    .toArray();
            assertThat(shares).containsExactly(2573 / 28324.0, 3313 / 26901.0, 4190 / 27610.0, 4937 / 26357.0);
        }

        private static List<String> texts(Table sotu, int from, int to) {
            return sotu.where(sotu.intColumn("year").isBetweenInclusive(from, to))
                    .stringColumn("text")
                    .asList();
        }
    }

    @Nested
    class Matrix {
        @Test
        void names_texts_without_a_known_term() {
            BagOfWords bag = CountVectorizer.standard().fit(List.of("aa bb"));
            SparseMatrix matrix = bag.transform(List.of("", "aa", "cc"));
            assertThat(matrix.emptyRows()).containsExactly(0, 2);
            assertThat(matrix).hasToString("3 rows, 2 columns, 1 values that are not 0");
        }

        @Test
        void gives_values_by_place_and_rows_by_number() {
            SparseMatrix matrix = SparseMatrix.of(new double[][] {{0, 2, 0}, {3, 0, 4}});
            assertThat(matrix.get(0, 1)).isEqualTo(2);
            assertThat(matrix.get(0, 2)).isZero();
            SparseMatrix turned = matrix.select(new int[] {1, 0, 1});
            assertThat(turned.rows()).isEqualTo(3);
            assertThat(turned.indices(0)).containsExactly(0, 2);
            assertThat(turned.values(2)).containsExactly(3, 4);
        }

        @Test
        void is_made_of_maps_which_keep_no_zero_and_know_their_columns() {
            SparseMatrix matrix = SparseMatrix.of(4, List.of(new TreeMap<>(Map.of(3, 2.0, 1, 0.0)), new TreeMap<>()));
            assertThat(matrix.indices(0)).containsExactly(3);
            assertThat(matrix.emptyRows()).containsExactly(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(3, List.of(new TreeMap<>(Map.of(3, 2.0)))))
                    .withMessage("row 0, column 3 is 2.0; there are 3 columns, and none holds NaN");
        }

        @Test
        void takes_numbers_of_a_table_and_refuses_text_and_missing_values() {
            Table table = Table.create(
                    "t",
                    DoubleColumn.create("x", new Double[] {1.0, null}),
                    DoubleColumn.create("y", 0, 5),
                    StringColumn.create("z", "a", "b"));
            assertThat(SparseMatrix.of(table, List.of("y")).get(1, 0)).isEqualTo(5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(table, List.of("y", "x")))
                    .withMessage("row 1 misses x; fill it in or drop the row, by name");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(table, List.of("z")))
                    .withMessage("column z is STRING; only numbers make a matrix");
        }

        @Test
        void refuses_no_rows_uneven_rows_and_nan() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(new double[0][]))
                    .withMessage("there are no rows; give at least one");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(new double[][] {{1, 2}, {1}}))
                    .withMessage("row 1 has 1 values and row 0 has 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparseMatrix.of(new double[][] {{1, 2}, {1, Double.NaN}}))
                    .withMessage("row 1, column 1 is NaN; fill it in or drop the row, by name");
        }
    }

    @Nested
    class Refuses {
        private final CountVectorizer all = CountVectorizer.standard();

        @Test
        void texts_without_any_term() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.fit(List.of("a b", "!", "")))
                    .withMessage("none of the 3 texts has a term; look at the texts and at tokenPattern");
        }

        @Test
        void limits_that_leave_nothing() {
            List<String> texts = List.of("aa bb", "cc");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.minDf(DocumentFrequency.count(2)).fit(texts))
                    .withMessage("none of 3 terms occurs in 2.0 to 2.0 texts; lower minDf or raise maxDf");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.minDf(DocumentFrequency.count(2))
                            .maxDf(DocumentFrequency.share(0.5))
                            .fit(texts))
                    .withMessage("maxDf is 1.0 texts and minDf 2.0; no term can be within");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DocumentFrequency.share(1.5))
                    .withMessage("a document frequency of 1.5 is no share; give 0 to 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DocumentFrequency.count(-1))
                    .withMessage("a document frequency of -1 texts is none; give 0 or more");
        }

        @Test
        void a_row_without_text_by_its_number() {
            String message = "row 1 has no text; give an empty one if it is empty";
            List<String> texts = Arrays.asList("aa", null);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.fit(texts))
                    .withMessage(message);
            BagOfWords bag = all.fit(List.of("aa"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bag.transform(texts))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bag.unknownShare(texts))
                    .withMessage(message);
        }

        @Test
        void terms_of_no_tokens() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.nGrams(2, 1))
                    .withMessage("terms of 2 to 1 tokens are none; give 1 <= min <= max");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all.maxFeatures(-1))
                    .withMessage("a vocabulary of at most -1 terms is none; give 1 or more, or 0 for no limit");
        }

        @Test
        void weights_for_other_columns_infinite_ones_and_negative_counts() {
            SparseMatrix counts = SparseMatrix.of(new double[][] {{1, 0}, {2, 0}});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TfidfTransformer.standard().idf(Idf.PLAIN).fit(counts))
                    .withMessage("column 1 is 0 in every row, so that its plain idf is infinite; take Idf.SMOOTH");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            TfidfTransformer.standard().fit(counts).transform(SparseMatrix.of(new double[][] {{1}})))
                    .withMessage("1 columns, and the weights are for 2; count with the vocabulary that was fitted");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TfidfTransformer.standard()
                            .tf(Tf.SUBLINEAR)
                            .fit(counts)
                            .transform(SparseMatrix.of(new double[][] {{1, -2}})))
                    .withMessage("row 0 has a negative count; counts are 0 or more");
        }
    }

    @Nested
    class Norms {
        @Test
        void make_each_row_of_length_one_and_leave_zeros_alone() {
            SparseMatrix counts =
                    CountVectorizer.standard().fit(List.of("aa bb cc", "")).transform(List.of("aa aa bb", ""));
            SparseMatrix unit = TfidfTransformer.standard().fit(counts).transform(counts);
            assertThat(Arrays.stream(unit.values(0)).map(x -> x * x).sum()).isCloseTo(1, within(1e-15)); // a few ulps
            assertThat(unit.values(1)).isEmpty();
        }
    }

    private static CountVectorizer vectorizer(Case c) {
        CountVectorizer v = CountVectorizer.standard();
        if (c.has("lowercase") && !c.arguments().get("lowercase").asBoolean()) {
            v = v.letterCase(CountVectorizer.LetterCase.AS_IS);
        }
        if (c.has("token_pattern")) {
            assertThat(c.text("token_pattern", ""))
                    .isEqualTo("(?u)\\b\\w+\\b"); // Python's, for tokens of one letter too
            v = v.tokenPattern("[\\p{L}\\p{N}_]+");
        }
        if (c.has("ngram_range")) {
            double[] range = c.doubles("ngram_range");
            v = v.nGrams((int) range[0], (int) range[1]);
        }
        if (c.has("min_df")) {
            v = v.minDf(limit(c.arguments().get("min_df")));
        }
        if (c.has("max_df")) {
            v = v.maxDf(limit(c.arguments().get("max_df")));
        }
        if (c.has("binary") && c.arguments().get("binary").asBoolean()) {
            v = v.counting(CountVectorizer.Counting.PRESENCE);
        }
        return v;
    }

    private static DocumentFrequency limit(JsonNode limit) {
        return limit.isInt() ? DocumentFrequency.count(limit.asInt()) : DocumentFrequency.share(limit.asDouble());
    }

    private static List<String> texts(Case c, String argument) {
        return c.elements(argument).map(JsonNode::asText).toList();
    }

    private static Object counts(Case c) {
        BagOfWords bag = vectorizer(c).fit(texts(c, "texts"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("vocabulary", bag.vocabulary());
        result.put("counts", pairs(bag.transform(texts(c, "texts"))));
        if (c.has("transform")) {
            result.put("transformed", pairs(bag.transform(texts(c, "transform"))));
        }
        return result;
    }

    private static Object tfidf(Case c) {
        var settings = TfidfTransformer.standard();
        if (isFalse(c, "use_idf")) {
            settings = settings.idf(Idf.NONE);
        } else if (isFalse(c, "smooth_idf")) {
            settings = settings.idf(Idf.PLAIN);
        }
        if (c.has("sublinear_tf") && c.arguments().get("sublinear_tf").asBoolean()) {
            settings = settings.tf(Tf.SUBLINEAR);
        }
        if (c.has("norm")) {
            JsonNode norm = c.arguments().get("norm");
            settings = settings.norm(
                    norm.isNull() ? Norm.NONE : Norm.valueOf(norm.asText().toUpperCase(java.util.Locale.ROOT)));
        }
        BagOfWords bag = vectorizer(c).fit(texts(c, "texts"));
        Tfidf tfidf = settings.fit(bag.transform(texts(c, "texts")));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("idf", tfidf.idf());
        result.put("vocabulary", bag.vocabulary());
        result.put("values", pairs(tfidf.transform(bag.transform(texts(c, "texts")))));
        if (c.has("transform")) {
            result.put("transformed", pairs(tfidf.transform(bag.transform(texts(c, "transform")))));
        }
        return result;
    }

    private static boolean isFalse(Case c, String argument) {
        return c.has(argument) && !c.arguments().get(argument).asBoolean();
    }

    private static List<List<List<Number>>> pairs(SparseMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .mapToObj(row -> IntStream.range(0, matrix.indices(row).length)
                        .mapToObj(i -> List.<Number>of(matrix.indices(row)[i], matrix.values(row)[i]))
                        .toList())
                .toList();
    }
}
