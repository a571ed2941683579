// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.Arrays;
import java.util.List;

/**
 * The vector of each id, one after the other; with {@code pooling} one vector per row. {@code unknown} is for ids that have none, and for rows
 * without an id; null where that is an error.
 */
record Lookup(List<List<Double>> table, List<Double> unknown, Embedding.Pooling pooling) implements RowFunction {
    Lookup {
        table = table.stream().map(List::copyOf).toList();
        if (table.isEmpty() || table.get(0).isEmpty()) {
            throw new IllegalArgumentException("the table has no vector, or vectors of no number");
        }
        int dimension = table.get(0).size();
        for (int id = 0; id < table.size(); id++) {
            if (table.get(id).size() != dimension) {
                throw new IllegalArgumentException("the vector of id %d has %d numbers, and that of id 0 %d"
                        .formatted(id, table.get(id).size(), dimension));
            }
        }
        if (unknown != null && unknown.size() != dimension) {
            throw new IllegalArgumentException("the vector of unknown ids has %d numbers, and the table's have %d"
                    .formatted(unknown.size(), dimension));
        }
    }

    @Override
    public Kind output(List<Kind> inputs) {
        Kind ids = OneHot.checkIds(inputs.get(0));
        if (pooling == null && ids.isRagged()) {
            throw new IllegalArgumentException(
                    "takes as many ids in each row, not %s; pool the vectors of a row".formatted(ids));
        }
        int dimension = table.get(0).size();
        return new Kind(DType.FLOAT32, pooling == null ? Math.multiplyExact(dimension, ids.width()) : dimension);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        double[][] vectors = table.stream().map(Lookup::unboxed).toArray(double[][]::new);
        double[] none = unknown == null ? null : unboxed(unknown);
        return (row, out) -> {
            if (pooling == null) {
                for (int i = 0; i < row.count(0); i++) {
                    for (double number : vector(vectors, none, row.integer(0, i))) {
                        out.number(number);
                    }
                }
            } else {
                for (double number : pooled(vectors, none, row)) {
                    out.number(number);
                }
            }
        };
    }

    private static double[] unboxed(List<Double> numbers) {
        return numbers.stream().mapToDouble(n -> n).toArray();
    }

    private static double[] vector(double[][] vectors, double[] none, long id) {
        if (id >= 0 && id < vectors.length) {
            return vectors[(int) id];
        }
        if (none == null) {
            throw new IllegalArgumentException(
                    "id %d has no vector; the table has those of 0 to %d: give unknown ids a vector, or the vocabulary an OOV bucket with a row"
                            .formatted(id, vectors.length - 1));
        }
        return none;
    }

    private double[] pooled(double[][] vectors, double[] none, Row row) {
        int count = row.count(0);
        if (count == 0) {
            if (none == null) {
                throw new IllegalArgumentException("the row has no id to pool; give unknown ids a vector");
            }
            return none;
        }
        double[] pooled = new double[vectors[0].length];
        for (int i = 0; i < count; i++) {
            double[] vector = vector(vectors, none, row.integer(0, i));
            Arrays.setAll(pooled, d -> pooled[d] + vector[d]);
        }
        if (pooling == Embedding.Pooling.MEAN) {
            Arrays.setAll(pooled, d -> pooled[d] / count);
        }
        return pooled;
    }
}
