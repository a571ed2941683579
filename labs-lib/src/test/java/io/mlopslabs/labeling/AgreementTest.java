// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import static io.mlopslabs.labeling.Agreement.cohenKappa;
import static io.mlopslabs.labeling.Agreement.fleissKappa;
import static io.mlopslabs.labeling.Agreement.krippendorffAlpha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.labeling.Agreement.Chance;
import io.mlopslabs.labeling.Agreement.Level;
import io.mlopslabs.labeling.Agreement.Weights;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgreementTest {
    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            "sklearn.metrics.cohen_kappa_score",
            c -> c.elements("y1").findFirst().orElseThrow().isTextual()
                    ? cohen(c, JsonNode::asText)
                    : cohen(c, JsonNode::asInt),
            "statsmodels.stats.inter_rater.fleiss_kappa",
            c -> fleissKappa(
                            Matrices.ints2(c.arguments().get("table")),
                            Chance.valueOf(c.text("method", "fleiss").toUpperCase(Locale.ROOT)))
                    .value(),
            "statsmodels.stats.inter_rater.aggregate_raters",
            AgreementTest::aggregate,
            "krippendorff.alpha",
            AgreementTest::alpha);

    @TestFactory
    Stream<DynamicTest> agrees_with_scikit_learn_statsmodels_and_krippendorff() {
        return Golden.read("labeling/agreement").tests(CALLS);
    }

    @Test
    void no_case_is_skipped() {
        assertThat(Golden.read("labeling/agreement").cases()).hasSize(37).allSatisfy(c -> assertThat(CALLS)
                .containsKey(c.function()));
    }

    private static <L extends Comparable<? super L>> Object cohen(Case c, Function<JsonNode, L> label) {
        List<L> y1 = c.elements("y1").map(label).toList();
        List<L> y2 = c.elements("y2").map(label).toList();
        var ratings = Ratings.ofTable(
                List.of("one", "two"),
                IntStream.range(0, y1.size())
                        .mapToObj(i -> List.of(y1.get(i), y2.get(i)))
                        .toList());
        if (c.has("labels")) {
            ratings = ratings.withLabels(c.elements("labels").map(label).toList());
        }
        String weights = c.text("weights", "null");
        return cohenKappa(
                        ratings,
                        "one",
                        "two",
                        weights.equals("null") ? Weights.NONE : Weights.valueOf(weights.toUpperCase(Locale.ROOT)))
                .value();
    }

    private static Object aggregate(Case c) {
        var ratings = table(c.elements("ratings").toList());
        return Map.of("table", ratings.table(), "categories", ratings.labels());
    }

    private static Ratings<Integer> table(List<JsonNode> lines) {
        List<List<Integer>> rows = lines.stream()
                .map(line -> StreamSupport.stream(line.spliterator(), false)
                        .map(cell -> cell.isNull() ? null : cell.asInt())
                        .toList())
                .toList();
        return Ratings.ofTable(names(rows.get(0).size()), rows);
    }

    private static Object alpha(Case c) {
        List<JsonNode> raters = c.elements("reliability_data").toList();
        List<List<Integer>> units = IntStream.range(0, raters.get(0).size())
                .mapToObj(u -> raters.stream()
                        .map(line -> line.get(u).isNull() ? null : line.get(u).asInt())
                        .toList())
                .toList();
        return krippendorffAlpha(
                        Ratings.ofTable(names(raters.size()), units),
                        Level.valueOf(c.text("level_of_measurement", "").toUpperCase(Locale.ROOT)))
                .value();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Nested
    class Cohen {
        private final Ratings<String> ratings = Ratings.ofTable(
                List.of("ann", "bob", "cy"),
                List.of(
                        Arrays.asList("spam", "spam", null),
                        Arrays.asList("spam", "ham", null),
                        Arrays.asList("ham", "ham", "ham"),
                        Arrays.asList("ham", null, null),
                        Arrays.asList(null, null, null)));

        @Test
        void counts_items_that_both_rated_and_says_how_many_it_left_out() {
            // of three common items two agree: observed 2/3, by chance (2*1 + 1*2)/9 = 4/9
            var kappa = cohenKappa(ratings, "ann", "bob", Weights.NONE);
            assertThat(kappa.value()).isCloseTo((2 / 3.0 - 4 / 9.0) / (1 - 4 / 9.0), within(1e-15));
            assertThat(kappa.items()).isEqualTo(3);
            assertThat(kappa.leftOut()).isEqualTo(2);
        }

        @Test
        void says_nothing_about_an_annotator_with_one_item_who_agrees_on_it() {
            assertThat(cohenKappa(ratings, "ann", "cy", Weights.NONE)).isEqualTo(new Agreement(Double.NaN, 1, 4));
        }

        @Test
        void names_annotators_without_an_item_in_common_and_an_unknown_one() {
            var apart =
                    Ratings.ofTable(List.of("ann", "bob"), List.of(Arrays.asList("a", null), Arrays.asList(null, "b")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cohenKappa(apart, "ann", "bob", Weights.NONE))
                    .withMessage("annotators \"ann\" and \"bob\" rated no item in common");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cohenKappa(apart, "ann", "dan", Weights.NONE))
                    .withMessage("there is no annotator \"dan\"; there are [ann, bob]");
        }

        @Test
        void refuses_two_ratings_of_one_item_by_one_annotator() {
            var twice = Ratings.of(List.of(
                    new Ratings.Rating<>("7", "ann", 1),
                    new Ratings.Rating<>("7", "ann", 2),
                    new Ratings.Rating<>("7", "bob", 1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cohenKappa(twice, "ann", "bob", Weights.NONE))
                    .withMessage(
                            "annotator \"ann\" rated item \"7\" more than once; agreement takes one rating of each");
        }

        @ParameterizedTest
        @EnumSource(Weights.class)
        void does_not_depend_on_who_comes_first(Weights weights) {
            var random = random(3, 50, 0.2, 4);
            assertThat(cohenKappa(random, "0", "2", weights).value())
                    .isCloseTo(
                            cohenKappa(random, "2", "0", weights).value(),
                            within(1e-14)); // sums of 50 in another order
        }
    }

    @Nested
    class Fleiss {
        @Test
        void names_the_item_with_another_number_of_ratings_or_too_few() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fleissKappa(new int[][] {{3, 0}, {1, 1}}, Chance.FLEISS))
                    .withMessage("item 1 has 2 ratings and item 0 has 3; Fleiss' kappa needs as many for each item,"
                            + " Krippendorff's alpha does not");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fleissKappa(new int[][] {{1, 0}}, Chance.FLEISS))
                    .withMessage("item 0 has 1 ratings; agreement needs two or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fleissKappa(new int[][] {{1, 1}, {2}}, Chance.FLEISS))
                    .withMessage("item 1 has 1 columns for 2 labels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fleissKappa(new int[][] {{1, 1}, {3, -1}}, Chance.FLEISS))
                    .withMessage("item 1 has a negative count");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fleissKappa(new int[0][], Chance.FLEISS))
                    .withMessage("the table is empty; give one line per item and one column per label");
        }

        @Test
        void chance_is_all_labels_alike_for_randolph_even_if_one_is_rare() {
            // 9 of 10 items are unanimously 0, one splits 1:1: observed 0.9, by chance 0.5
            int[][] table = new int[10][];
            Arrays.fill(table, new int[] {2, 0});
            table[9] = new int[] {1, 1};
            assertThat(fleissKappa(table, Chance.RANDOLPH).value()).isCloseTo(0.8, within(1e-15));
            assertThat(fleissKappa(table, Chance.FLEISS).value()).isNegative();
        }
    }

    @Nested
    class Krippendorff {
        @Test
        void counts_items_with_two_ratings_and_says_how_many_it_left_out() {
            var ratings = Ratings.ofTable(
                    List.of("a", "b"),
                    List.of(List.of(1, 1), List.of(2, 2), Arrays.asList(9, null), Arrays.asList(null, null)));
            assertThat(krippendorffAlpha(ratings, Level.ORDINAL)).isEqualTo(new Agreement(1, 2, 2));
        }

        @Test
        void refuses_what_leaves_nothing_to_compare() {
            var one = Ratings.ofTable(List.of("a", "b"), List.of(List.of("x", "x"), Arrays.asList("y", null)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> krippendorffAlpha(one, Level.NOMINAL))
                    .withMessage(
                            "the items with two ratings or more hold one label only; alpha needs two labels to judge by");
            var single = Ratings.ofTable(List.of("a", "b"), List.of(Arrays.asList("x", null)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> krippendorffAlpha(single, Level.NOMINAL))
                    .withMessage("no item has two ratings; nothing can be compared");
            var text = Ratings.ofTable(List.of("a", "b"), List.of(List.of("low", "high")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> krippendorffAlpha(text, Level.INTERVAL))
                    .withMessage("the label \"high\" is no number; INTERVAL distances need numbers");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void is_fleiss_kappa_but_for_the_small_sample_where_everybody_rated(long seed) {
            var ratings = random(4, 200, 0, seed);
            double n = 4 * 200;
            double fleiss = fleissKappa(ratings.table(), Chance.FLEISS).value();
            // D_e differs by the factor n / (n - 1): Krippendorff 2011, "Agreement and information in the reliability
            // of coding"
            assertThat(krippendorffAlpha(ratings, Level.NOMINAL).value())
                    .isCloseTo(1 - (1 - fleiss) * (n - 1) / n, within(1e-12)); // sums of 800
        }

        @Test
        void takes_a_hundred_thousand_items_by_twenty_annotators() {
            var votes = LabelMatrix.of(Synthetic.votes(100_000, 20, 3, 1).votes(), 3);
            var alpha = krippendorffAlpha(Ratings.of(votes), Level.NOMINAL);
            assertThat(alpha.items() + alpha.leftOut()).isEqualTo(100_000);
            assertThat(alpha.value()).isBetween(0.0, 1.0);
        }
    }

    static Ratings<Integer> random(int annotators, int items, double missing, long seed) {
        var random = new SplittableRandom(seed);
        List<List<Integer>> table = IntStream.range(0, items)
                .mapToObj(i -> {
                    int truth = random.nextInt(4);
                    return IntStream.range(0, annotators)
                            .mapToObj(a -> random.nextDouble() < missing
                                    ? null
                                    : (Integer) (random.nextDouble() < 0.7 ? truth : random.nextInt(4)))
                            .toList();
                })
                .toList();
        return Ratings.ofTable(names(annotators), table);
    }
}
