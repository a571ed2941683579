// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.features.selection.FeatureScores.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InformationCriterionTest {
    private static final double ROUNDING = 1e-10; // differences of entropies of some hundred rows
    private static final int BINS = 4;

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    /** Categories, some about the class, some about each other, one constant. */
    private static double[][] categories(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[240][];
        Arrays.setAll(rows, i -> {
            int y = i % 3;
            int about = random.nextInt(3) == 0 ? random.nextInt(4) : y;
            int weakly = random.nextInt(2) == 0 ? random.nextInt(4) : y;
            return new double[] {
                random.nextInt(4),
                about,
                random.nextInt(4) == 0 ? random.nextInt(4) : about,
                weakly,
                2,
                y == 1 ? 1 : random.nextInt(2)
            };
        });
        return rows;
    }

    private static List<Integer> labels() {
        return IntStream.range(0, 240).mapToObj(i -> i % 3).toList();
    }

    private static List<Object> joint(double[][] rows, int... columns) {
        return Arrays.stream(rows)
                .map(row ->
                        (Object) Arrays.stream(columns).mapToObj(j -> row[j]).toList())
                .toList();
    }

    private static double information(List<?> a, List<?> b) {
        return DiscreteInformation.of(a, b).nats();
    }

    /** The criterion of a candidate as its paper defines it. */
    private static double byDefinition(
            InformationCriterion criterion, double[][] rows, List<?> y, List<Integer> before, int j) {
        double alone = information(joint(rows, j), y);
        var each = before.stream().mapToDouble(s -> switch (criterion) {
            case MRMR -> information(joint(rows, j), joint(rows, s));
            case JMI -> information(joint(rows, j, s), y);
            // I(j; y | s) by the chain rule
            case CMIM -> information(joint(rows, j, s), y) - information(joint(rows, s), y);
        });
        if (before.isEmpty()) {
            return alone;
        }
        return switch (criterion) {
            case MRMR -> alone - each.average().orElseThrow();
            case JMI -> each.average().orElseThrow();
            case CMIM -> Math.min(alone, each.min().orElseThrow());
        };
    }

    @ParameterizedTest
    @CsvSource({"MRMR, 1", "MRMR, 2", "MRMR, 3", "JMI, 1", "JMI, 2", "JMI, 3", "CMIM, 1", "CMIM, 2", "CMIM, 3"})
    void every_choice_is_the_best_by_the_definition_and_has_its_score(InformationCriterion criterion, long seed) {
        double[][] rows = categories(seed);
        FeatureTable x = FeatureTable.unnamed(rows);
        List<Integer> before = new ArrayList<>();
        for (Score score : criterion.rank(x, labels(), 6, BINS)) {
            int chosen = x.names().indexOf(score.feature());
            double best = IntStream.range(0, 6)
                    .filter(j -> !before.contains(j))
                    .mapToDouble(j -> byDefinition(criterion, rows, labels(), before, j))
                    .max()
                    .orElseThrow();
            assertThat(byDefinition(criterion, rows, labels(), before, chosen)).isCloseTo(best, within(ROUNDING));
            assertThat(score.score()).as(score.feature()).isCloseTo(best, within(ROUNDING));
            before.add(chosen);
        }
        assertThat(before).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    /** The class is whether two coins differ: neither says anything alone, together they say all. */
    @Test
    void only_criteria_that_look_at_pairs_find_what_two_columns_say_together() {
        double[][] rows = new double[64][];
        Arrays.setAll(rows, i -> new double[] {i & 1, i >> 2 & 1, i >> 1 & 1});
        List<Integer> differ =
                IntStream.range(0, 64).mapToObj(i -> (i ^ i >> 1) & 1).toList();
        FeatureTable coins = FeatureTable.of(List.of("first", "noise", "second"), rows);
        assertThat(InformationCriterion.MRMR.rank(coins, differ, 2, BINS))
                .last()
                .extracting(Score::feature)
                .isEqualTo("noise");
        List<Score> chosen = InformationCriterion.JMI.rank(coins, differ, 2, BINS);
        assertThat(chosen).extracting(Score::feature).containsExactly("first", "second");
        assertThat(chosen.get(1).score()).isCloseTo(Math.log(2), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource
    void the_first_choice_is_the_most_informative_column_and_of_copies_the_earlier(InformationCriterion criterion) {
        double[][] rows = categories(4);
        FeatureTable x = FeatureTable.of(
                List.of("noise", "about", "copy"),
                Arrays.stream(rows).map(r -> new double[] {r[0], r[1], r[1]}).toArray(double[][]::new));
        Score first = criterion.rank(x, labels(), 1, BINS).get(0);
        assertThat(first.feature()).isEqualTo("about");
        assertThat(first.score()).isCloseTo(information(joint(rows, 1), labels()), within(ROUNDING));
        assertThat(criterion.select(x, labels(), 2, BINS).names()).hasSize(2).contains("about");
        FeatureTable twelve = FeatureTable.unnamed(Arrays.stream(rows)
                .map(row -> IntStream.range(0, 12).mapToDouble(j -> row[1]).toArray())
                .toArray(double[][]::new));
        assertThat(criterion.rank(twelve, labels(), 3, BINS))
                .extracting(Score::feature)
                .containsExactly("x0", "x1", "x2");
    }

    @Test
    void the_two_that_see_redundancy_take_a_copy_last() {
        double[][] rows = categories(5);
        FeatureTable x = FeatureTable.of(
                List.of("about", "copy", "weakly", "noise"),
                Arrays.stream(rows)
                        .map(r -> new double[] {r[1], 3 - r[1], r[3], r[0]})
                        .toArray(double[][]::new));
        assertThat(InformationCriterion.MRMR.rank(x, labels(), 4, BINS))
                .last()
                .extracting(Score::feature)
                .isEqualTo("copy");
        assertThat(InformationCriterion.CMIM.rank(x, labels(), 4, BINS))
                .last()
                .extracting(Score::feature)
                .isEqualTo("copy");
    }

    /** Numbers of many values go into equal widths, which the categories of {@code EqualWidthBins} are. */
    @ParameterizedTest
    @EnumSource
    void numbers_are_judged_by_their_bins(InformationCriterion criterion) {
        FeatureTable x = SklearnData.WDBC.x();
        double[][] binned = new double[x.rows()][x.columns()];
        for (int j = 0; j < x.columns(); j++) {
            int[] bins = EqualWidthBins.of(x.column(j), 10);
            for (int i = 0; i < bins.length; i++) {
                binned[i][j] = 100 + 7 * bins[i]; // categories by any name
            }
        }
        List<Score> given = criterion.rank(FeatureTable.of(x.names(), binned), SklearnData.WDBC.labels(), 5, 10);
        List<Score> found = criterion.rank(x, SklearnData.WDBC.labels(), 5, 10);
        for (int i = 0; i < 5; i++) {
            assertThat(found.get(i).feature()).isEqualTo(given.get(i).feature());
            assertThat(found.get(i).score()).isCloseTo(given.get(i).score(), within(ROUNDING));
        }
    }

    @Test
    void bins_take_a_value_on_an_inner_edge_up_and_the_largest_into_the_last() {
        assertThat(EqualWidthBins.of(new double[] {0, 1, 2, 3, 3.9, 4, 8}, 4)).containsExactly(0, 0, 1, 1, 1, 2, 3);
        assertThat(EqualWidthBins.of(new double[] {5, -7, 5, 1e300}, 3)).containsExactly(1, 0, 1, 2);
        assertThat(EqualWidthBins.of(new double[] {-0.0, 0.0}, 2)).containsExactly(0, 0);
        assertThat(EqualWidthBins.of(new double[] {-1.7e308, 0, 1, 1.7e308}, 2)).containsExactly(0, 1, 1, 1);
    }

    @Test
    void refuses_counts_that_make_no_sense_and_rows_it_cannot_read() {
        FeatureTable x = FeatureTable.of(List.of("a", "b"), new double[][] {{1, 2}, {3, 4}});
        InformationCriterion mrmr = InformationCriterion.MRMR;
        refused(
                () -> mrmr.rank(x, List.of(1, 2), 3, 4),
                "MRMR: k is 3 and there are 2 columns; choose at least 1 and at most all");
        refused(
                () -> mrmr.rank(x, List.of(1, 2), 0, 4),
                "MRMR: k is 0 and there are 2 columns; choose at least 1 and at most all");
        refused(() -> mrmr.rank(x, List.of(1, 2), 1, 1), "MRMR: 1 bins tell nothing apart; give at least 2");
        refused(
                () -> mrmr.rank(x, List.of(1, 1), 1, 4),
                "MRMR: every row has the label 1; give rows of at least two classes");
        FeatureTable gap = FeatureTable.of(List.of("a"), new double[][] {{1}, {Double.NaN}});
        refused(
                () -> InformationCriterion.CMIM.rank(gap, List.of(1, 2), 1, 4),
                "CMIM: column 'a' misses row 1; fill it in, or leave out the row or the column");
    }
}
