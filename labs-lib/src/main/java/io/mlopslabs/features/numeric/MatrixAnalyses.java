// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.List;

/** Covariances and what follows from them; a row's numbers are those of all its columns, one after the other. */
final class MatrixAnalyses {
    private MatrixAnalyses() {}

    /** The matrix, row after row. */
    record Covariance() implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return new Accumulating(width(inputs), false);
        }
    }

    /** The components as rows, by decreasing variance. */
    record Pca() implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return new Accumulating(width(inputs), true);
        }
    }

    record ToPrincipalComponents(int outputDim) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            int width = width(inputs);
            if (outputDim < 1 || outputDim > width) {
                throw new IllegalArgumentException("output_dim is %d; %d numbers per row have 1 to %d components"
                        .formatted(outputDim, width, width));
            }
            boolean wide = inputs.stream().anyMatch(input -> input.dtype() == DType.FLOAT64);
            return new Kind(wide ? DType.FLOAT64 : DType.FLOAT32, outputDim);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            int width = width(inputs);
            double[] components = ((Numbers) statistics.get(0)).toArray();
            return (row, out) -> {
                double[] x = new double[width];
                read(row, x);
                for (int c = 0; c < outputDim; c++) {
                    double product = 0;
                    for (int j = 0; j < width; j++) {
                        product += x[j] * components[c * width + j];
                    }
                    out.number(product);
                }
            };
        }
    }

    private static int width(List<Kind> inputs) {
        int width = 0;
        for (Kind input : inputs) {
            if (!input.dtype().isNumeric() || input.isRagged()) {
                throw new IllegalArgumentException("takes numbers, as many in each row, not " + input);
            }
            width += input.width();
        }
        return width;
    }

    private static void read(Row row, double[] x) {
        int at = 0;
        for (int c = 0; c < row.columns(); c++) {
            for (int i = 0; i < row.count(c); i++) {
                x[at++] = row.number(c, i);
            }
        }
    }

    /** Means and sums of products of distances from them, updated as Welford does, merged as Chan does: stable far from zero. */
    static final class State implements Serializable {
        private static final long serialVersionUID = 1;
        private long n;
        private final double[] mean;
        private final double[] products;
        private final double[] x;
        private final double[] before;

        private State(int width) {
            mean = new double[width];
            products = new double[width * width];
            x = new double[width];
            before = new double[width];
        }

        private void add(Row row) {
            read(row, x);
            n++;
            for (int i = 0; i < x.length; i++) {
                before[i] = x[i] - mean[i];
                mean[i] += before[i] / n;
            }
            for (int i = 0; i < x.length; i++) {
                for (int j = i; j < x.length; j++) {
                    products[i * x.length + j] += before[i] * (x[j] - mean[j]);
                }
            }
        }

        private void merge(State other) {
            if (other.n == 0) {
                return;
            }
            double all = (double) n + other.n;
            double weight = n * (other.n / all);
            for (int i = 0; i < x.length; i++) {
                before[i] = other.mean[i] - mean[i];
            }
            for (int i = 0; i < x.length; i++) {
                mean[i] += before[i] * (other.n / all);
                for (int j = i; j < x.length; j++) {
                    int at = i * x.length + j;
                    products[at] += other.products[at] + before[i] * before[j] * weight;
                }
            }
            n += other.n;
        }

        private double[][] covariance() {
            double[][] covariance = new double[x.length][x.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = i; j < x.length; j++) {
                    covariance[i][j] = covariance[j][i] = n == 0 ? 0 : products[i * x.length + j] / n;
                }
            }
            return covariance;
        }
    }

    private record Accumulating(int width, boolean components) implements Accumulator<Row, State, Numbers> {
        @Override
        public State create() {
            return new State(width);
        }

        @Override
        public State add(State state, Row row) {
            state.add(row);
            return state;
        }

        @Override
        public State merge(State left, State right) {
            left.merge(right);
            return left;
        }

        @Override
        public Numbers extract(State state) {
            double[][] rows = state.covariance();
            double[] flat = new double[width * width];
            for (int i = 0; i < width; i++) {
                System.arraycopy(rows[i], 0, flat, i * width, width);
            }
            return Numbers.of(components ? EigenVectors.of(rows) : flat);
        }
    }
}
