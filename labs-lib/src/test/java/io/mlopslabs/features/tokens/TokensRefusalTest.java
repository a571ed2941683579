// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hashes, texts and embeddings do at their edges, and what they say to what they do not take. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokensRefusalTest {
    private static final double[][] TABLE = {{1, 2}, {3, 4}};

    private static Rows numbers(Object... numbers) {
        return Rows.of().with("x", Kind.scalar(DType.INT64), numbers);
    }

    private static Rows lists(DType dtype, Object... rows) {
        return Rows.of().with("x", Kind.ragged(dtype), rows);
    }

    private static Values made(Rows rows, UnaryOperator<Column> operation) {
        return rows.transformed((in, out) -> out.put("y", operation.apply(in.column("x"))), "y");
    }

    private static void refused(Rows rows, UnaryOperator<Column> operation, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    var graph = Preprocessing.of(
                                    rows.spec(), (in, out) -> out.put("y", operation.apply(in.column("x"))))
                            .analyze(rows.batch());
                    graph.transform(rows.batch());
                })
                .withMessage(message);
    }

    @Nested
    class Hashes {
        @Test
        void numbers_are_hashed_as_texts_only_on_request() {
            refused(
                    numbers(1L),
                    x -> Hash.hashStrings(x, 10),
                    "hash_strings of column x: takes texts, not INT64; cast numbers to STRING first");
            assertThat(made(numbers(42L), x -> Hash.fingerprint64(x.cast(DType.STRING))))
                    .isEqualTo(Values.int64(623910487284905736L)); // of "42" in golden/features/tft_hashing.json
        }

        @Test
        void there_is_a_bucket() {
            refused(Rows.texts("a"), x -> Hash.hashStrings(x, 0), "takes 1 bucket or more, not 0");
            refused(Rows.texts("a"), x -> Hash.crossHashed(-1, x, x), "takes 1 bucket or more, not -1");
        }

        @Test
        void half_a_surrogate_pair_has_no_hash() {
            refused(
                    Rows.texts("a", "b\uDE00"),
                    x -> Hash.hashStrings(x, 10),
                    "hash_strings of column x, row 1: character 1 of the text is half a surrogate pair, U+DE00, which UTF-8 cannot"
                            + " write; mend or drop the text first");
        }

        @Test
        void a_cross_takes_two_columns_without_fractions() {
            refused(Rows.texts("a"), x -> Hash.cross(x), "cross of column x: takes two columns or more");
            refused(
                    Rows.of().with("x", Kind.scalar(DType.FLOAT32), 1.0),
                    x -> Hash.crossHashed(10, x, x),
                    "cross of column x: takes texts and whole numbers, not FLOAT32; put fractions into buckets first");
        }
    }

    @Nested
    class Texts {
        @Test
        void numbers_are_no_tokens() {
            refused(
                    numbers(1L),
                    x -> Text.ngrams(x, 1, 2, " "),
                    "ngrams of column x: takes texts, not INT64; cast numbers to STRING first");
            refused(
                    numbers(1L),
                    x -> Text.split(x),
                    "split of column x: takes texts, not INT64; cast numbers to STRING first");
        }

        @Test
        void lengths_of_n_grams_start_at_1_and_ascend() {
            refused(
                    Rows.texts("a"),
                    x -> Text.ngrams(x, 0, 2, " "),
                    "takes lengths from 1 up, the shortest first, not 0 to 2");
            refused(
                    Rows.texts("a"),
                    x -> Text.ngrams(x, 2, 1, " "),
                    "takes lengths from 1 up, the shortest first, not 2 to 1");
        }

        @Test
        void white_space_separates_in_runs_and_a_separator_each_time() { // as str.split and bytes.split in Python
            assertThat(Rows.rows(made(Rows.texts("  a\t b\n", " ", "\u00A0"), Text::split)))
                    .isEqualTo(List.of(List.of("a", "b"), List.of(), List.of("\u00A0")));
            assertThat(Rows.rows(made(Rows.texts("1<>2<><>3", "", "<>"), x -> Text.split(x, "<>"))))
                    .isEqualTo(List.of(List.of("1", "2", "", "3"), List.of(""), List.of("", "")));
            refused(Rows.texts("a"), x -> Text.split(x, ""), "takes a separator of 1 character or more");
        }

        @Test
        void a_NaN_and_a_zero_of_either_sign_come_once() {
            assertThat(Rows.rows(made(
                            lists(DType.FLOAT64, List.of(Double.NaN, 0.0, Double.NaN, -0.0)),
                            Text::deduplicateTensorPerRow)))
                    .isEqualTo(List.of(List.of(Double.NaN, 0.0)));
        }

        @Test
        void segments_are_sorted_whole_numbers() {
            refused(
                    lists(DType.INT64, List.of(1L, 0L)),
                    Text::segmentIndices,
                    "segment_indices of column x, row 0: segment id 0 comes after 1; segment ids are sorted");
            refused(
                    Rows.texts("a"),
                    Text::segmentIndices,
                    "segment_indices of column x: takes segment ids that are INT64, not STRING");
        }

        @Test
        void a_place_beyond_the_width_or_taken_twice_is_refused() {
            refused(
                    lists(DType.INT64, List.of(3L)),
                    x -> Text.sparseTensorToDenseWithShape(x, x, 3, 0),
                    "sparse_tensor_to_dense_with_shape of column x, row 0: place 3 is not one of 0 to 2");
            refused(
                    lists(DType.INT64, List.of(1L, 1L)),
                    x -> Text.sparseTensorToDenseWithShape(x, x, 3, 0),
                    "sparse_tensor_to_dense_with_shape of column x, row 0: place 1 has two values");
            refused(
                    lists(DType.INT64, List.of(1L)),
                    x -> Text.sparseTensorToDenseWithShape(x, x, 3, 0.5),
                    "sparse_tensor_to_dense_with_shape of column x: takes a whole default for INT64[ragged], not 0.5");
        }

        @Test
        void texts_have_no_tf_idf_before_a_vocabulary() {
            refused(
                    Rows.texts("a"),
                    x -> Text.tfidf(x, 3, Text.Smoothing.SMOOTH).tfidfWeight(),
                    "ids_modulo of column x: takes ids that are INT64, not STRING; apply a vocabulary first");
        }

        @Test
        void an_id_that_no_row_had_has_no_idf_without_smoothing() {
            var options = VocabularyOptions.of().numOovBuckets(1);
            var graph = Rows.texts("a", "b").analyzed((in, out) -> {
                var vocabulary = Vocabulary.vocabulary(in.column("x"), options);
                Column ids = Vocabulary.applyVocabulary(in.column("x"), vocabulary, options);
                out.put(
                        "w",
                        Text.tfidf(ids, vocabulary, options, Text.Smoothing.NONE)
                                .tfidfWeight());
            });
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.transform(Rows.texts("new").batch()))
                    .withMessage(
                            "tfidf_weights of column x, row 0: no analyzed row has id 2, so that its inverse document frequency"
                                    + " is infinite; use Smoothing.SMOOTH");
        }
    }

    @Nested
    class Embeddings {
        @Test
        void an_id_without_a_vector_is_no_zero() {
            refused(
                    numbers(1L, -1L),
                    x -> Embedding.lookup(x, TABLE),
                    "embedding_lookup of column x, row 1: id -1 has no vector; the table has those of 0 to 1: give unknown ids a"
                            + " vector, or the vocabulary an OOV bucket with a row");
            refused(
                    numbers(2L),
                    x -> Embedding.oneHot(x, 2),
                    "one_hot of column x, row 0: id 2 is not one of 0 to 1; give the vocabulary OOV buckets, or unknown ids no 1 by"
                            + " Unknown.ZEROS");
        }

        @Test
        void a_stated_vector_stands_for_it() {
            assertThat(Rows.rows(made(numbers(1L, -1L, 7L), x -> Embedding.lookup(x, TABLE, new double[] {0, 9}))))
                    .isEqualTo(List.of(List.of(3.0, 4.0), List.of(0.0, 9.0), List.of(0.0, 9.0)));
            assertThat(Rows.rows(made(numbers(1L, -1L), x -> Embedding.oneHot(x, 2, Embedding.Unknown.ZEROS))))
                    .isEqualTo(List.of(List.of(0.0, 1.0), List.of(0.0, 0.0)));
        }

        @Test
        void the_vectors_of_a_row_are_pooled() {
            Rows ids = lists(DType.INT64, List.of(0L, 1L), List.of());
            double[] none = {5, 5};
            assertThat(Rows.rows(made(ids, x -> Embedding.pooled(x, TABLE, none, Embedding.Pooling.MEAN))))
                    .isEqualTo(List.of(List.of(2.0, 3.0), List.of(5.0, 5.0)));
            assertThat(Rows.rows(made(ids, x -> Embedding.pooled(x, TABLE, none, Embedding.Pooling.SUM))))
                    .isEqualTo(List.of(List.of(4.0, 6.0), List.of(5.0, 5.0)));
        }

        @Test
        void a_row_of_several_ids_is_pooled_or_multi_hot() {
            refused(
                    lists(DType.INT64, List.of(0L)),
                    x -> Embedding.lookup(x, TABLE),
                    "embedding_lookup of column x: takes as many ids in each row, not INT64[ragged]; pool the vectors of a row");
            refused(
                    lists(DType.INT64, List.of(0L)),
                    x -> Embedding.oneHot(x, 3),
                    "one_hot of column x: takes one id per row, not INT64[ragged]; multiHot takes several");
            assertThat(Rows.rows(made(
                            lists(DType.INT64, List.of(2L, 0L, 2L), List.of()),
                            x -> Embedding.multiHot(x, 3, Embedding.Unknown.ERROR))))
                    .isEqualTo(List.of(List.of(1.0, 0.0, 1.0), List.of(0.0, 0.0, 0.0)));
        }

        @Test
        void texts_are_no_ids() {
            refused(
                    Rows.texts("a"),
                    x -> Embedding.lookup(x, TABLE),
                    "embedding_lookup of column x: takes ids that are INT64, not STRING; apply a vocabulary first");
        }

        @Test
        void an_uneven_table_is_refused() {
            refused(
                    numbers(0L),
                    x -> Embedding.lookup(x, new double[][] {{1, 2}, {3}}),
                    "the vector of id 1 has 1 numbers, and that of id 0 2");
            refused(
                    numbers(0L),
                    x -> Embedding.lookup(x, TABLE, new double[3]),
                    "the vector of unknown ids has 3 numbers, and the table's have 2");
        }

        @Test
        void a_table_is_read_from_a_file(@TempDir Path folder) throws IOException {
            Path file = folder.resolve("table.txt");
            Files.writeString(file, "1 2.5\n-3\t4e2\n");
            assertThat(Embedding.read(file)).isDeepEqualTo(new double[][] {{1, 2.5}, {-3, 400}});
            Files.writeString(file, "1 2\n3\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Embedding.read(file))
                    .withMessage(file + ": line 2 has 1 numbers, and line 1 has 2");
            Files.writeString(file, "1 NaN\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Embedding.read(file))
                    .withMessage(file + ": line 1: \"NaN\" is no finite number");
            Files.writeString(file, "");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Embedding.read(file))
                    .withMessage(file + ": this table has no line");
        }
    }
}
