// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.data.Split;
import io.mlopslabs.statistics.Moments;
import io.mlopslabs.statistics.Multiplicity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A table of alternatives, each scored on the same splits, and for each two of them the answer to: is this noise?
 *
 * <p>The p-values of the answers are adjusted for the number of pairs (Holm): of ten useless alternatives the best will stand out a little.
 *
 * @param scores of each alternative, one per split, in the order given
 * @param trainRows rows to learn from, summed over the splits
 * @param testRows rows to be judged on, summed over the splits
 */
public record NoiseTable(Map<String, double[]> scores, long trainRows, long testRows) {
    private static final String OPERATION = "NoiseTable";

    /** Keeps the order. */
    public NoiseTable {
        scores = new LinkedHashMap<>(scores);
        if (scores.size() < 2) {
            throw new IllegalArgumentException(
                    "%s: %d alternatives; give at least 2 to compare".formatted(OPERATION, scores.size()));
        }
    }

    /**
     * Scores whatever can be scored on a split.
     *
     * @param splits 2 or more; 40 stratified ones of some 570 rows tell differences of a point of accuracy apart, not less
     * @param scorers from a split to a score, by the alternative's name; learn from the split's training rows only
     * @throws IllegalArgumentException if there are fewer than 2 splits or alternatives
     */
    public static NoiseTable of(List<Split> splits, Map<String, ToDoubleFunction<Split>> scorers) {
        if (splits.size() < 2) {
            throw new IllegalArgumentException(
                    "%s: %d splits; give at least 2, noise shows in their spread".formatted(OPERATION, splits.size()));
        }
        var scores = new LinkedHashMap<String, double[]>();
        scorers.forEach((name, scorer) ->
                scores.put(name, splits.stream().mapToDouble(scorer).toArray()));
        return new NoiseTable(
                scores,
                splits.stream().mapToLong(split -> split.train().length).sum(),
                splits.stream().mapToLong(split -> split.test().length).sum());
    }

    /**
     * Scores estimators.
     *
     * @param estimators by name, in the order of the table; a selection belongs inside, see {@link Estimator#on}
     * @throws IllegalArgumentException as the other, or if the rows do not suit; names row or column
     */
    public static NoiseTable of(
            Map<String, Estimator> estimators, CrossValidation validation, double[][] x, double[] y) {
        Support.require(OPERATION, x, y, 1);
        var scorers = new LinkedHashMap<String, ToDoubleFunction<Split>>();
        estimators.forEach((name, estimator) -> scorers.put(name, split -> validation.score(estimator, x, y, split)));
        return of(validation.splits(y), scorers);
    }

    /** Returns the comparison of each two alternatives, the earlier first. */
    public List<PairedScores> pairs() {
        List<PairedScores.Scores> all = scores.entrySet().stream()
                .map(entry -> new PairedScores.Scores(entry.getKey(), entry.getValue()))
                .toList();
        List<PairedScores> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                pairs.add(PairedScores.of(all.get(i), all.get(j), trainRows, testRows));
            }
        }
        return pairs;
    }

    /** Returns the corrected p-value of each pair, adjusted for their number (Holm), in the order of {@link #pairs}; 1 for equal scores. */
    public double[] adjustedPValues() {
        return Multiplicity.HOLM.adjust(pairs().stream()
                .mapToDouble(pair -> pair.corrected().result().pValue())
                .map(p -> Double.isNaN(p) ? 1 : p)
                .toArray());
    }

    /** Returns one line per alternative, then one answer per pair. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        scores.forEach((name, values) -> {
            Moments moments = Moments.of(values);
            text.append(String.format(
                    Locale.ROOT, "%-16s %.4f, deviation %.4f\n", name, moments.mean(), moments.standardDeviation(1)));
        });
        List<PairedScores> pairs = pairs();
        double[] adjusted = adjustedPValues();
        String adjustment = pairs.size() == 1 ? "" : " (adjusted for %d pairs)".formatted(pairs.size());
        for (int i = 0; i < adjusted.length; i++) {
            text.append(pairs.get(i).decision(adjusted[i], adjustment)).append("\n");
        }
        return text.toString().stripTrailing();
    }
}
