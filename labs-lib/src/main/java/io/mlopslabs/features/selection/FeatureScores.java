// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How a filter judged each column of a table, in column order.
 *
 * <p>A score is about one column at a time: two columns that say the same both score high. What it measures, and whether more is better, is the
 * filter's matter.
 *
 * <p>Immutable. Stands for {@code scores_} and {@code pvalues_} of scikit-learn's selectors.
 *
 * @param filter name of the function that scored, such as f_classif
 * @param scores one per column
 */
public record FeatureScores(String filter, List<Score> scores) {
    /**
     * What a filter says of one column.
     *
     * @param feature name of the column
     * @param score NaN where the filter has no answer, such as for a constant column
     * @param pValue probability of a score as high under no relation at all; NaN where there is none
     */
    public record Score(String feature, double score, double pValue) {}

    /** Copies the scores. */
    public FeatureScores {
        scores = List.copyOf(scores);
    }

    /** Returns the names of the columns, in column order. */
    public List<String> names() {
        return scores.stream().map(Score::feature).toList();
    }

    /** Returns the scores, in column order. */
    public double[] values() {
        return scores.stream().mapToDouble(Score::score).toArray();
    }

    /** Returns the p-values, in column order; NaN where there is none. */
    public double[] pValues() {
        return scores.stream().mapToDouble(Score::pValue).toArray();
    }

    /**
     * Returns what was said of one column.
     *
     * @throws IllegalArgumentException if there is none of that name; lists the names
     */
    public Score of(String feature) {
        return scores.stream()
                .filter(score -> score.feature().equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no score of '%s'; there are %s".formatted(feature, names())));
    }

    /** Returns the scores from the highest down; equal ones in column order, those without an answer last. */
    public List<Score> ranked() {
        return scores.stream()
                .sorted(Comparator.comparingDouble(
                        s -> Double.isNaN(s.score()) ? Double.POSITIVE_INFINITY : -s.score()))
                .toList();
    }

    /**
     * Returns the columns that a rule keeps.
     *
     * @throws IllegalArgumentException if the rule cannot be held against these scores; says why
     */
    public SelectedFeatures select(ScoreSelector selector) {
        return selector.select(this);
    }

    /** Returns one row per column, the highest score first: feature, score and p (missing where there is none). */
    public Table table() {
        StringColumn features = StringColumn.create("feature");
        DoubleColumn values = DoubleColumn.create("score");
        DoubleColumn p = DoubleColumn.create("p");
        for (Score score : ranked()) {
            features.append(score.feature());
            values.append(score.score());
            p.append(score.pValue());
        }
        return Table.create(filter, features, values, p);
    }

    /** Returns the best three, such as {@code f_classif of 30 columns: worst concave points 964.4, worst perimeter 897.9, ...}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s of %d columns".formatted(filter, scores.size()));
        String between = ": ";
        for (Score score : ranked().subList(0, Math.min(3, scores.size()))) {
            text.append(between).append(score.feature()).append(String.format(Locale.ROOT, " %.4g", score.score()));
            between = ", ";
        }
        return text.append(scores.size() > 3 ? ", ..." : "").toString();
    }
}
