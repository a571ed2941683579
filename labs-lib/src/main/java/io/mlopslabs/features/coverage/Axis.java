// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.coverage;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** One column of the training rows, divided into cells: a category each, or a quantile each. */
final class Axis {
    static final int OUTSIDE = -1;
    /** A column of whole numbers with more different ones than this is a scale, and not a list of codes. */
    static final int MOST_CODES = 100;

    private static final Object MISSING = new Object();
    private static final Object NOT_FINITE = new Object();

    private final String column;
    private final int component; // of a column of several values per row; -1: all values of the row
    private final Map<Object, Integer> cells = new HashMap<>();
    private final double[] edges; // between quantile cells, ascending; null for categories
    private final double low;
    private final double high;
    private final double expectedOutside;

    /** Divides the training values of a column, or of one component of a column of fixed width. */
    Axis(String column, Values training, int component, int quantiles) {
        this.column = column;
        this.component = component;
        Map<Object, Integer> counts = count(training);
        double[] numbers = isScale(training, counts) ? finite(training) : new double[0];
        int singletons = 0;
        for (Map.Entry<Object, Integer> value : counts.entrySet()) {
            if (numbers.length == 0 || value.getKey() == MISSING || value.getKey() == NOT_FINITE) {
                cells.put(value.getKey(), cells.size());
                singletons += value.getValue() == 1 ? 1 : 0;
            }
        }
        if (numbers.length == 0) {
            edges = null;
            low = Double.NaN;
            high = Double.NaN;
            expectedOutside = (double) singletons / training.rows();
        } else {
            Arrays.sort(numbers);
            low = numbers[0];
            high = numbers[numbers.length - 1];
            edges = edges(numbers, quantiles);
            expectedOutside = Math.min(1, 2.0 / (numbers.length + 1));
            int named = cells.size();
            for (int k = 0; k <= edges.length; k++) {
                cells.put(k, named + k);
            }
        }
    }

    private Map<Object, Integer> count(Values training) {
        Map<Object, Integer> counts = new HashMap<>();
        for (int row = 0; row < training.rows(); row++) {
            if (training.start(row) == training.end(row)) {
                counts.merge(MISSING, 1, Integer::sum);
            }
            for (int i = start(training, row); i < end(training, row); i++) {
                counts.merge(value(training, i), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static boolean isScale(Values training, Map<Object, Integer> counts) {
        DType dtype = training.kind().dtype();
        return dtype.isFloat() || (dtype == DType.INT64 && counts.size() > MOST_CODES);
    }

    private double[] finite(Values training) {
        double[] numbers = new double[training.size()];
        int count = 0;
        for (int row = 0; row < training.rows(); row++) {
            for (int i = start(training, row); i < end(training, row); i++) {
                if (Double.isFinite(training.number(i))) {
                    numbers[count++] = training.number(i);
                }
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Returns the ends of cells with about as many training values each; fewer where values repeat. */
    private static double[] edges(double[] sorted, int quantiles) {
        Set<Double> edges = new HashSet<>();
        for (int k = 1; k < quantiles; k++) {
            double edge = sorted[(int) ((long) k * sorted.length / quantiles)];
            if (edge > sorted[0]) {
                edges.add(edge);
            }
        }
        return edges.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    String name() {
        return component < 0 ? column : "%s[%d]".formatted(column, component);
    }

    boolean isScale() {
        return edges != null;
    }

    /** Returns the number of cells in which there are training rows. */
    int cells() {
        return cells.size();
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** Returns the share of rows that would lie outside if they came from where the training rows came from. */
    double expectedOutside() {
        return expectedOutside;
    }

    /** Passes on the cell of each of a row's values, {@link #OUTSIDE} for those in none. */
    void visit(Values values, int row, IntConsumer cell) {
        if (values.start(row) == values.end(row)) {
            cell.accept(cells.getOrDefault(MISSING, OUTSIDE));
        }
        for (int i = start(values, row); i < end(values, row); i++) {
            cell.accept(cell(values, i));
        }
    }

    private int cell(Values values, int i) {
        Object value = value(values, i);
        if (edges == null || value == NOT_FINITE) {
            return cells.getOrDefault(value, OUTSIDE);
        }
        double number = values.number(i);
        if (number < low || number > high) {
            return OUTSIDE;
        }
        int at = Arrays.binarySearch(edges, number);
        return cells.get(at >= 0 ? at + 1 : -at - 1);
    }

    /** Counts in words what a row has outside. */
    void explain(Values values, int row, Map<String, Long> found) {
        if (values.start(row) == values.end(row)) {
            count("missing", cells.containsKey(MISSING), found);
        }
        for (int i = start(values, row); i < end(values, row); i++) {
            if (cell(values, i) == OUTSIDE) {
                count(word(values, i), false, found);
            }
        }
    }

    private static void count(String word, boolean known, Map<String, Long> found) {
        if (!known) {
            found.merge(word, 1L, Long::sum);
        }
    }

    private String word(Values values, int i) {
        if (value(values, i) == NOT_FINITE) {
            return Double.isNaN(values.number(i)) ? "NaN" : "infinite";
        }
        if (edges == null) {
            Object value = values.value(i);
            return value instanceof Double number ? Numbers.shortened(number) : value.toString();
        }
        return values.number(i) < low ? "below " + Numbers.shortened(low) : "above " + Numbers.shortened(high);
    }

    private static Object value(Values values, int i) {
        return values.kind().dtype().isFloat() && !Double.isFinite(values.number(i)) ? NOT_FINITE : values.value(i);
    }

    private int start(Values values, int row) {
        return component < 0 ? values.start(row) : values.start(row) + component;
    }

    private int end(Values values, int row) {
        return component < 0 ? values.end(row) : values.start(row) + component + 1;
    }
}
