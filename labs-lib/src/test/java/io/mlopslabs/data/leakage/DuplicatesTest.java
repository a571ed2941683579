// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.Split;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DuplicatesTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "formula.jaccard_word_shingles",
            DuplicatesTest::overlap,
            "formula.near_duplicates",
            c -> result(Duplicates.near(texts(c), c.number("threshold", 0))));

    @TestFactory
    Stream<DynamicTest> near_duplicates_agree_with_plain_python() {
        return Golden.read("labeling/near_duplicates").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("labeling/near_duplicates").cases())
                .hasSize(22)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    @Nested
    class Exact {
        @Test
        void finds_the_391_repeated_rows_of_spambase() {
            Duplicates duplicates = Duplicates.exact(Datasets.load("spambase"));
            assertThat(duplicates.copies()).isEqualTo(391);
            assertThat(duplicates.pairs()).hasSize(391);
            assertThat(duplicates.firsts()).hasSize(4_601 - 391);
            assertThat(duplicates).hasToString("391 of 4601 rows are copies of an earlier one");
        }

        @Test
        void takes_missing_for_equal_to_missing_and_not_to_any_value() {
            var numbers = DoubleColumn.create("x", new Double[] {null, 1.0, null, 1.0, null});
            var texts = StringColumn.create("t", "a", "", "a", "b", null);
            assertThat(Duplicates.exact(Table.create("t", numbers, texts)).clusters())
                    .containsExactly(0, 1, 0, 3, 4);
        }

        @Test
        void links_each_copy_to_the_first_of_its_kind() {
            assertThat(Duplicates.exact(List.of("a", "b", "a", "a")).pairs())
                    .containsExactly(new Duplicates.Pair(0, 2, 1), new Duplicates.Pair(0, 3, 1));
        }
    }

    @Nested
    class Keeping_copies_together {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void leaves_no_copy_of_a_test_row_in_train(long seed) {
            Duplicates duplicates = Duplicates.exact(Datasets.load("spambase"));
            Split split = duplicates.split(0.2, seed);
            assertThat(duplicates.across(split)).isEmpty();
            assertThat(split.test().length).isBetween(900, 921); // ceil(4601 / 5) at most
        }
    }

    @Nested
    class Min_hash {
        private final List<String> texts = texts(400);

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void misses_no_more_pairs_than_the_formula_says_and_invents_none(long seed) {
            var lsh = new MinHashLsh(20, 5, seed);
            List<Duplicates.Pair> all = Duplicates.near(texts, 0.5).pairs();
            List<Duplicates.Pair> found = Duplicates.near(texts, 0.5, lsh).pairs();
            assertThat(all).hasSizeGreaterThan(100).containsAll(found);
            double expected = all.stream()
                    .mapToDouble(pair -> lsh.candidateProbability(pair.jaccard()))
                    .sum();
            double variance = all.stream()
                    .mapToDouble(pair -> lsh.candidateProbability(pair.jaccard()))
                    .map(p -> p * (1 - p))
                    .sum();
            // Four sigma and one pair; pairs of one cluster share hashes, the seeds are fixed.
            assertThat((double) found.size()).isCloseTo(expected, within(4 * Math.sqrt(variance) + 1));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void estimates_the_similarity_by_the_share_of_equal_places(long seed) {
            var lsh = new MinHashLsh(1, 2_000, seed);
            Shingles a = Shingles.of("one two three four five six seven eight nine ten");
            Shingles b = Shingles.of("one two three four five six seven eight nine eleven");
            long[] left = lsh.signature(a);
            long[] right = lsh.signature(b);
            double equal = IntStream.range(0, left.length)
                            .filter(i -> left[i] == right[i])
                            .count()
                    / 2_000.0;
            double truth = 7 / 9.0; // 8 triples each, 7 in common
            assertThat(a.jaccard(b)).isEqualTo(truth);
            assertThat(equal).isCloseTo(truth, within(4 * Math.sqrt(truth * (1 - truth) / 2_000)));
        }

        @Test
        void knows_the_s_curve() {
            assertThat(new MinHashLsh(2, 1, 0).candidateProbability(0.5)).isEqualTo(0.75); // 1 - (1 - 1/2)^2
            assertThat(new MinHashLsh(20, 5, 0).candidateProbability(0)).isZero();
            assertThat(new MinHashLsh(20, 5, 0).candidateProbability(1)).isEqualTo(1);
        }

        @Test
        void finds_equal_texts_and_wordless_texts_for_certain() {
            assertThat(Duplicates.near(List.of("!", "a b c", "?", "A b c"), 0.9, new MinHashLsh(1, 9, 3))
                            .clusters())
                    .containsExactly(0, 1, 0, 1);
        }

        @Test
        void refuses_no_bands() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MinHashLsh(0, 5, 1))
                    .withMessage("0 bands of 5 rows are none; give 1 or more of each");
        }

        /** Sentences of a small vocabulary, each followed by a copy with some words changed. */
        private static List<String> texts(int n) {
            var random = new SplittableRandom(11);
            List<List<String>> texts = new java.util.ArrayList<>();
            while (texts.size() < n) {
                List<String> text =
                        random.ints(30, 0, 500).mapToObj(i -> "w" + i).collect(Collectors.toList());
                texts.add(List.copyOf(text));
                for (int change = random.nextInt(4); change > 0; change--) {
                    text.set(random.nextInt(30), "x" + random.nextInt(500));
                }
                texts.add(text);
            }
            return texts.stream().map(words -> String.join(" ", words)).toList();
        }
    }

    @Nested
    class Refuses {
        @Test
        void a_threshold_that_is_no_similarity() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Duplicates.near(List.of("a"), 0))
                    .withMessage("threshold is 0.0; it is a similarity above 0 and at most 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Duplicates.near(List.of("a"), Double.NaN))
                    .withMessage("threshold is NaN; it is a similarity above 0 and at most 1");
        }

        @Test
        void a_row_without_text_by_its_number() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Duplicates.near(Arrays.asList("a", null), 0.5))
                    .withMessage("row 1 has no text; give an empty one if it is empty");
        }

        @Test
        void a_shingle_of_no_words() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Shingles.of("a", 0))
                    .withMessage("a shingle of 0 words is none; give 1 or more");
        }
    }

    private static Object overlap(Case c) {
        int k = (int) c.number("k", 3);
        Shingles a = Shingles.of(c.text("a", null), k);
        Shingles b = Shingles.of(c.text("b", null), k);
        if (k == Shingles.WORDS) {
            assertThat(Shingles.of(c.text("a", null)).runs()).isEqualTo(a.runs());
        }
        return Map.of(
                "intersection", a.intersection(b),
                "union", a.union(b),
                "shingles_a", a.size(),
                "shingles_b", b.size(),
                "jaccard", a.jaccard(b));
    }

    private static List<String> texts(Case c) {
        return c.elements("texts").map(JsonNode::asText).toList();
    }

    private static Object result(Duplicates duplicates) {
        assertThat(Set.copyOf(Arrays.stream(duplicates.firsts()).boxed().toList()))
                .isEqualTo(Arrays.stream(duplicates.clusters()).boxed().collect(Collectors.toSet()));
        return Map.of(
                "pairs",
                duplicates.pairs().stream()
                        .map(pair -> List.of(pair.first(), pair.second(), pair.jaccard()))
                        .toList(),
                "cluster_of_text",
                duplicates.clusters());
    }
}
