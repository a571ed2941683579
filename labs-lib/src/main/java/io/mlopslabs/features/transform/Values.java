// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The values of one column of a {@link Batch}; immutable.
 *
 * <p>Row {@code r} has the values {@code start(r)} to {@code end(r)} (exclusive). NaN is a value; a missing one is a row without values, in a
 * ragged column.
 */
public final class Values {
    private final Kind kind;
    private final int rows;
    private final double[] numbers; // one of the three, by dtype
    private final long[] integers;
    private final String[] texts;
    private final int[] ends; // of each row; null unless ragged

    private Values(Kind kind, int rows, double[] numbers, long[] integers, String[] texts, int[] ends) {
        this.kind = kind;
        this.rows = rows;
        this.numbers = numbers;
        this.integers = integers;
        this.texts = texts;
        this.ends = ends;
    }

    /** Returns a column of {@code FLOAT32} numbers, one per row. */
    public static Values float32(double... numbers) {
        return numbers(Kind.scalar(DType.FLOAT32), numbers);
    }

    /** Returns a column of {@code FLOAT64} numbers, one per row. */
    public static Values float64(double... numbers) {
        return numbers(Kind.scalar(DType.FLOAT64), numbers);
    }

    /** Returns a column of whole numbers, one per row. */
    public static Values int64(long... integers) {
        return new Values(Kind.scalar(DType.INT64), integers.length, null, integers.clone(), null, null);
    }

    /** Returns a column of texts, one per row; none may be null. */
    public static Values strings(String... texts) {
        Writer out = new Writer(Kind.scalar(DType.STRING), texts.length);
        for (String text : texts) {
            out.text(text);
            out.endRow();
        }
        return out.values();
    }

    private static Values numbers(Kind kind, double[] numbers) {
        Writer out = new Writer(kind, numbers.length);
        for (double number : numbers) {
            out.number(number);
            out.endRow();
        }
        return out.values();
    }

    /**
     * Returns a column from rows of boxed values: each row a {@code Number}, a {@code String}, null (a missing value) or a list of these.
     *
     * @throws IllegalArgumentException if a value is of another type, or a row has another number of values than {@code kind} says; the message
     *     names the row
     */
    public static Values of(Kind kind, List<?> rows) {
        Writer out = new Writer(kind, rows.size());
        for (Object row : rows) {
            if (row instanceof List<?> several) {
                several.forEach(out::boxed);
            } else if (row != null) {
                out.boxed(row);
            }
            out.endRow();
        }
        return out.values();
    }

    /** Returns the rows of {@code parts}, which are of type {@code kind}, one after the other. */
    static Values concat(Kind kind, List<Values> parts) {
        int rows = parts.stream().mapToInt(Values::rows).sum();
        int size = parts.stream().mapToInt(Values::size).sum();
        double[] numbers = kind.dtype().isFloat() ? new double[size] : null;
        long[] integers = kind.dtype() == DType.INT64 ? new long[size] : null;
        String[] texts = kind.dtype() == DType.STRING ? new String[size] : null;
        int[] ends = kind.isRagged() ? new int[rows] : null;
        int row = 0;
        int at = 0;
        for (Values part : parts) {
            for (int r = 0; ends != null && r < part.rows; r++) {
                ends[row + r] = at + part.ends[r];
            }
            Object from = numbers != null ? part.numbers : integers != null ? part.integers : part.texts;
            Object to = numbers != null ? numbers : integers != null ? integers : texts;
            System.arraycopy(from, 0, to, at, part.size());
            row += part.rows;
            at += part.size();
        }
        return new Values(kind, rows, numbers, integers, texts, ends);
    }

    /** Returns the same values, of which each row is known to have {@code width}. */
    Values dense(int width) {
        for (int row = 0; row < rows; row++) {
            if (end(row) != (row + 1) * width) {
                throw new IllegalArgumentException(
                        "row %d has %d values, not %d".formatted(row, end(row) - start(row), width));
            }
        }
        return new Values(new Kind(kind.dtype(), width), rows, numbers, integers, texts, null);
    }

    /** Returns what the values are and how many a row has. */
    public Kind kind() {
        return kind;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of values in all rows together. */
    public int size() {
        return numbers != null ? numbers.length : integers != null ? integers.length : texts.length;
    }

    /** Returns where the values of a row begin. */
    public int start(int row) {
        return ends == null ? row * kind.width() : row == 0 ? 0 : ends[row - 1];
    }

    /** Returns where the values of a row end, exclusive. */
    public int end(int row) {
        return ends == null ? (row + 1) * kind.width() : ends[row];
    }

    /** Returns value {@code i} of all as a number; whole numbers beyond 2^53 are rounded. Not for texts. */
    public double number(int i) {
        return numbers != null ? numbers[i] : integers[i];
    }

    /** Returns value {@code i} of all in a column of {@code INT64}. */
    public long integer(int i) {
        return integers[i];
    }

    /** Returns value {@code i} of all in a column of {@code STRING}. */
    public String text(int i) {
        return texts[i];
    }

    /** Returns value {@code i} of all, boxed: a Double, Long or String. */
    public Object value(int i) {
        return texts != null ? texts[i] : integers != null ? (Object) integers[i] : (Object) numbers[i];
    }

    /** Returns the numbers of all rows in one array, a copy; not for texts. */
    public double[] toDoubles() {
        return numbers != null
                ? numbers.clone()
                : Arrays.stream(integers).asDoubleStream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that
                && kind.equals(that.kind)
                && rows == that.rows
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(integers, that.integers)
                && Arrays.equals(texts, that.texts)
                && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, rows, Arrays.hashCode(numbers), Arrays.hashCode(integers), Arrays.hashCode(texts));
    }

    /** Returns the type and up to ten rows. */
    @Override
    public String toString() {
        var shown = new StringJoiner(", ", kind + " of " + rows + " rows: ", rows > 10 ? ", ..." : "");
        for (int row = 0; row < Math.min(10, rows); row++) {
            if (kind.width() == 1) {
                shown.add(String.valueOf(value(start(row))));
                continue;
            }
            var several = new StringJoiner(", ", "[", "]");
            for (int i = start(row); i < end(row); i++) {
                several.add(String.valueOf(value(i)));
            }
            shown.add(several.toString());
        }
        return shown.toString();
    }

    /** Takes the values of a column, row after row. */
    public static final class Writer {
        private final Kind kind;
        private double[] numbers;
        private long[] integers;
        private String[] texts;
        private int[] ends;
        private int size;
        private int rows;

        /** Prepares for about {@code rows} rows. */
        public Writer(Kind kind, int rows) {
            this.kind = kind;
            int room = Math.max(1, rows * Math.max(1, kind.width()));
            switch (kind.dtype()) {
                case FLOAT32, FLOAT64 -> numbers = new double[room];
                case INT64 -> integers = new long[room];
                case STRING -> texts = new String[room];
            }
            if (kind.isRagged()) {
                ends = new int[Math.max(1, rows)];
            }
        }

        /** Adds a number to the row; {@code FLOAT32} rounds it. Only for {@code FLOAT32} and {@code FLOAT64}. */
        public void number(double number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = kind.dtype() == DType.FLOAT32 ? (float) number : number;
        }

        /** Adds a whole number to the row. Only for {@code INT64}. */
        public void integer(long integer) {
            if (size == integers.length) {
                integers = Arrays.copyOf(integers, 2 * size);
            }
            integers[size++] = integer;
        }

        /** Adds a text to the row. Only for {@code STRING}. */
        public void text(String text) {
            if (size == texts.length) {
                texts = Arrays.copyOf(texts, 2 * size);
            }
            texts[size++] = Objects.requireNonNull(text, "a text is null; leave the value out of a ragged row instead");
        }

        private void boxed(Object value) {
            if (kind.dtype() == DType.STRING && value instanceof String text) {
                text(text);
            } else if (kind.dtype() == DType.INT64 && (value instanceof Long || value instanceof Integer)) {
                integer(((Number) value).longValue());
            } else if (kind.dtype().isFloat() && value instanceof Number number) {
                number(number.doubleValue());
            } else {
                throw new IllegalArgumentException("row %d: %s is a %s, and the column is %s"
                        .formatted(
                                rows,
                                value,
                                value == null ? "null" : value.getClass().getSimpleName(),
                                kind));
            }
        }

        /**
         * Ends the row.
         *
         * @throws IllegalArgumentException if the row has another number of values than the column's type says
         */
        public void endRow() {
            if (ends != null) {
                if (rows == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * rows);
                }
                ends[rows] = size;
            } else if (size != (rows + 1) * kind.width()) {
                throw new IllegalArgumentException(
                        "row %d has %d values, and the column is %s".formatted(rows, size - rows * kind.width(), kind));
            }
            rows++;
        }

        /** Returns the column; this writer must not be used afterwards. */
        public Values values() {
            return new Values(
                    kind,
                    rows,
                    numbers == null || numbers.length == size ? numbers : Arrays.copyOf(numbers, size),
                    integers == null || integers.length == size ? integers : Arrays.copyOf(integers, size),
                    texts == null || texts.length == size ? texts : Arrays.copyOf(texts, size),
                    ends == null || ends.length == rows ? ends : Arrays.copyOf(ends, rows));
        }
    }
}
