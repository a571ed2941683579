// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.augment.Resampled.Origin;
import io.mlopslabs.augment.Resampler.Adasyn;
import io.mlopslabs.augment.Resampler.BorderlineSmote;
import io.mlopslabs.augment.Resampler.BorderlineSmote.Kind;
import io.mlopslabs.augment.Resampler.RandomOverSampler;
import io.mlopslabs.augment.Resampler.RandomUnderSampler;
import io.mlopslabs.augment.Resampler.Smote;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResamplerTest {
    private static final SamplingStrategy AUTO = SamplingStrategy.auto();
    private static final String OVER = "imblearn.over_sampling.";
    private static final String UNDER = "imblearn.under_sampling.";

    private static final Map<String, Function<Case, Object>> CALLS = Map.of(
            OVER + "SMOTE",
            ResamplerTest::smote,
            "sklearn.neighbors.NearestNeighbors",
            ResamplerTest::neighbours,
            OVER + "BorderlineSMOTE",
            ResamplerTest::borderline,
            OVER + "ADASYN",
            ResamplerTest::adasyn,
            OVER + "RandomOverSampler",
            c -> Map.of("counts", counts(RandomOverSampler.auto(), c)),
            UNDER + "RandomUnderSampler",
            c -> Map.of("counts", counts(RandomUnderSampler.auto(), c)),
            OVER + "RandomOverSampler(ratio)",
            c -> Map.of("counts", counts(new RandomOverSampler(ratio(c)), c)),
            UNDER + "RandomUnderSampler(ratio)",
            c -> Map.of("counts", counts(new RandomUnderSampler(ratio(c)), c)),
            OVER + "SMOTE(ratio)",
            c -> Map.of("counts", counts(new Smote(5, ratio(c)), c)));

    @TestFactory
    Stream<DynamicTest> agrees_with_imbalanced_learn() {
        return Golden.read("augment/resampling").tests(CALLS);
    }

    @Test
    void every_case_of_imbalanced_learn_is_run() {
        assertThat(Golden.read("augment/resampling").cases())
                .hasSize(31)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }

    private static double[][] x(Case c) {
        return c.elements("x").map(ResamplerTest::numbers).toArray(double[][]::new);
    }

    private static double[] numbers(JsonNode row) {
        return StreamSupport.stream(row.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static int[] whole(Case c, String argument) {
        return c.elements(argument).mapToInt(JsonNode::asInt).toArray();
    }

    private static int k(Case c) {
        return (int) c.number("k", Double.NaN);
    }

    private static SamplingStrategy ratio(Case c) {
        return SamplingStrategy.ratio(c.number("ratio", Double.NaN));
    }

    private static int[] counts(Resampler resampler, Case c) {
        return Tabular.counts(resampler.fitResample(x(c), whole(c, "y"), 1).y()).values().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The reference's own draws give the reference's rows; ours give as many. */
    private static Object smote(Case c) {
        List<Origin> origins = c.elements("origins")
                .map(o ->
                        new Origin(o.get(0).asInt(), o.get(1).asInt(), o.get(2).asDouble()))
                .toList();
        return Map.of(
                "rows", new Resampled(x(c), whole(c, "y"), origins).x(), "counts", counts(new Smote(k(c), AUTO), c));
    }

    private static Object neighbours(Case c) {
        int[] rows = whole(c, "rows");
        return Map.of(
                "own",
                Neighbours.ofClass("SMOTE", "kNeighbors", x(c), 0, rows, rows, k(c)),
                "all",
                Neighbours.ofAll("SMOTE", "kNeighbors", x(c), rows, k(c)));
    }

    private static Object borderline(Case c) {
        Kind kind = c.text("kind", "").equals("borderline-1") ? Kind.BORDERLINE_1 : Kind.BORDERLINE_2;
        var sampler = new BorderlineSmote(k(c), (int) c.number("m", 0), kind, AUTO);
        int[] counts = counts(sampler, c);
        var danger = new TreeMap<String, int[]>();
        c.expected()
                .get("danger")
                .fieldNames()
                .forEachRemaining(
                        label -> danger.put(label, sampler.inDanger(x(c), whole(c, "y"), Integer.parseInt(label))));
        return Map.of("danger", danger, "counts", counts);
    }

    private static Object adasyn(Case c) {
        var sampler = new Adasyn(k(c), AUTO);
        int[] y = whole(c, "y");
        var started = new HashMap<Integer, Integer>();
        sampler.fitResample(x(c), y, 1).origins().stream()
                .filter(Origin::synthetic)
                .forEach(origin -> started.merge(origin.row(), 1, Integer::sum));
        var perRow = new TreeMap<String, int[]>();
        c.expected()
                .get("perRow")
                .fieldNames()
                .forEachRemaining(label -> perRow.put(
                        label,
                        Arrays.stream(Tabular.rowsOf(y, Integer.parseInt(label)))
                                .map(row -> started.getOrDefault(row, 0))
                                .toArray()));
        return Map.of("perRow", perRow, "counts", counts(sampler, c));
    }

    /** Rows and their classes. */
    private static final class Data {
        private final double[][] x;
        private final int[] y;

        Data(double[][] x, int[] y) {
            this.x = x;
            this.y = y;
        }

        double[][] x() {
            return x;
        }

        int[] y() {
            return y;
        }
    }

    private static Data cloud(int[] sizes, long seed) {
        var random = new SplittableRandom(seed);
        int n = Arrays.stream(sizes).sum();
        double[][] x = new double[n][];
        int[] y = new int[n];
        int row = 0;
        for (int label = 0; label < sizes.length; label++) {
            for (int i = 0; i < sizes[label]; i++) {
                x[row] = new double[] {label + 2 * random.nextDouble(), label + 2 * random.nextDouble()};
                y[row++] = label;
            }
        }
        return new Data(x, y);
    }

    @Nested
    class Every_sampler {
        private final List<Resampler> samplers = List.of(
                RandomOverSampler.auto(),
                RandomUnderSampler.auto(),
                Smote.auto(),
                BorderlineSmote.auto(),
                new BorderlineSmote(5, 10, Kind.BORDERLINE_2, AUTO),
                Adasyn.auto());

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void gives_the_same_rows_for_the_same_seed_and_others_for_another(long seed) {
            Data data = cloud(new int[] {60, 14}, seed);
            for (Resampler sampler : samplers) {
                Resampled one = sampler.fitResample(data.x(), data.y(), seed);
                assertThat(sampler.fitResample(data.x(), data.y(), seed).origins())
                        .isEqualTo(one.origins());
                assertThat(sampler.fitResample(data.x(), data.y(), seed + 1).origins())
                        .isNotEqualTo(one.origins());
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void keeps_every_label_and_stays_between_the_two_rows_it_names(long seed) {
            Data data = cloud(new int[] {60, 14, 20}, seed);
            for (Resampler sampler : samplers) {
                Resampled result = sampler.fitResample(data.x(), data.y(), seed);
                for (int i = 0; i < result.y().length; i++) {
                    Origin origin = result.origins().get(i);
                    double[] from = data.x()[origin.row()];
                    double[] to = data.x()[origin.neighbour()];
                    assertThat(result.y()[i]).isEqualTo(data.y()[origin.row()]);
                    for (int column = 0; column < 2; column++) {
                        assertThat(result.x()[i][column])
                                .isBetween(Math.min(from[column], to[column]), Math.max(from[column], to[column]));
                    }
                }
            }
        }

        @Test
        void leaves_the_given_rows_alone() {
            Data data = cloud(new int[] {60, 14}, 3);
            double[][] before = Arrays.stream(data.x()).map(double[]::clone).toArray(double[][]::new);
            for (Resampler sampler : samplers) {
                sampler.fitResample(data.x(), data.y(), 1).x()[0][0] = 99;
            }
            assertThat(data.x()).isDeepEqualTo(before);
        }

        @Test
        void refuses_one_class_no_rows_and_lengths_that_differ() {
            for (Resampler sampler : samplers) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sampler.fitResample(new double[][] {{1}, {2}}, new int[] {3, 3}, 1))
                        .withMessage("all 2 rows are of class 3; resampling needs at least 2 classes");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sampler.fitResample(new double[0][], new int[0], 1))
                        .withMessage("there are no rows; resampling needs rows of at least 2 classes");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sampler.fitResample(new double[][] {{1}, {2}}, new int[] {3}, 1))
                        .withMessage("each row has one class; there are 2 rows and 1 classes");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sampler.fitResample(new double[][] {{1}, {2, 3}}, new int[] {3, 4}, 1))
                        .withMessage("row 1 has 2 columns; row 0 has 1");
            }
        }
    }

    @Nested
    class Random_samplers {
        @Test
        void pick_rows_of_images_or_anything_else_by_number() {
            int[] y = {0, 0, 0, 0, 1, 1};
            int[] over = RandomOverSampler.auto().sampleIndices(y, 5);
            assertThat(over).hasSize(8).startsWith(0, 1, 2, 3, 4, 5);
            assertThat(Arrays.stream(over, 6, 8)).allMatch(row -> y[row] == 1);
            int[] under = RandomUnderSampler.auto().sampleIndices(y, 5);
            assertThat(under).hasSize(4).isSorted().doesNotHaveDuplicates().contains(4, 5);
        }

        @Test
        void build_a_controlled_imbalance() {
            int[] y = IntStream.range(0, 30).map(i -> i % 3).toArray();
            var sampler = new RandomUnderSampler(SamplingStrategy.counts(Map.of(1, 4, 2, 1)));
            int[] kept = Arrays.stream(sampler.sampleIndices(y, 1))
                    .map(row -> y[row])
                    .toArray();
            assertThat(Tabular.counts(kept)).isEqualTo(Map.of(0, 10, 1, 4, 2, 1));
        }

        @Test
        void keep_values_that_are_no_numbers() {
            double[][] x = {{Double.NaN}, {Double.POSITIVE_INFINITY}, {1}};
            assertThat(RandomOverSampler.auto()
                            .fitResample(x, new int[] {0, 1, 1}, 1)
                            .x()[3])
                    .containsExactly(Double.NaN);
        }
    }

    @Nested
    class Smote_ {
        @Test
        void names_row_and_column_of_a_value_that_is_no_number() {
            double[][] x = {{1, 2}, {3, 4}, {5, Double.NaN}};
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Smote(1, AUTO).fitResample(x, new int[] {0, 0, 1}, 1))
                    .withMessage(
                            "row 2 has NaN in column 1; fill it in or drop the row first, because neighbours need distances");
        }

        @Test
        void says_what_to_do_when_a_class_is_too_small_for_its_neighbours() {
            Data data = cloud(new int[] {10, 4}, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Smote.auto().fitResample(data.x(), data.y(), 1))
                    .withMessage(
                            "class 1 has 4 rows; SMOTE with kNeighbors = 5 needs 6: take 3 or less, or RandomOverSampler");
            Data single = cloud(new int[] {10, 1}, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Smote.auto().fitResample(single.x(), single.y(), 1))
                    .withMessage(
                            "class 1 has 1 row; SMOTE with kNeighbors = 5 needs 6: take more rows, or RandomOverSampler");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Smote(0, AUTO))
                    .withMessage("kNeighbors is 0; take at least 1 neighbour");
        }

        @Test
        void takes_the_largest_number_of_neighbours_that_a_class_has() {
            Data data = cloud(new int[] {10, 4}, 1);
            assertThat(new Smote(3, AUTO).fitResample(data.x(), data.y(), 1).synthetic())
                    .isEqualTo(6);
        }
    }

    @Nested
    class Borderline_and_adasyn {
        private final double[][] apart = {{0}, {1}, {2}, {3}, {100}, {101}, {102}};
        private final int[] y = {0, 0, 0, 0, 1, 1, 1};

        @Test
        void refuse_classes_that_do_not_touch() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BorderlineSmote(1, 2, Kind.BORDERLINE_1, AUTO).fitResample(apart, y, 1))
                    .withMessage(
                            "class 1 has no row in danger among its 2 nearest rows; take SMOTE or another mNeighbors");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Adasyn(2, AUTO).fitResample(apart, y, 1))
                    .withMessage(
                            "class 1 has no row of another class among its 2 nearest rows, so that ADASYN has nothing to weigh by; take"
                                    + " SMOTE");
        }

        @Test
        void the_second_kind_goes_at_most_half_of_the_way_to_another_class() {
            Data data = cloud(new int[] {60, 14}, 5);
            List<Origin> origins = new BorderlineSmote(5, 10, Kind.BORDERLINE_2, AUTO)
                    .fitResample(data.x(), data.y(), 1)
                    .origins();
            List<Origin> across = origins.stream()
                    .filter(o -> data.y()[o.neighbour()] != data.y()[o.row()])
                    .toList();
            assertThat(across).isNotEmpty().allMatch(o -> o.step() < 0.5);
        }
    }

    @Nested
    class Strategy {
        private final int[] y = {0, 0, 0, 0, 1, 1};

        @Test
        void refuses_to_take_away_by_adding_and_to_add_by_taking_away() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RandomOverSampler(SamplingStrategy.counts(Map.of(0, 3))).sampleIndices(y, 1))
                    .withMessage("class 0 has 4 rows; oversampling cannot bring it down to 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RandomUnderSampler(SamplingStrategy.counts(Map.of(1, 3))).sampleIndices(y, 1))
                    .withMessage("class 1 has 2 rows; undersampling cannot bring it up to 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RandomOverSampler(SamplingStrategy.ratio(0.25)).sampleIndices(y, 1))
                    .withMessage(
                            "a ratio of 0.25 would take rows away from class 1, which has 2 for 4; undersample instead");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RandomUnderSampler(SamplingStrategy.ratio(0.25)).sampleIndices(y, 1))
                    .withMessage("a ratio of 0.25 would add rows to class 0, which has 4 for 2; oversample instead");
        }

        @Test
        void refuses_classes_that_are_not_there_and_a_ratio_of_three() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RandomOverSampler(SamplingStrategy.counts(Map.of(7, 3))).sampleIndices(y, 1))
                    .withMessage("class 7 has no rows; there are classes [0, 1]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new RandomOverSampler(SamplingStrategy.ratio(1)).sampleIndices(new int[] {0, 1, 2}, 1))
                    .withMessage("a ratio needs two classes; there are classes [0, 1, 2]: take counts or auto");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SamplingStrategy.ratio(0))
                    .withMessage(
                            "ratio is 0.0; the smaller class has above 0 and at most 1 times the rows of the larger");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SamplingStrategy.counts(Map.of(4, 0)))
                    .withMessage("class 4 is to have 0 rows; a class keeps at least 1");
        }
    }

    @Nested
    class Tables {
        private Table table() {
            return Table.create(
                    "cases",
                    DoubleColumn.create("amount", 1, 2, 3, 4, 5, 9, 10, 12),
                    StringColumn.create("fraud", "no", "no", "no", "no", "no", "yes", "yes", "yes"),
                    IntColumn.create("hour", 1, 2, 3, 4, 5, 6, 7, 8));
        }

        @Test
        void keep_names_order_of_columns_and_the_given_rows() {
            Table result = new Smote(2, AUTO).fitResample(table(), "fraud", 4);
            assertThat(result.columnNames()).containsExactly("amount", "fraud", "hour");
            assertThat(result.rowCount()).isEqualTo(10);
            assertThat(result.stringColumn("fraud").asList().subList(8, 10)).containsExactly("yes", "yes");
            assertThat(result.doubleColumn("amount").asList().subList(0, 8))
                    .isEqualTo(table().doubleColumn("amount").asList());
            assertThat(result.doubleColumn("hour").asList().subList(8, 10)).allMatch(hour -> hour >= 6 && hour <= 8);
        }

        @Test
        void keep_every_type_of_column_where_rows_are_only_picked() {
            Table mixed = table().addColumns(StringColumn.create("city", "a", "b", "c", "d", "e", "f", "g", "h"));
            Table result = RandomOverSampler.auto().fitResample(mixed, "fraud", 4);
            assertThat(result.rowCount()).isEqualTo(10);
            assertThat(result.stringColumn("city").asList().subList(8, 10)).isSubsetOf("f", "g", "h");
            assertThat(result.column("hour").type())
                    .isEqualTo(mixed.column("hour").type());
        }

        @Test
        void names_row_and_column_of_what_is_missing_or_no_number() {
            Table missing = table();
            missing.intColumn("hour").setMissing(6);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Smote(2, AUTO).fitResample(missing, "fraud", 4))
                    .withMessage(
                            "row 6 has NaN in column 'hour'; fill it in or drop the row first, because neighbours need distances");
            Table text = table().addColumns(StringColumn.create("city", "a", "b", "c", "d", "e", "f", "g", "h"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Smote(2, AUTO).fitResample(text, "fraud", 4))
                    .withMessage(
                            "column 'city' holds STRING; a point between two rows needs numbers: encode or drop it, or take a random"
                                    + " sampler");
            Table unlabelled = table();
            unlabelled.replaceColumn(
                    "fraud", StringColumn.create("fraud", "no", "no", "no", "", "no", "yes", "yes", "yes"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RandomOverSampler.auto().fitResample(unlabelled, "fraud", 4))
                    .withMessage("row 3 has no class in column 'fraud'; fill it in or drop the row first");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RandomOverSampler.auto().fitResample(table(), "label", 4))
                    .withMessage("the table has no column 'label'; it has [amount, fraud, hour]");
        }

        @Test
        void says_which_class_a_number_means() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Smote.auto().fitResample(table(), "fraud", 4))
                    .withMessage(
                            "class 1 has 3 rows; SMOTE with kNeighbors = 5 needs 6: take 2 or less, or RandomOverSampler; of the"
                                    + " classes, 0 is no, 1 is yes");
        }
    }
}
