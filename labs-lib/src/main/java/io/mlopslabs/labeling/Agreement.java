// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.List;

/**
 * How far annotators agree beyond what chance would give: 1 is complete agreement, 0 is chance, below 0 is worse than chance.
 *
 * <p>Two annotators: {@link #cohenKappa}. Several, each item rated equally often: {@link #fleissKappa}. Several with gaps, or numbers and
 * ranks: {@link #krippendorffAlpha}. NaN where chance alone would agree always, as when there is one label only: nothing can be said then.
 *
 * <p>High agreement is no proof of truth: people agree on the same mistakes. And the coefficients depend on how frequent the labels are, so
 * compare them on the same items only.
 *
 * @param value the coefficient, at most 1
 * @param items items that count
 * @param leftOut items with too few ratings to compare, which do not
 */
public record Agreement(double value, long items, long leftOut) {
    /** How much a disagreement of two labels counts in Cohen's kappa, by their places in the label order. */
    public enum Weights {
        /** Every disagreement alike. */
        NONE,
        /** By how many places they are apart. */
        LINEAR,
        /** By the square of that. */
        QUADRATIC;

        private double of(int i, int j) {
            return switch (this) {
                case NONE -> i == j ? 0 : 1;
                case LINEAR -> Math.abs(i - j);
                case QUADRATIC -> (double) (i - j) * (i - j);
            };
        }
    }

    /** What chance would do in Fleiss' kappa. */
    public enum Chance {
        /** Annotators guess by the shares of the labels ({@code fleiss}). */
        FLEISS,
        /** Annotators guess all labels alike ({@code randolph}); free-marginal kappa. */
        RANDOLPH
    }

    /** What the labels are, and so how far apart two of them lie in Krippendorff's alpha. */
    public enum Level {
        /** Names: same or different. */
        NOMINAL,
        /** Ranks: by how many ratings lie between them. */
        ORDINAL,
        /** Numbers: by their difference. */
        INTERVAL,
        /** Numbers with a true zero: by their difference over their sum. */
        RATIO
    }

    /**
     * Returns Cohen's kappa of two annotators over the items that both rated.
     *
     * <p>Weighted by places in {@code ratings.labels()}, not by label values, and all labels of the ratings count as places. Same number as
     * scikit-learn's {@code cohen_kappa_score} with {@code labels} given.
     *
     * @throws IllegalArgumentException if an annotator is unknown, they rated no item in common, or one rated an item twice
     * @see "Cohen 1960, doi:10.1177/001316446002000104; Cohen 1968 (weighted), doi:10.1037/h0026256"
     */
    public static Agreement cohenKappa(Ratings<?> ratings, String first, String second, Weights weights) {
        int a = ratings.place(first);
        int b = ratings.place(second);
        ratings.requireOneEach();
        int k = ratings.labels().size();
        double[][] counts = new double[k][k];
        long common = 0;
        for (int i = 0; i < ratings.by.length; i++) {
            int left = code(ratings, i, a);
            int right = code(ratings, i, b);
            if (left >= 0 && right >= 0) {
                counts[left][right]++;
                common++;
            }
        }
        if (common == 0) {
            throw new IllegalArgumentException(
                    "annotators \"%s\" and \"%s\" rated no item in common".formatted(first, second));
        }
        double[] rows = Arrays.stream(counts)
                .mapToDouble(line -> Arrays.stream(line).sum())
                .toArray();
        double observed = 0;
        double expected = 0;
        for (int j = 0; j < k; j++) {
            int column = j;
            double total =
                    Arrays.stream(counts).mapToDouble(line -> line[column]).sum();
            for (int i = 0; i < k; i++) {
                double weight = weights.of(i, j);
                observed += weight * counts[i][j];
                expected += weight * rows[i] * total / common;
            }
        }
        return new Agreement(1 - observed / expected, common, ratings.by.length - common);
    }

    private static int code(Ratings<?> ratings, int item, int annotator) {
        for (int r = 0; r < ratings.by[item].length; r++) {
            if (ratings.by[item][r] == annotator) {
                return ratings.codes[item][r];
            }
        }
        return -1;
    }

    /**
     * Returns Fleiss' kappa of a table of counts.
     *
     * <p>Who rated does not matter, only how many; all items need the same number. Same number as statsmodels' {@code fleiss_kappa}.
     *
     * @param table {@code [item][label]}: how many annotators gave the item that label, as {@link Ratings#table} returns it
     * @throws IllegalArgumentException if there is no item, a count is negative, items have different numbers of ratings, or fewer than two;
     *     names the item
     * @see "Fleiss 1971, doi:10.1037/h0031619; Randolph 2005 (free-marginal)"
     */
    public static Agreement fleissKappa(int[][] table, Chance chance) {
        if (table.length == 0 || table[0].length == 0) {
            throw new IllegalArgumentException("the table is empty; give one line per item and one column per label");
        }
        int k = table[0].length;
        int raters = Arrays.stream(table[0]).sum();
        double[] totals = new double[k];
        double agreeing = 0;
        for (int i = 0; i < table.length; i++) {
            requireRatings(table[i], i, k, raters);
            for (int c = 0; c < k; c++) {
                totals[c] += table[i][c];
                agreeing += (double) table[i][c] * (table[i][c] - 1);
            }
        }
        double ratings = (double) table.length * raters;
        double observed = agreeing / (ratings * (raters - 1));
        double expected = chance == Chance.RANDOLPH
                ? 1.0 / k
                : Arrays.stream(totals).map(t -> t / ratings * (t / ratings)).sum();
        return new Agreement((observed - expected) / (1 - expected), table.length, 0);
    }

    private static void requireRatings(int[] line, int item, int labels, int raters) {
        if (line.length != labels) {
            throw new IllegalArgumentException(
                    "item %d has %d columns for %d labels".formatted(item, line.length, labels));
        }
        if (Arrays.stream(line).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("item %d has a negative count".formatted(item));
        }
        int sum = Arrays.stream(line).sum();
        if (sum != raters) {
            throw new IllegalArgumentException(
                    "item %d has %d ratings and item 0 has %d; Fleiss' kappa needs as many for each item, Krippendorff's alpha does not"
                            .formatted(item, sum, raters));
        }
        if (sum < 2) {
            throw new IllegalArgumentException(
                    "item %d has %d ratings; agreement needs two or more".formatted(item, sum));
        }
    }

    /**
     * Returns Krippendorff's alpha over the items with two ratings or more.
     *
     * <p>An item that one annotator rated is left out with its value: a rank that occurs only there does not push the others apart. Same
     * number as the {@code krippendorff} package. Memory is the square of the number of labels.
     *
     * @param ratings for {@code INTERVAL} and {@code RATIO} of numbers, for {@code ORDINAL} with the labels in their order
     * @throws IllegalArgumentException if no item has two ratings, those that count hold one label only (there is no variation to judge
     *     by), an annotator rated an item twice, or a distance needs numbers and the labels are none
     * @see "Krippendorff 2018, Content Analysis, 4th edition, chapter 12"
     */
    public static Agreement krippendorffAlpha(Ratings<?> ratings, Level level) {
        ratings.requireOneEach();
        int k = ratings.labels().size();
        double[][] together = new double[k][k];
        long items = 0;
        for (int[] codes : ratings.codes) {
            items += codes.length > 1 ? 1 : 0;
            for (int i = 0; i < codes.length; i++) {
                for (int j = 0; j < codes.length; j++) {
                    together[codes[i]][codes[j]] += i == j ? 0 : 1.0 / (codes.length - 1);
                }
            }
        }
        if (items == 0) {
            throw new IllegalArgumentException("no item has two ratings; nothing can be compared");
        }
        double[] totals = Arrays.stream(together)
                .mapToDouble(line -> Arrays.stream(line).sum())
                .toArray();
        if (Arrays.stream(totals).filter(total -> total > 0).count() < 2) {
            throw new IllegalArgumentException(
                    "the items with two ratings or more hold one label only; alpha needs two labels to judge by");
        }
        double[][] distances = squaredDistances(ratings.labels(), totals, level);
        double n = Arrays.stream(totals).sum();
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                observed += together[i][j] * distances[i][j];
                expected += totals[i] * totals[j] / (n - 1) * distances[i][j];
            }
        }
        return new Agreement(1 - observed / expected, items, ratings.codes.length - items);
    }

    private static double[][] squaredDistances(List<?> labels, double[] totals, Level level) {
        int k = labels.size();
        double[] upTo =
                new double[k]; // ratings below a label and half of its own: their differences are ordinal distances
        double below = 0;
        for (int i = 0; i < k; i++) {
            upTo[i] = below + totals[i] / 2;
            below += totals[i];
        }
        double[][] squares = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double distance =
                        switch (level) {
                            case NOMINAL -> i == j ? 0 : 1;
                            case ORDINAL -> upTo[i] - upTo[j];
                            case INTERVAL -> number(labels.get(i), level) - number(labels.get(j), level);
                            case RATIO -> ratio(number(labels.get(i), level), number(labels.get(j), level));
                        };
                squares[i][j] = distance * distance;
            }
        }
        return squares;
    }

    private static double ratio(double v, double w) {
        return v == w ? 0 : (v - w) / (v + w);
    }

    private static double number(Object label, Level level) {
        if (label instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(
                "the label \"%s\" is no number; %s distances need numbers".formatted(label, level));
    }
}
