// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Multiplicity;
import io.mlopslabs.statistics.TwoSampleResampling;
import io.mlopslabs.validation.drift.DriftLine.Aspect;
import io.mlopslabs.validation.drift.DriftLine.Decision;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DriftReportTest {
    private static final DriftOptions OPTIONS = DriftOptions.defaults().with(new TwoSampleResampling(200, 3));
    private static final IntPredicate TRAINING = row -> row < AdultStatistics.TRAINING_ROWS;

    @Nested
    class Of_statistics {
        private final DatasetFeatureStatisticsList training = adult(TRAINING, "stats_adult_train");
        private final DatasetFeatureStatisticsList evaluation = adult(TRAINING.negate(), "stats_adult_eval");

        @Test
        void the_original_courses_split_of_adult_has_not_drifted() {
            DriftReport report = DriftReport.of(training, evaluation, OPTIONS);
            assertThat(report.drifted()).isEmpty();
            assertThat(report.notCompared()).isEmpty();
            assertThat(report.lines()).extracting(DriftLine::column).containsExactly("workclass", "race", "age");
            DriftLine workclass = report.line("workclass");
            assertThat(workclass.n()).isEqualTo(26_048);
            assertThat(workclass.m()).isEqualTo(6_513);
            assertThat(workclass.measure("L-infinity").found().largest()).isEqualTo(" Private");
            // 0.0075 lies well within what chance makes of it, so no threshold can be read off these data.
            assertThat(workclass.measure("L-infinity").found().value())
                    .isCloseTo(.007532, within(5e-7))
                    .isLessThan(workclass
                            .measure("L-infinity")
                            .noise()
                            .orElseThrow()
                            .quantile(0.95));
            assertThat(report.line("age")
                            .measure("Jensen-Shannon, STANDARD (TFDV)")
                            .found()
                            .value())
                    .isCloseTo(0.0007886326676839424, within(1e-12)); // drift_skew_real.json
        }

        @Test
        void half_of_adult_is_another_population() {
            IntPredicate women = row -> AdultStatistics.cell(row, "gender").equals(" Female");
            DriftReport report = DriftReport.of(
                    list(dataset("", 21_790, AdultStatistics.text("occupation", women.negate()))),
                    list(dataset("", 10_771, AdultStatistics.text("occupation", women))),
                    OPTIONS);
            assertThat(report.drifted()).extracting(DriftLine::column).containsExactly("occupation");
        }

        @Test
        void a_column_of_one_side_or_another_type_is_said() {
            DriftReport report = DriftReport.of(
                    list(dataset("", 9, text("left", 9, "a"), text("both", 9, "a"), number("typed"))),
                    list(dataset("", 9, text("both", 9, "a"), text("right", 9, "a"), text("typed", 9, "a"))),
                    OPTIONS);
            assertThat(report.notCompared())
                    .extracting(DriftLine::column, DriftLine::note)
                    .containsExactly(
                            tuple("left", "only in the reference"),
                            tuple("typed", "was numbers, is text"),
                            tuple("right", "only in the new data"));
            assertThat(report.line("both").decision()).isEqualTo(Decision.NO_EVIDENCE);
        }

        @Test
        void slices_of_the_same_name_are_compared_and_others_said() {
            DriftReport report = DriftReport.of(
                    list(
                            dataset("All Examples", 200, text("c", 100, "a", "b")),
                            dataset("sex_F", 200, text("c", 100, "a", "b")),
                            dataset("old", 9, text("c", 9, "a"))),
                    list(
                            dataset("sex_F", 200, text("c", 20, "a", "b", "b", "b", "b", "b", "b", "b", "b", "b")),
                            dataset("All Examples", 200, text("c", 100, "b", "a"))),
                    OPTIONS);
            assertThat(report.drifted())
                    .extracting(DriftLine::slice, DriftLine::column)
                    .containsExactly(tuple("sex_F", "c"));
            assertThat(report.notCompared())
                    .extracting(DriftLine::slice, DriftLine::note)
                    .containsExactly(tuple("old", "this slice is only in the reference"));
        }

        @Test
        void missing_values_are_a_line_of_their_own() {
            var reference = text("c", 90, "a").toBuilder();
            reference.getStringStatsBuilder().getCommonStatsBuilder().setNumMissing(10);
            var current = text("c", 50, "a").toBuilder();
            current.getStringStatsBuilder().getCommonStatsBuilder().setNumMissing(50);
            DriftReport report = DriftReport.of(
                    list(dataset("", 100, reference.build())), list(dataset("", 100, current.build())), OPTIONS);
            assertThat(report.drifted()).hasSize(1);
            assertThat(report.drifted().get(0).aspect()).isEqualTo(Aspect.MISSING);
            assertThat(report.drifted().get(0).note())
                    .isEqualTo("missing: 10 % of the reference, 50 % of the new rows");
        }

        @Test
        void lists_that_end_early_forget_no_row_and_make_no_drift() {
            var random = new SplittableRandom(4);
            DriftReport report = DriftReport.of(
                    list(dataset("", 20_000, listed(random, 20_000))),
                    list(dataset("", 20_000, listed(random, 20_000))),
                    OPTIONS);
            DriftLine line = report.line("c");
            assertThat(line.n()).isEqualTo(20_000);
            assertThat(line.note()).startsWith("the statistics list not all values");
            assertThat(line.decision()).isEqualTo(Decision.NO_EVIDENCE);
        }

        /** 5,000 values, of which the 100 most frequent are listed. */
        private FeatureNameStatistics listed(SplittableRandom random, int rows) {
            int[] counts = new int[5000];
            for (int i = 0; i < rows; i++) {
                counts[(int) (5000 * Math.pow(random.nextDouble(), 2))]++;
            }
            var column = FeatureNameStatistics.newBuilder().setName("c");
            column.getStringStatsBuilder()
                    .setUnique(5000)
                    .getCommonStatsBuilder()
                    .setNumNonMissing(rows);
            IntStream.range(0, 5000)
                    .boxed()
                    .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                    .limit(100)
                    .forEach(value -> column.getStringStatsBuilder()
                            .getRankHistogramBuilder()
                            .addBucketsBuilder()
                            .setLabel("v" + value)
                            .setSampleCount(counts[value]));
            return column.build();
        }

        @Test
        void weighted_values_come_without_a_test() {
            var column = FeatureNameStatistics.newBuilder().setName("w");
            column.getStringStatsBuilder()
                    .getWeightedStringStatsBuilder()
                    .getRankHistogramBuilder()
                    .addBucketsBuilder()
                    .setLabel("a")
                    .setSampleCount(2.5);
            DatasetFeatureStatisticsList list = list(dataset("", 9, column.build()));
            DriftLine line =
                    DriftReport.of(list, list, OPTIONS.with(Counting.WEIGHTED)).line("w");
            assertThat(line.decision()).isEqualTo(Decision.NOT_TESTED);
            assertThat(line.measure("L-infinity (TFDV)").found()).isEqualTo(new Comparison(0, "a"));
            assertThat(DriftReport.of(list, list, OPTIONS).line("w").note()).isEqualTo("no values");
        }

        @Test
        void empty_statistics_and_names_that_come_twice_are_refused() {
            DatasetFeatureStatisticsList fine = list(dataset("x", 9, text("c", 9, "a")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(list(), fine, OPTIONS))
                    .withMessage("the statistics of the reference hold no data set");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(fine, list(dataset("x", 0)), OPTIONS))
                    .withMessage("slice 'x' of the current side has no rows; there is nothing to compare");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(fine, list(dataset("x", 9), dataset("x", 9)), OPTIONS))
                    .withMessage("slice 'x' comes twice in the current side; a name belongs to one slice");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            DriftReport.of(fine, list(dataset("x", 9, text("c", 9, "a"), text("c", 9, "a"))), OPTIONS))
                    .withMessage(
                            "column 'c' comes twice in slice 'x' of the current side; a name belongs to one column");
        }
    }

    @Nested
    class Of_tables {
        @Test
        void ages_of_those_who_earn_more_are_others() {
            IntPredicate rich = row -> AdultStatistics.cell(row, "income").equals(" >50K");
            DriftReport report = DriftReport.of(
                    Table.create(DoubleColumn.create("age", AdultStatistics.numbers("age", rich.negate()))),
                    Table.create(DoubleColumn.create("age", AdultStatistics.numbers("age", rich))),
                    OPTIONS);
            assertThat(report.drifted()).extracting(DriftLine::column).containsExactly("age");
            // scipy 1.17.1, stats.ks_2samp(age of <=50K, age of >50K).statistic
            assertThat(report.line("age").measure("Kolmogorov-Smirnov").found().value())
                    .isCloseTo(KS_OF_AGE, within(1e-12));
        }

        private static final double KS_OF_AGE = 0.3233389733411093;

        @Test
        void a_report_prints_one_line_per_comparator_and_notes_below() {
            Table reference = Table.create(
                    StringColumn.create("colour", repeat("red", 60, "blue", 40)),
                    IntColumn.create("size", IntStream.range(0, 100).toArray()),
                    StringColumn.create("gone", repeat("x", 100)));
            Table current = Table.create(
                    StringColumn.create("colour", repeat("red", 10, "blue", 90)),
                    IntColumn.create("size", IntStream.range(0, 100).toArray()));
            assertThat(DriftReport.of(reference, current, OPTIONS)).hasToString(PRINTED);
        }

        private static final String PRINTED = """
                2 tests, BENJAMINI_HOCHBERG at 0.05: drift in 1; 1 not compared
                column  of      n    m    comparator          value  most in  95 % noise  99 % noise  p         adjusted  decision
                colour  values  100  100  L-infinity          0.5    'blue'   0.12        0.16        1.24E-13  2.48E-13  drift
                                          total variation     0.5    'blue'   0.12        0.16
                                          Jensen-Shannon      0.214  'red'    0.0115      0.0205
                                          PSI                 1.3    'red'    0.0638      0.114
                size    values  100  100  Jensen-Shannon      0               0.0608      0.095       1         1         no evidence
                                          total variation     0               0.24        0.28
                                          PSI                 0               0.347       0.565
                                          Wasserstein         0               -           -
                                          Kolmogorov-Smirnov  0               -           -
                gone    values                                                                        -         -         not compared
                gone: only in the reference""";

        @Test
        void dates_and_columns_without_values_are_said() {
            Table table =
                    Table.create(DateColumn.create("day", 3), IntColumn.create("none", 3), StringColumn.create("s", 3));
            table.stringColumn("s").set(0, "x");
            DriftReport report = DriftReport.of(table, table, OPTIONS);
            assertThat(report.notCompared())
                    .extracting(DriftLine::note)
                    .containsExactly(
                            "LOCAL_DATE columns are not compared; turn them into numbers or text", "no values");
            assertThat(report.lines())
                    .filteredOn(line -> line.aspect() == Aspect.MISSING)
                    .hasSize(3);
        }

        @Test
        void infinities_and_empty_tables_are_refused_by_name_and_row() {
            Table fine = Table.create(DoubleColumn.create("x", 1, 2));
            Table infinite = Table.create(DoubleColumn.create("x", 1, Double.POSITIVE_INFINITY));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(fine, infinite, OPTIONS))
                    .withMessage(
                            "column 'x' is Infinity in row 1 of the new data; decide what infinity stands for, then"
                                    + " compare");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(fine.emptyCopy(), fine, OPTIONS))
                    .withMessage("the table of the reference has no rows; there is nothing to compare");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DriftReport.of(fine, fine, OPTIONS).line("y"))
                    .withMessage("no line is about a column 'y'; there are [x]");
        }

        /** Twenty columns without any drift, a hundred times: one false alarm in twenty reports is promised. */
        @Test
        void without_drift_holm_raises_an_alarm_in_as_many_reports_as_promised() {
            int reports = 100;
            int alarms = 0;
            DriftOptions options =
                    new DriftOptions(0.05, Multiplicity.HOLM, new TwoSampleResampling(100, 1), 5, Counting.UNWEIGHTED);
            for (int i = 0; i < reports; i++) {
                var random = new SplittableRandom(i);
                alarms += DriftReport.of(noise(random, 200), noise(random, 100), options)
                                .drifted()
                                .isEmpty()
                        ? 0
                        : 1;
            }
            assertThat(alarms).isBetween(0, 14); // 5 expected, four standard deviations above
        }

        private Table noise(SplittableRandom random, int rows) {
            Table table = Table.create();
            for (int column = 0; column < 10; column++) {
                table.addColumns(DoubleColumn.create(
                        "number " + column, random.doubles(rows).toArray()));
                table.addColumns(StringColumn.create(
                        "text " + column,
                        random.ints(rows, 0, 4).mapToObj(value -> "v" + value).toArray(String[]::new)));
            }
            return table;
        }
    }

    @Test
    void the_least_gap_of_quantiles_is_never_above_the_true_one_and_sees_a_large_shift() {
        FeatureNameStatistics training = AdultStatistics.numbers("stats_adult_train", "age");
        FeatureNameStatistics evaluation = AdultStatistics.numbers("stats_adult_eval", "age");
        double least = Gap.leastOf(
                        training.getNumStats().getHistograms(1),
                        evaluation.getNumStats().getHistograms(1))
                .statistic();
        double gap = Gap.test(
                        AdultStatistics.numbers("age", TRAINING), AdultStatistics.numbers("age", TRAINING.negate()))
                .statistic();
        assertThat(least).isBetween(0.0, gap + 1e-12); // counts of quantiles are fractions
        var shifted = evaluation.getNumStats().getHistograms(1).toBuilder();
        shifted.getBucketsBuilderList().forEach(bucket -> bucket.setLowValue(bucket.getLowValue() + 30)
                .setHighValue(bucket.getHighValue() + 30));
        assertThat(Gap.leastOf(training.getNumStats().getHistograms(1), shifted.build())
                        .statistic())
                .isGreaterThan(0.6);
    }

    private static String[] repeat(Object... valuesAndTimes) {
        return IntStream.range(0, valuesAndTimes.length / 2)
                .boxed()
                .flatMap(i ->
                        Collections.nCopies((Integer) valuesAndTimes[2 * i + 1], (String) valuesAndTimes[2 * i])
                                .stream())
                .toArray(String[]::new);
    }

    private static DatasetFeatureStatisticsList adult(IntPredicate rows, String file) {
        return list(dataset(
                file,
                rows.test(0) ? 26_048 : 6_513,
                AdultStatistics.text("workclass", rows),
                AdultStatistics.text("race", rows),
                AdultStatistics.numbers(file, "age")));
    }

    private static DatasetFeatureStatisticsList list(DatasetFeatureStatistics... datasets) {
        return DatasetFeatureStatisticsList.newBuilder()
                .addAllDatasets(List.of(datasets))
                .build();
    }

    private static DatasetFeatureStatistics dataset(String name, long rows, FeatureNameStatistics... columns) {
        return DatasetFeatureStatistics.newBuilder()
                .setName(name)
                .setNumExamples(rows)
                .addAllFeatures(List.of(columns))
                .build();
    }

    /** Returns a text column that has each of the values so many times. */
    private static FeatureNameStatistics text(String name, int times, String... values) {
        var column = FeatureNameStatistics.newBuilder().setName(name).setType(FeatureNameStatistics.Type.STRING);
        column.getStringStatsBuilder().getCommonStatsBuilder().setNumNonMissing((long) times * values.length);
        Arrays.stream(values).distinct().forEach(value -> column.getStringStatsBuilder()
                .getRankHistogramBuilder()
                .addBucketsBuilder()
                .setLabel(value)
                .setSampleCount((double) times
                        * Arrays.stream(values).filter(value::equals).count()));
        return column.build();
    }

    private static FeatureNameStatistics number(String name) {
        return AdultStatistics.numbers("stats_adult_eval", "age").toBuilder()
                .setName(name)
                .build();
    }
}
