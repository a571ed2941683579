// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the scores of several classes become one. */
public enum Average {
    /** Scores of the summed counts: every sample weighs the same. Over all classes it equals the accuracy, over some it does not. */
    MICRO,
    /** The plain mean of the class scores: every class weighs the same, however rare. */
    MACRO,
    /** The mean of the class scores weighed by support, the true samples of each class. */
    WEIGHTED;

    PrecisionRecallFscore of(List<OneVsRest> tables, double beta, ZeroDivision zeroDivision) {
        PrecisionRecallFscore micro =
                tables.stream().reduce(OneVsRest::plus).orElseThrow().scores(beta, zeroDivision);
        if (this == MICRO) {
            return micro;
        }
        List<PrecisionRecallFscore> classes =
                tables.stream().map(table -> table.scores(beta, zeroDivision)).toList();
        return new PrecisionRecallFscore(
                mean(classes, PrecisionRecallFscore::precision),
                mean(classes, PrecisionRecallFscore::recall),
                mean(classes, PrecisionRecallFscore::fscore),
                micro.support());
    }

    private double mean(List<PrecisionRecallFscore> classes, ToDoubleFunction<PrecisionRecallFscore> score) {
        List<PrecisionRecallFscore> defined = classes.stream()
                .filter(scores -> !Double.isNaN(score.applyAsDouble(scores)))
                .toList();
        double support =
                defined.stream().mapToDouble(PrecisionRecallFscore::support).sum();
        if (this == MACRO || support == 0) {
            // scikit-learn's rule where no class that has a score has support: all of them weigh the same.
            return defined.stream().mapToDouble(score).average().orElse(Double.NaN);
        }
        return defined.stream()
                        .mapToDouble(scores -> scores.support() * score.applyAsDouble(scores))
                        .sum()
                / support;
    }
}
