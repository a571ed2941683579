// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.statistics.Multiplicity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * A rule that turns scores into a choice of columns, under scikit-learn's names.
 *
 * <p>{@link SelectKBest} and {@link SelectPercentile} go by the score: the higher, the better. {@link SelectFpr}, {@link SelectFdr} and {@link
 * SelectFwe} go by the p-value, which they hold against a chance of false alarms: of each column, as a share of the chosen, of the choice as a
 * whole. A column whose p-value is NaN is not kept and counts as a test all the same.
 *
 * <p>Agrees with {@code sklearn.feature_selection} 1.9. One thing differs: a k above the number of columns is refused here, where scikit-learn
 * warns and keeps all.
 */
public sealed interface ScoreSelector {
    /**
     * Returns the columns kept.
     *
     * @throws IllegalArgumentException if {@link SelectKBest} asks for more columns than there are, or a rule on p-values is given none
     */
    SelectedFeatures select(FeatureScores scores);

    /**
     * The k columns of the highest scores; of equal scores the later columns are kept, as scikit-learn does. NaN is the lowest score.
     *
     * @param k number to keep, from 0
     */
    record SelectKBest(int k) implements ScoreSelector {
        /**
         * Checks k.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public SelectKBest {
            if (k < 0) {
                throw new IllegalArgumentException(
                        "SelectKBest: k is %d; give the number of columns to keep".formatted(k));
            }
        }

        @Override
        public SelectedFeatures select(FeatureScores scores) {
            double[] values = ordered(scores);
            if (k > values.length) {
                throw new IllegalArgumentException(
                        "SelectKBest: k is %d and %s scored %d columns; give at most that many"
                                .formatted(k, scores.filter(), values.length));
            }
            List<Integer> ascending = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> values[j]))
                    .toList();
            boolean[] kept = new boolean[values.length];
            ascending.subList(values.length - k, values.length).forEach(j -> kept[j] = true);
            return SelectedFeatures.where(scores.names(), kept);
        }
    }

    /**
     * The columns above a percentile of the scores; of those that lie on it the earlier ones, up to the share asked for.
     *
     * <p>The percentile is interpolated linearly, as NumPy does, so that a share that is no whole number of columns rounds up where no score
     * lies on it: 33 percent of 30 columns keeps 10.
     *
     * @param percentile share to keep, 0 to 100
     */
    record SelectPercentile(double percentile) implements ScoreSelector {
        /**
         * Checks the percentile.
         *
         * @throws IllegalArgumentException if it is outside 0 to 100
         */
        public SelectPercentile {
            if (!(percentile >= 0 && percentile <= 100)) {
                throw new IllegalArgumentException(
                        "SelectPercentile: the percentile is %s; give a share of the columns in 0 to 100"
                                .formatted(percentile));
            }
        }

        @Override
        public SelectedFeatures select(FeatureScores scores) {
            double[] values = ordered(scores);
            boolean[] kept = new boolean[values.length];
            if (percentile == 100) {
                Arrays.fill(kept, true);
            } else if (percentile > 0) {
                double cut = percentile(values, 100 - percentile);
                int room = (int) (values.length * percentile / 100);
                for (int j = 0; j < values.length; j++) {
                    kept[j] = values[j] > cut;
                    room -= kept[j] ? 1 : 0;
                }
                for (int j = 0; j < values.length && room > 0; j++) {
                    if (values[j] == cut) {
                        kept[j] = true;
                        room--;
                    }
                }
            }
            return SelectedFeatures.where(scores.names(), kept);
        }

        private static double percentile(double[] values, double percent) {
            double[] sorted = Arrays.stream(values).sorted().toArray();
            double place = percent / 100 * (sorted.length - 1);
            int below = (int) place;
            double low = sorted[below];
            double high = sorted[Math.min(below + 1, sorted.length - 1)];
            double share = place - below;
            if (low == high) {
                return low; // two infinite scores have no difference
            }
            return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
        }
    }

    /**
     * The columns whose p-value is below alpha: each column without a relation has the chance alpha to be kept.
     *
     * @param alpha such as 0.05
     */
    record SelectFpr(double alpha) implements ScoreSelector {
        /**
         * Checks alpha.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public SelectFpr {
            requireAlpha("SelectFpr", alpha);
        }

        @Override
        public SelectedFeatures select(FeatureScores scores) {
            return where(scores, pValues("SelectFpr", scores), p -> p < alpha);
        }
    }

    /**
     * The columns that Benjamini and Hochberg's rule keeps: at most the share alpha of the kept ones is expected to be without a relation.
     *
     * @param alpha such as 0.05
     */
    record SelectFdr(double alpha) implements ScoreSelector {
        /**
         * Checks alpha.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public SelectFdr {
            requireAlpha("SelectFdr", alpha);
        }

        @Override
        public SelectedFeatures select(FeatureScores scores) {
            double[] p = pValues("SelectFdr", scores);
            return where(scores, Multiplicity.BENJAMINI_HOCHBERG.adjust(p), adjusted -> adjusted <= alpha);
        }
    }

    /**
     * The columns that Bonferroni's rule keeps: the chance that any of the kept ones is without a relation is at most alpha.
     *
     * @param alpha such as 0.05
     */
    record SelectFwe(double alpha) implements ScoreSelector {
        /**
         * Checks alpha.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public SelectFwe {
            requireAlpha("SelectFwe", alpha);
        }

        @Override
        public SelectedFeatures select(FeatureScores scores) {
            double[] p = pValues("SelectFwe", scores);
            return where(scores, Multiplicity.BONFERRONI.adjust(p), adjusted -> adjusted < alpha);
        }
    }

    private static void requireAlpha(String rule, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "%s: alpha is %s; give a chance between 0 and 1, such as 0.05".formatted(rule, alpha));
        }
    }

    private static double[] ordered(FeatureScores scores) {
        return Arrays.stream(scores.values())
                .map(score -> Double.isNaN(score) ? -Double.MAX_VALUE : score)
                .toArray();
    }

    private static double[] pValues(String rule, FeatureScores scores) {
        double[] p = scores.pValues();
        if (Arrays.stream(p).allMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "%s: %s gave no p-value; choose by score, with SelectKBest or SelectPercentile"
                            .formatted(rule, scores.filter()));
        }
        return Arrays.stream(p).map(value -> Double.isNaN(value) ? 1 : value).toArray();
    }

    private static SelectedFeatures where(FeatureScores scores, double[] p, DoublePredicate keeps) {
        boolean[] kept = new boolean[p.length];
        for (int j = 0; j < p.length; j++) {
            kept[j] = keeps.test(p[j]);
        }
        return SelectedFeatures.where(scores.names(), kept);
    }
}
