// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import io.mlopslabs.features.NaiveBayes;
import io.mlopslabs.features.SparseMatrix;
import io.mlopslabs.features.linear.DesignMatrix;
import io.mlopslabs.features.linear.ElasticNet;
import io.mlopslabs.features.linear.LinearModel;
import io.mlopslabs.features.linear.LinearRegression;
import io.mlopslabs.features.linear.LogisticRegression;
import io.mlopslabs.features.trees.RandomForest;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever learns from rows and targets: what a selection wraps, and what its columns are judged by.
 *
 * <p>Anything learned before the model, such as scales or a selection, belongs inside: {@link #standardized} and {@link #on} learn it from the
 * rows given to {@link #fit}, so that cross-validation never shows them a test row.
 */
@FunctionalInterface
public interface Estimator {
    /**
     * Learns from some rows.
     *
     * @param x one row per target
     * @param y class or target of each row
     * @throws IllegalArgumentException if the rows do not suit the model; names the model, row or column
     */
    Fitted fit(double[][] x, double[] y);

    /** What has been learned. */
    @FunctionalInterface
    interface Fitted {
        /** Returns the class or target of each row. */
        double[] predict(double[][] x);

        /** Returns, per row, a number that is the higher the more speaks for class 1; the prediction itself if there is nothing finer. */
        default double[] scores(double[][] x) {
            return predict(x);
        }

        /**
         * Returns one number per column whose absolute value says how much the model leans on it: coefficients, or shares.
         *
         * @throws IllegalStateException if the model has none
         */
        default double[] importances() {
            throw new IllegalStateException(
                    "this model has neither coefficients nor importances; take PermutationImportance or SequentialSelection");
        }
    }

    /** Returns the estimator that fits a logistic regression of classes 0 and 1; its importances are the coefficients. */
    static Estimator of(LogisticRegression settings) {
        return (x, y) -> {
            var model = settings.fit(x, classes("LogisticRegression", y));
            return new Learned(rows -> doubles(model.predict(rows)), model::predictProbability, model.coef());
        };
    }

    /** Returns the estimator that fits an elastic net; its importances are the coefficients. */
    static Estimator of(ElasticNet settings) {
        return (x, y) -> linear(settings.fit(x, y));
    }

    /** Returns the estimator that fits a random forest of classes 0 and 1; its importances are the mean decreases in impurity. */
    static Estimator of(RandomForest settings) {
        return (x, y) -> {
            var model = settings.fit(x, classes("RandomForest", y));
            return new Learned(rows -> doubles(model.predict(rows)), model::predictProbability, model.importances());
        };
    }

    /** Returns the estimator that fits least squares; its importances are the coefficients. */
    static Estimator leastSquares() {
        return (x, y) -> linear(LinearRegression.fit(x, y));
    }

    /** Returns the estimator that fits Gaussian naive Bayes of any classes; it has no importances. */
    static Estimator gaussianNaiveBayes() {
        return (x, y) -> {
            DesignMatrix.require("GaussianNB", x, List.of());
            DesignMatrix.requireTargets("GaussianNB", x, y);
            var model = NaiveBayes.gaussian()
                    .fit(SparseMatrix.of(x), Arrays.stream(y).boxed().toList());
            int last = model.classes().size() - 1;
            return new Learned(
                    rows -> model.predict(SparseMatrix.of(rows)).stream()
                            .mapToDouble(c -> c)
                            .toArray(),
                    rows -> Arrays.stream(model.logProba(SparseMatrix.of(rows)))
                            .mapToDouble(log -> log[last] - log[0])
                            .toArray(),
                    null);
        };
    }

    /**
     * Returns this estimator on columns brought to mean 0 and population standard deviation 1 first, both learned from the rows it is fitted on.
     *
     * <p>A constant column becomes 0. The importances are those of the scaled columns.
     */
    default Estimator standardized() {
        return (x, y) -> {
            DesignMatrix.require("standardized", x, List.of());
            var scales = Standardizer.of(x);
            return new Prepared(fit(scales.apply(x), y), scales::apply);
        };
    }

    /**
     * Returns this estimator on the columns that a selection keeps, chosen anew from the rows of each fit. The importances are those of the kept
     * columns, in their order.
     */
    default Estimator on(ColumnSelection selection) {
        return (x, y) -> {
            int[] kept = selection.select(x, y);
            if (kept.length == 0) {
                throw new IllegalStateException("the selection kept no column; there is nothing to fit on");
            }
            return new Prepared(fit(DesignMatrix.columns(x, kept), y), rows -> DesignMatrix.columns(rows, kept));
        };
    }

    private static Fitted linear(LinearModel model) {
        return new Learned(model::predict, model::predict, model.coef());
    }

    private static double[] doubles(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    private static int[] classes(String operation, double[] y) {
        int[] classes = new int[y.length];
        for (int row = 0; row < y.length; row++) {
            classes[row] = (int) y[row];
            if (classes[row] != y[row]) {
                throw new IllegalArgumentException(
                        "%s: row %d is of class %s; the classes are 0 and 1".formatted(operation, row, y[row]));
            }
        }
        return classes;
    }
}
