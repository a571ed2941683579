// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.statistics.Proportion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What labelling functions do to a data set: how much they cover, where they overlap and conflict, and how often each is right.
 *
 * <p>Coverage, overlaps and conflicts need no truth, so they can be watched on all rows; accuracy needs a labelled development set. A
 * conflict says that somebody is wrong there, not who.
 *
 * <p>Same numbers as Snorkel's {@code LFAnalysis}, except that a true label must be a class: Snorkel counts a row whose truth is -1 against
 * the functions. The analysis is an {@link Accumulator}, whose parts merge exactly.
 */
public final class LfAnalysis {
    private final List<String> functions;
    private final int cardinality;
    private final LfCounts counts;

    LfAnalysis(List<String> functions, int cardinality, LfCounts counts) {
        this.functions = functions;
        this.cardinality = cardinality;
        this.counts = counts;
    }

    /**
     * One example: its votes, and its true class where that is known.
     *
     * @param votes one per function: {@code -1} or a class
     * @param truth {@code null} where the row has no gold label
     */
    public record Row(List<Integer> votes, Integer truth) {
        /** Copies the votes. */
        public Row {
            votes = List.copyOf(votes);
        }
    }

    /**
     * One function's line of the summary; shares are of all rows.
     *
     * @param function its name
     * @param polarity the classes it voted for, ascending; empty for a silent one
     * @param coverage share of rows that it votes on
     * @param overlaps share of rows that it and another one vote on; at most the coverage
     * @param conflicts share of rows that it votes on and that hold two different votes; at most the overlaps
     * @param correct its right votes, on rows whose truth is known
     * @param incorrect its wrong votes, on rows whose truth is known
     */
    public record Summary(
            String function,
            List<Integer> polarity,
            double coverage,
            double overlaps,
            double conflicts,
            long correct,
            long incorrect) {
        /** Returns right votes over all its votes with a known truth; 0 if there are none, as Snorkel's "Emp. Acc.". */
        public double empiricalAccuracy() {
            return accuracy().map(Proportion::estimate).orElse(0.0);
        }

        /** Returns the accuracy with its counts, for an interval; empty if no vote of it has a known truth. */
        public Optional<Proportion> accuracy() {
            long judged = correct + incorrect;
            return judged == 0 ? Optional.empty() : Optional.of(new Proportion(correct, judged));
        }

        /** Returns the share of its votes that another function joins; 0 for a silent one ({@code normalize_by_coverage}). */
        public double overlapsByCoverage() {
            return coverage == 0 ? 0 : overlaps / coverage;
        }

        /** Returns the share of its overlaps that hold a conflict; 0 where nothing overlaps ({@code normalize_by_overlaps}). */
        public double conflictsByOverlaps() {
            return overlaps == 0 ? 0 : conflicts / overlaps;
        }
    }

    /** Returns the analysis of these votes, without accuracies. */
    public static LfAnalysis of(LabelMatrix votes) {
        return accumulated(votes, null);
    }

    /**
     * Returns the analysis of these votes with accuracies.
     *
     * @param truth the class of each row
     * @throws IllegalArgumentException if the lengths differ or a true label is no class; names the row
     */
    public static LfAnalysis of(LabelMatrix votes, int[] truth) {
        LabelMatrix.requireTruth(truth, votes.rows(), votes.cardinality());
        return accumulated(votes, truth);
    }

    private static LfAnalysis accumulated(LabelMatrix votes, int[] truth) {
        var counts = new LfCounts(votes.functions().size(), votes.cardinality());
        for (int row = 0; row < votes.rows(); row++) {
            counts.add(votes.votes(row), truth == null ? votes.cardinality() : truth[row]);
        }
        return new LfAnalysis(votes.functions(), votes.cardinality(), counts);
    }

    /**
     * Returns the accumulator behind {@link #of(LabelMatrix, int[])}, for rows that stream or are spread over machines.
     *
     * <p>Memory is {@code functions * (cardinality + 1)^2} counts. Adding a row whose votes or truth break the rules is refused, and so is
     * extracting without rows.
     *
     * @param functions name of each column, unique
     * @param cardinality number of classes, 2 or more
     * @throws IllegalArgumentException if an argument breaks its rule
     */
    public static Accumulator<Row, ?, LfAnalysis> accumulator(List<String> functions, int cardinality) {
        LabelMatrix.requireCardinality(cardinality);
        return new LfAccumulator(LabelMatrix.checkedNames(functions), cardinality);
    }

    /** Returns the number of rows. */
    public long rows() {
        return counts.rows;
    }

    /** Returns the share of rows with at least one vote. */
    public double labelCoverage() {
        return share(counts.covered);
    }

    /** Returns the share of rows with at least two votes. */
    public double labelOverlap() {
        return share(counts.overlapped);
    }

    /** Returns the share of rows with two different votes. */
    public double labelConflict() {
        return share(counts.conflicted);
    }

    /** Returns one line per function, in column order. */
    public List<Summary> summary() {
        return IntStream.range(0, functions.size()).mapToObj(this::line).toList();
    }

    private Summary line(int function) {
        long[][] table = counts.votes[function];
        long correct = 0;
        long judged = 0;
        long cast = 0;
        for (int vote = 0; vote < cardinality; vote++) {
            correct += table[vote + 1][vote];
            for (int truth = 0; truth <= cardinality; truth++) {
                cast += table[vote + 1][truth];
                judged += truth < cardinality ? table[vote + 1][truth] : 0;
            }
        }
        List<Integer> polarity = IntStream.range(0, cardinality)
                .filter(vote -> IntStream.rangeClosed(0, cardinality).anyMatch(truth -> table[vote + 1][truth] > 0))
                .boxed()
                .toList();
        return new Summary(
                functions.get(function),
                polarity,
                share(cast),
                share(counts.overlaps[function]),
                share(counts.conflicts[function]),
                correct,
                judged - correct);
    }

    /**
     * Returns how each function votes on each true class: {@code [function][vote + 1][class]} is P(vote | class), the first row abstaining.
     *
     * <p>Over the rows whose truth is known; NaN for a class that is never true. Snorkel's {@code lf_empirical_probs}.
     */
    public double[][][] empiricalProbs() {
        double[][][] probs = new double[functions.size()][cardinality + 1][cardinality];
        for (int f = 0; f < functions.size(); f++) {
            for (int truth = 0; truth < cardinality; truth++) {
                long total = 0;
                for (long[] row : counts.votes[f]) {
                    total += row[truth];
                }
                for (int vote = 0; vote <= cardinality; vote++) {
                    probs[f][vote][truth] = total == 0 ? Double.NaN : (double) counts.votes[f][vote][truth] / total;
                }
            }
        }
        return probs;
    }

    private double share(long count) {
        return (double) count / counts.rows;
    }
}
