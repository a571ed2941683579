// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.ChiSquareTest;
import io.mlopslabs.statistics.TestResult;
import io.mlopslabs.statistics.TwoSampleResampling;
import io.mlopslabs.statistics.Wasserstein;
import io.mlopslabs.validation.drift.DriftLine.Aspect;
import io.mlopslabs.validation.drift.DriftLine.Decision;
import io.mlopslabs.validation.drift.DriftLine.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of one column, wherever its values come from; not adjusted yet. */
final class ColumnLines {
    private final String slice;
    private final String column;
    private final DriftOptions options;
    private final List<DriftLine> lines = new ArrayList<>();

    ColumnLines(String slice, String column, DriftOptions options) {
        this.slice = slice;
        this.column = column;
        this.options = options;
    }

    List<DriftLine> lines() {
        return lines;
    }

    void notCompared(String why) {
        lines.add(DriftLine.notCompared(slice, column, why));
    }

    /** Adds a line with values that no test belongs to. */
    void notTested(long n, long m, List<Measure> measures, String why) {
        lines.add(new DriftLine(
                slice, column, Aspect.VALUES, n, m, measures, Optional.empty(), Double.NaN, Decision.NOT_TESTED, why));
    }

    /** Adds the line of values that were tested elsewhere. */
    void tested(long n, long m, List<Measure> measures, TestResult test, String note) {
        tested(Aspect.VALUES, n, m, measures, test, note);
    }

    private void tested(Aspect aspect, long n, long m, List<Measure> measures, TestResult test, String note) {
        lines.add(new DriftLine(
                slice, column, aspect, n, m, measures, Optional.of(test), Double.NaN, Decision.NO_EVIDENCE, note));
    }

    /** Adds the line of a text column. */
    void values(ContingencyTable table, List<Measure> before, String note) {
        List<Measure> measures = new ArrayList<>(before);
        measures.addAll(divergences(table, Divergence.values()));
        tested(table.n(), table.m(), measures, homogeneity(table), note);
    }

    /** Adds the line of a column of numbers that are at hand. */
    void numbers(double[] reference, double[] current) {
        ContingencyTable table =
                ContingencyTable.ofNumbers(reference, current, NumericBins.quantiles(reference, options.bins()));
        List<Measure> measures = divergences(
                table, Divergence.JENSEN_SHANNON, Divergence.TOTAL_VARIATION, Divergence.POPULATION_STABILITY_INDEX);
        measures.add(new Measure(
                "Wasserstein", new Comparison(Wasserstein.distance(reference, current), ""), Optional.empty()));
        TestResult test = Gap.test(reference, current);
        measures.add(new Measure("Kolmogorov-Smirnov", new Comparison(test.statistic(), ""), Optional.empty()));
        tested(reference.length, current.length, measures, test, "");
    }

    /** Adds the line of a part of the rows, such as the missing ones, if a side has any. */
    void share(Aspect aspect, long reference, long n, long current, long m) {
        if (reference + current == 0 || n == 0 || m == 0) {
            return;
        }
        ContingencyTable table = ContingencyTable.of(
                List.of(aspect.toString(), "not " + aspect),
                new long[] {reference, n - reference},
                new long[] {current, m - current});
        tested(
                aspect,
                n,
                m,
                divergences(table, Divergence.L_INFINITY),
                homogeneity(table),
                "%s: %s %% of the reference, %s %% of the new rows"
                        .formatted(aspect, Report.number(100.0 * reference / n), Report.number(100.0 * current / m)));
    }

    private List<Measure> divergences(ContingencyTable table, Divergence... which) {
        List<Measure> measures = new ArrayList<>();
        for (Divergence divergence : which) {
            measures.add(new Measure(
                    divergence.toString(),
                    table.compare(divergence),
                    Optional.of(table.noise(divergence, options.resampling()))));
        }
        return measures;
    }

    /** Returns TFDV's third comparator of counts, with its noise, which depends on the rows of both sides. */
    static Measure normalizedAbsoluteDifference(
            Comparison found, ContingencyTable table, TwoSampleResampling resampling) {
        double both = (double) table.n() + table.m();
        NoiseBand noise = table.noise(
                NORMALIZED,
                (a, b) -> {
                    int largest = 0;
                    for (int i = 0; i < a.length; i++) {
                        largest = Math.max(largest, Math.abs(a[i] - b[i]));
                    }
                    return largest / both;
                },
                resampling);
        return new Measure(NORMALIZED, found, Optional.of(noise));
    }

    static final String NORMALIZED = "normalized abs. difference (TFDV)";

    private TestResult homogeneity(ContingencyTable table) {
        ChiSquareTest test = table.chiSquare();
        if (test.degreesOfFreedom() == 0) {
            return new TestResult(0, 1, "one value on both sides, n = " + table.n() + " and " + table.m());
        }
        return test.approximates() ? test.result() : table.permutationTest(options.resampling());
    }
}
