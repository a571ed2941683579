// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/**
 * A column that a preprocessing function speaks of: it has a type and no values, for it stands for the values of any row, now or in a server.
 *
 * <p>New ones come from operations of the instance pass, through {@link #map}; whatever they must know of other rows comes from a {@link
 * Deferred}, which only analyzers make.
 */
public final class Column {
    final GraphBuilder graph;
    final int node;
    private final Kind kind;

    Column(GraphBuilder graph, int node, Kind kind) {
        this.graph = graph;
        this.node = node;
        this.kind = kind;
    }

    /** Returns what the column holds. */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns what an operation makes of columns and statistics; this is how operations are written.
     *
     * @throws IllegalArgumentException if the operation does not take columns of these types; names operation and columns
     */
    public static Column map(RowFunction function, List<Column> columns, Deferred<?>... statistics) {
        return columns.get(0).graph.apply(function, columns, List.of(statistics));
    }

    /**
     * Throws what {@link #map} would throw for these columns: for operations that need an analyzer first, so that a message names the operation.
     *
     * @throws IllegalArgumentException if the operation does not take columns of these types; names operation and columns
     */
    public static void check(RowFunction function, List<Column> columns) {
        columns.get(0).graph.output(function, columns);
    }

    /** Returns what an operation makes of this column and statistics. */
    public Column map(RowFunction function, Deferred<?>... statistics) {
        return map(function, List.of(this), statistics);
    }

    /** Returns the sum of two columns, value by value. Whole numbers stay whole; with a fraction beside them they become fractions. */
    public Column plus(Column other) {
        return map(new Arithmetic(Arithmetic.Operator.ADD, null), List.of(this, other));
    }

    /** Returns this column and a constant in sum. */
    public Column plus(double constant) {
        return map(new Arithmetic(Arithmetic.Operator.ADD, constant));
    }

    /** Returns this column less another. */
    public Column minus(Column other) {
        return map(new Arithmetic(Arithmetic.Operator.SUBTRACT, null), List.of(this, other));
    }

    /** Returns this column less a statistic of one number, such as its mean. */
    public Column minus(Deferred<Numbers> statistic) {
        return map(new Arithmetic(Arithmetic.Operator.SUBTRACT, null), statistic);
    }

    /** Returns the product of two columns, value by value. */
    public Column times(Column other) {
        return map(new Arithmetic(Arithmetic.Operator.MULTIPLY, null), List.of(this, other));
    }

    /** Returns this column multiplied by a constant. */
    public Column times(double constant) {
        return map(new Arithmetic(Arithmetic.Operator.MULTIPLY, constant));
    }

    /** Returns this column divided by another; always fractions, and a division by zero gives infinity or NaN. */
    public Column over(Column other) {
        return map(new Arithmetic(Arithmetic.Operator.DIVIDE, null), List.of(this, other));
    }

    /** Returns this column divided by a statistic of one number, such as its maximum. */
    public Column over(Deferred<Numbers> statistic) {
        return map(new Arithmetic(Arithmetic.Operator.DIVIDE, null), statistic);
    }

    /** Returns 1 where this column is greater than a statistic of one number, else 0, also for NaN; {@code INT64}. */
    public Column greaterThan(Deferred<Numbers> statistic) {
        return map(new Arithmetic(Arithmetic.Operator.GREATER, null), statistic);
    }

    /** Returns 1 where this column is greater than a constant, else 0, also for NaN; {@code INT64}. */
    public Column greaterThan(double constant) {
        return map(new Arithmetic(Arithmetic.Operator.GREATER, constant));
    }

    /**
     * Returns the same values in another type: numbers as texts and texts as numbers too. TensorFlow's {@code cast}, {@code as_string} and {@code
     * string_to_number}.
     *
     * <p>A fraction becomes a whole number by truncation; NaN, infinities, numbers beyond 64 bits and texts that are no number are errors
     * when a row has them, naming operation, column and value.
     */
    public Column cast(DType dtype) {
        return dtype == kind.dtype() ? this : map(new Cast(dtype));
    }

    /** Returns a column with one number in each row: its value, or {@code value} where it is missing. A row with several values is an error. */
    public Column orElse(double value) {
        if (kind.dtype() == DType.STRING) {
            throw graph.refused(
                    new OrElse(""),
                    List.of(node),
                    new IllegalArgumentException("takes a text for STRING, not " + value));
        }
        return map(new OrElse(Double.toString(value)));
    }

    /** Returns a column with one text in each row: its value, or {@code value} where it is missing. A row with several values is an error. */
    public Column orElse(String value) {
        return map(new OrElse(value));
    }
}
