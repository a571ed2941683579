// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.linear.DesignMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What all selections that wrap a model ask of their input, and how they read what is left. */
final class Support {
    private Support() {}

    /** The columns at which {@code kept} is true. */
    static int[] of(boolean[] kept) {
        return IntStream.range(0, kept.length).filter(j -> kept[j]).toArray();
    }

    /** Checks rows, targets, and that a number of columns to keep lies in 1 to those there are. */
    static void require(String operation, double[][] x, double[] y, int keep) {
        DesignMatrix.require(operation, x, List.of());
        DesignMatrix.requireTargets(operation, x, y);
        if (keep < 1 || keep > x[0].length) {
            throw new IllegalArgumentException(
                    "%s: %d of %d columns to keep; give 1 to %3$d".formatted(operation, keep, x[0].length));
        }
    }

    /** Absolute importances, one per column fitted on. */
    static double[] importances(String operation, Estimator.Fitted model, int columns) {
        double[] importances = Arrays.stream(model.importances()).map(Math::abs).toArray();
        if (importances.length != columns) {
            throw new IllegalArgumentException(
                    "%s: the model has %d importances for %d columns; select on the columns it weighs"
                            .formatted(operation, importances.length, columns));
        }
        return importances;
    }
}
