// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Operations on the values of a row as a set, a list of segments, or the filled places of a sparse vector. */
final class Sparse {
    private Sparse() {}

    private static void copy(Row row, int column, int i, Values.Writer out) {
        switch (row.kind(column).dtype()) {
            case STRING -> out.text(row.text(column, i));
            case INT64 -> out.integer(row.integer(column, i));
            case FLOAT32, FLOAT64 -> out.number(row.number(column, i));
        }
    }

    private static Object boxed(Row row, int i) {
        return switch (row.kind(0).dtype()) {
            case STRING -> row.text(0, i);
            case INT64 -> row.integer(0, i);
            case FLOAT32, FLOAT64 -> row.number(0, i) + 0.0; // so that -0.0 is 0.0
        };
    }

    /** Each value where it comes first. */
    record Deduplicate() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.ragged(inputs.get(0).dtype());
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> {
                Set<Object> seen = new HashSet<>();
                for (int i = 0; i < row.count(0); i++) {
                    if (seen.add(boxed(row, i))) {
                        copy(row, 0, i, out);
                    }
                }
            };
        }
    }

    /** The place of each value in the run of equal ones. */
    record SegmentIndices() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            if (inputs.get(0).dtype() != DType.INT64) {
                throw new IllegalArgumentException("takes segment ids that are INT64, not " + inputs.get(0));
            }
            return inputs.get(0);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> {
                int start = 0;
                for (int i = 0; i < row.count(0); i++) {
                    if (i > 0 && row.integer(0, i) < row.integer(0, i - 1)) {
                        throw new IllegalArgumentException("segment id %d comes after %d; segment ids are sorted"
                                .formatted(row.integer(0, i), row.integer(0, i - 1)));
                    }
                    if (i > 0 && row.integer(0, i) != row.integer(0, i - 1)) {
                        start = i;
                    }
                    out.integer(i - start);
                }
            };
        }
    }

    /** The values of a sparse vector without the gaps; the first column has the places. */
    record LeftAlign() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.ragged(checkPlaces(inputs).dtype());
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> {
                int count = checkPairs(row);
                IntStream.range(0, count)
                        .boxed()
                        .sorted(java.util.Comparator.comparingLong(i -> row.integer(0, i)))
                        .forEach(i -> copy(row, 1, i, out));
            };
        }
    }

    /** A sparse vector as a dense one; {@code defaultValue} stands where it has none. */
    record ToDense(int width, double defaultValue) implements RowFunction {
        ToDense {
            if (width < 1) {
                throw new IllegalArgumentException("takes a width of 1 or more, not " + width);
            }
        }

        @Override
        public Kind output(List<Kind> inputs) {
            Kind values = checkPlaces(inputs);
            if (!values.dtype().isNumeric()) {
                throw new IllegalArgumentException("takes numbers, not " + values);
            }
            if (values.dtype() == DType.INT64 && (long) defaultValue != defaultValue) {
                throw new IllegalArgumentException(
                        "takes a whole default for %s, not %s".formatted(values, defaultValue));
            }
            return new Kind(values.dtype(), width);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            boolean whole = inputs.get(1).dtype() == DType.INT64;
            return (row, out) -> {
                int[] at = new int[width]; // the value of a place, + 1
                for (int i = checkPairs(row) - 1; i >= 0; i--) {
                    long place = row.integer(0, i);
                    if (place < 0 || place >= width) {
                        throw new IllegalArgumentException(
                                "place %d is not one of 0 to %d".formatted(place, width - 1));
                    }
                    if (at[(int) place] != 0) {
                        throw new IllegalArgumentException("place %d has two values".formatted(place));
                    }
                    at[(int) place] = i + 1;
                }
                for (int value : at) {
                    if (whole) {
                        out.integer(value == 0 ? (long) defaultValue : row.integer(1, value - 1));
                    } else {
                        out.number(value == 0 ? defaultValue : row.number(1, value - 1));
                    }
                }
            };
        }
    }

    private static Kind checkPlaces(List<Kind> inputs) {
        if (inputs.get(0).dtype() != DType.INT64
                || inputs.get(0).width() != inputs.get(1).width()) {
            throw new IllegalArgumentException("takes places that are INT64, one for each value, not %s for %s"
                    .formatted(inputs.get(0), inputs.get(1)));
        }
        return inputs.get(1);
    }

    private static int checkPairs(Row row) {
        if (row.count(0) != row.count(1)) {
            throw new IllegalArgumentException(
                    "the row has %d places and %d values".formatted(row.count(0), row.count(1)));
        }
        return row.count(0);
    }
}
