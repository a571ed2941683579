// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;
import java.util.Locale;

/** Value by value: a column with another, with a constant, or with a statistic of one number. */
record Arithmetic(Operator operator, Double constant) implements RowFunction, Titled {
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        GREATER
    }

    @Override
    public String title() {
        return operator.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Kind output(List<Kind> inputs) {
        Kind left = inputs.get(0);
        for (Kind input : inputs) {
            if (!input.dtype().isNumeric()) {
                throw new IllegalArgumentException("takes numbers, not " + input);
            }
            if (input.width() != left.width()) {
                throw new IllegalArgumentException("takes columns of one shape, not %s and %s".formatted(left, input));
            }
        }
        return left.of(type(inputs));
    }

    private DType type(List<Kind> inputs) {
        if (operator == Operator.GREATER) {
            return DType.INT64;
        }
        DType left = inputs.get(0).dtype();
        DType right = inputs.size() > 1 ? inputs.get(1).dtype() : null;
        boolean wholeRight = right == null ? constant != null && constant == Math.rint(constant) : right == DType.INT64;
        if (left == DType.INT64 && wholeRight && operator != Operator.DIVIDE) {
            return DType.INT64;
        }
        if (left.isFloat() && (right == null || right == DType.INT64)) {
            return left;
        }
        return left == DType.FLOAT64 || right == DType.FLOAT64 || right == null || left == right
                ? left == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64
                : DType.FLOAT32;
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        boolean whole = type(inputs) == DType.INT64;
        boolean twoColumns = inputs.size() > 1;
        double second = constant != null ? constant : twoColumns ? 0 : ((Numbers) statistics.get(0)).get(0);
        return (row, out) -> {
            int count = row.count(0);
            if (twoColumns && row.count(1) != count) {
                throw new IllegalArgumentException(
                        "the row has %d values on the left and %d on the right".formatted(count, row.count(1)));
            }
            for (int i = 0; i < count; i++) {
                if (!whole) {
                    out.number(value(row.number(0, i), twoColumns ? row.number(1, i) : second));
                } else if (operator == Operator.GREATER) {
                    out.integer(row.number(0, i) > (twoColumns ? row.number(1, i) : second) ? 1 : 0);
                } else {
                    out.integer(value(row.integer(0, i), twoColumns ? row.integer(1, i) : (long) second));
                }
            }
        };
    }

    private double value(double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case GREATER -> throw new IllegalStateException("answered above");
        };
    }

    private long value(long left, long right) {
        try {
            return switch (operator) {
                case ADD -> Math.addExact(left, right);
                case SUBTRACT -> Math.subtractExact(left, right);
                case MULTIPLY -> Math.multiplyExact(left, right);
                case DIVIDE, GREATER -> throw new IllegalStateException("answered above");
            };
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "%d and %d leave the range of 64 bits; cast to FLOAT64 first".formatted(left, right), overflow);
        }
    }
}
