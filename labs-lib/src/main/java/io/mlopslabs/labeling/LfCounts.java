// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.io.Serializable;

/** Counts of votes that add up over rows; {@code votes[function][vote + 1][truth]}, the last truth being "not known". */
final class LfCounts implements Serializable {
    private static final long serialVersionUID = 1;

    final long[][][] votes;
    final long[] overlaps;
    final long[] conflicts;
    long rows;
    long covered;
    long overlapped;
    long conflicted;

    LfCounts(int functions, int cardinality) {
        votes = new long[functions][cardinality + 1][cardinality + 1];
        overlaps = new long[functions];
        conflicts = new long[functions];
    }

    void add(int[] row, int truth) {
        int cast = 0;
        int last = LabelingFunction.ABSTAIN;
        boolean differ = false;
        for (int f = 0; f < row.length; f++) {
            votes[f][row[f] + 1][truth]++;
            if (row[f] != LabelingFunction.ABSTAIN) {
                differ |= cast > 0 && row[f] != last;
                last = row[f];
                cast++;
            }
        }
        rows++;
        covered += cast > 0 ? 1 : 0;
        overlapped += cast > 1 ? 1 : 0;
        conflicted += differ ? 1 : 0;
        for (int f = 0; f < row.length; f++) {
            if (row[f] != LabelingFunction.ABSTAIN) {
                overlaps[f] += cast > 1 ? 1 : 0;
                conflicts[f] += differ ? 1 : 0;
            }
        }
    }

    void add(LfCounts other) {
        for (int f = 0; f < votes.length; f++) {
            for (int vote = 0; vote < votes[f].length; vote++) {
                for (int truth = 0; truth < votes[f].length; truth++) {
                    votes[f][vote][truth] += other.votes[f][vote][truth];
                }
            }
            overlaps[f] += other.overlaps[f];
            conflicts[f] += other.conflicts[f];
        }
        rows += other.rows;
        covered += other.covered;
        overlapped += other.overlapped;
        conflicted += other.conflicted;
    }
}
