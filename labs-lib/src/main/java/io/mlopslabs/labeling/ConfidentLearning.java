// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which given labels are probably wrong, and how often each class is taken for each other: from labels and a model's probabilities.
 *
 * <p>A sample counts as confidently of a class if the model gives that class at least the mean probability that it gives it where it is the
 * given label. Where this class is not the given one, the label is suspected. Rows of all tables are given labels, columns the true ones.
 *
 * <p>What is found is a list to look at, not a list of errors: a model that is wrong in a system suspects good labels in a system. The
 * probabilities must come from a model that was not trained on the sample, such as those of cross-validation.
 *
 * <p>Agrees with cleanlab ({@code count}, {@code filter.find_label_issues}); samples with equal scores are taken in their order. A class that
 * nothing is labelled has an infinite threshold and no row.
 *
 * @see "Northcutt, Jiang and Chuang 2021, Confident learning, doi:10.1613/jair.1.12125"
 */
public final class ConfidentLearning {
    private final GivenLabels given;
    private final double[] thresholds;
    private final int[][] confidentJoint;
    private final int[][] calibratedJoint;
    private final int[] offDiagonal;

    /** How suspected samples are chosen; {@link #PREDICTED_NEQ_GIVEN} is the baseline to beat. */
    public enum FilterBy {
        /** For each pair of given and other class, as many as the joint counts, those where the other is most ahead. cleanlab's default. */
        PRUNE_BY_NOISE_RATE,
        /** In each class, as many as the joint counts off its diagonal, those of least probability. */
        PRUNE_BY_CLASS,
        /** What both of the above choose: fewest false alarms. */
        BOTH,
        /** The samples off the diagonal of the confident joint. */
        CONFIDENT_LEARNING,
        /** Every sample whose likeliest class is another one. */
        PREDICTED_NEQ_GIVEN,
        /** As many as {@link ConfidentLearning#numLabelIssues}, those of least margin. */
        LOW_NORMALIZED_MARGIN,
        /** As many as {@link ConfidentLearning#numLabelIssues}, those of least probability. */
        LOW_SELF_CONFIDENCE
    }

    /**
     * How a finder did where the wrong labels are known, because they were put there.
     *
     * @param found samples it suspects
     * @param hits those whose label is wrong indeed
     * @param injected all wrong labels
     */
    public record Found(int found, int hits, int injected) {
        /**
         * Compares suspected samples with the truth.
         *
         * @param issues indices of the suspected samples
         * @throws IllegalArgumentException if the lengths differ, or an index is out of range or twice there; names it
         */
        public static Found of(int[] givenLabels, int[] truth, int[] issues) {
            if (givenLabels.length != truth.length) {
                throw new IllegalArgumentException(
                        "there are %d given labels and %d true ones".formatted(givenLabels.length, truth.length));
            }
            Set<Integer> seen = new HashSet<>();
            int hits = 0;
            for (int issue : issues) {
                if (issue < 0 || issue >= truth.length || !seen.add(issue)) {
                    throw new IllegalArgumentException("issue %d is out of range or twice there; there are %d samples"
                            .formatted(issue, truth.length));
                }
                hits += givenLabels[issue] == truth[issue] ? 0 : 1;
            }
            int injected = (int) IntStream.range(0, truth.length)
                    .filter(i -> givenLabels[i] != truth[i])
                    .count();
            return new Found(issues.length, hits, injected);
        }

        /** Returns the share of the suspected labels that are wrong; NaN if none is suspected. */
        public double precision() {
            return (double) hits / found;
        }

        /** Returns the share of the wrong labels that are suspected; NaN if none is wrong. */
        public double recall() {
            return (double) hits / injected;
        }
    }

    private ConfidentLearning(GivenLabels given) {
        this.given = given;
        this.thresholds = given.thresholds();
        this.confidentJoint = new int[given.classes][given.classes];
        int[] suspected = new int[given.size()];
        int n = 0;
        for (int i = 0; i < given.size(); i++) {
            int guess = given.confidentClass(i, thresholds);
            if (guess >= 0) {
                confidentJoint[given.labels[i]][guess]++;
                if (guess != given.labels[i]) {
                    suspected[n++] = i;
                }
            }
        }
        for (int k = 0; k < given.classes; k++) {
            confidentJoint[k][k] = Math.max(1, confidentJoint[k][k]);
        }
        this.offDiagonal = Arrays.copyOf(suspected, n);
        this.calibratedJoint = LabelCounts.calibrated(confidentJoint, given.counts());
    }

    /**
     * Counts.
     *
     * @param labels class given to each sample, from 0; two classes at least
     * @param predProbs {@code [sample][class]}, in 0 to 1, each row summing to 1 within 0.001; copied
     * @throws IllegalArgumentException if an argument breaks its rule; names the sample
     */
    public static ConfidentLearning of(int[] labels, double[][] predProbs) {
        var given = new GivenLabels(labels, predProbs);
        if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
            throw new IllegalArgumentException(
                    "every sample is labelled " + labels[0] + "; a label can be suspected only beside another class");
        }
        return new ConfidentLearning(given);
    }

    /** Returns the mean probability of each class over the samples labelled so: {@code get_confident_thresholds}. */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /**
     * Returns how many samples are confidently of each class: {@code [given][true]}, at least 1 on the diagonal. Samples of which the model
     * is sure about nothing are not in it.
     */
    public int[][] confidentJoint() {
        return copy(confidentJoint);
    }

    /** Returns the confident joint scaled to all samples: row sums are the counts of the given labels; whole numbers. */
    public int[][] calibratedJoint() {
        return copy(calibratedJoint);
    }

    /** Returns the calibrated joint as shares of all samples: {@code estimate_joint}. */
    public double[][] joint() {
        return LabelCounts.divided(calibratedJoint, (i, j) -> given.size());
    }

    /** Returns P(given | true): columns sum to 1, or are 0 for a class that nothing truly is. */
    public double[][] noiseMatrix() {
        int[] columns = LabelCounts.columns(calibratedJoint);
        return LabelCounts.divided(calibratedJoint, (i, j) -> columns[j]);
    }

    /** Returns P(true | given), as {@code [true][given]}: columns sum to 1, or are 0 for a class that nothing is labelled. */
    public double[][] inverseNoiseMatrix() {
        int[] rows = given.counts();
        return LabelCounts.transposed(LabelCounts.divided(calibratedJoint, (i, j) -> rows[i]));
    }

    /**
     * Returns the share of each class among the true labels.
     *
     * <p>The columns of {@link #joint}. cleanlab's four methods ({@code cnt}, {@code eqn}, {@code marginal}, {@code marginal_ps}) all come to
     * this, because the rows of a calibrated joint are the counts of the given labels.
     */
    public double[] classPrior() {
        return Arrays.stream(LabelCounts.columns(calibratedJoint))
                .mapToDouble(count -> (double) count / given.size())
                .toArray();
    }

    /** Returns the samples that are confidently of another class than given, ascending. */
    public int[] offDiagonal() {
        return offDiagonal.clone();
    }

    /** Returns how many labels are suspected: {@link #offDiagonal} without those whose given class is the likeliest all the same. */
    public int numLabelIssues() {
        return confident().length;
    }

    /** Returns how many labels the calibrated joint takes for wrong: more than are confidently so, since it counts unsure samples too. */
    public int numLabelIssuesCalibrated() {
        int right = IntStream.range(0, given.classes)
                .map(k -> calibratedJoint[k][k])
                .sum();
        return given.size() - right;
    }

    private int[] confident() {
        return Arrays.stream(offDiagonal).filter(i -> !given.mostLikely(i)).toArray();
    }

    /** Returns the samples whose labels are suspected, ascending; a class always keeps one sample. */
    public int[] findLabelIssues(FilterBy by) {
        return findLabelIssues(by, 1, 1);
    }

    /**
     * Returns the samples whose labels are suspected, ascending.
     *
     * <p>A sample whose given class is the likeliest is never suspected, except by the two {@code LOW_} filters, which take the lowest scores
     * whatever they are. The other settings act on the three pruning filters only, as in cleanlab.
     *
     * @param fracNoise share of the estimated errors to look for, in 0 to 1; counts are cut to whole numbers
     * @param minExamplesPerClass samples that a class keeps, 1 or more: in a class of no more than these nothing is suspected
     * @throws IllegalArgumentException if a setting breaks its rule
     */
    public int[] findLabelIssues(FilterBy by, double fracNoise, int minExamplesPerClass) {
        if (!(fracNoise >= 0 && fracNoise <= 1)) {
            throw new IllegalArgumentException("fracNoise is " + fracNoise + "; it is in 0 to 1");
        }
        if (minExamplesPerClass < 1) {
            throw new IllegalArgumentException("minExamplesPerClass is " + minExamplesPerClass + "; it is 1 or more");
        }
        return switch (by) {
            case CONFIDENT_LEARNING -> confident();
            case PREDICTED_NEQ_GIVEN -> where(i -> !given.mostLikely(i));
            case LOW_NORMALIZED_MARGIN -> lowest(LabelQuality.NORMALIZED_MARGIN);
            case LOW_SELF_CONFIDENCE -> lowest(LabelQuality.SELF_CONFIDENCE);
            case PRUNE_BY_CLASS, PRUNE_BY_NOISE_RATE, BOTH -> {
                var pruning = new Pruning(
                        given,
                        LabelCounts.keeping(calibratedJoint, minExamplesPerClass, fracNoise),
                        minExamplesPerClass);
                boolean[] byClass = pruning.byClass();
                boolean[] byNoiseRate = pruning.byNoiseRate();
                yield where(i -> (by == FilterBy.PRUNE_BY_NOISE_RATE || byClass[i])
                        && (by == FilterBy.PRUNE_BY_CLASS || byNoiseRate[i])
                        && !given.mostLikely(i));
            }
        };
    }

    private int[] where(IntPredicate suspected) {
        return IntStream.range(0, given.size()).filter(suspected).toArray();
    }

    private int[] lowest(LabelQuality quality) {
        int[] all = ranked(where(i -> true), quality);
        return Arrays.stream(all, 0, numLabelIssues()).sorted().toArray();
    }

    /**
     * Returns these samples with the most suspicious one, that of the lowest score, first; equal scores in the given order.
     *
     * @param issues indices of samples
     */
    public int[] ranked(int[] issues, LabelQuality by) {
        double[] scores = by.scores(given);
        return Arrays.stream(issues)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[][] copy(int[][] table) {
        return Arrays.stream(table).map(int[]::clone).toArray(int[][]::new);
    }
}
