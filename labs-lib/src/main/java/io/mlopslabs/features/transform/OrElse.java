// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/** One value in each row: what is there, or another where it is missing. */
record OrElse(String value) implements RowFunction {
    @Override
    public Kind output(List<Kind> inputs) {
        Kind input = inputs.get(0);
        if (input.width() > 1) {
            throw new IllegalArgumentException("takes columns of at most one value per row, not " + input);
        }
        if (input.dtype().isNumeric() && !isNumber()) {
            throw new IllegalArgumentException("takes a number for a column of %s, not \"%s\"".formatted(input, value));
        }
        if (input.dtype() == DType.INT64 && Double.parseDouble(value) != Math.rint(Double.parseDouble(value))) {
            throw new IllegalArgumentException(
                    "takes a whole number for a column of %s, not %s".formatted(input, value));
        }
        return Kind.scalar(input.dtype());
    }

    private boolean isNumber() {
        try {
            Double.parseDouble(value);
            return true;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        DType dtype = inputs.get(0).dtype();
        double number = dtype.isNumeric() ? Double.parseDouble(value) : 0;
        return (row, out) -> {
            int count = row.count(0);
            if (count > 1) {
                throw new IllegalArgumentException("the row has %d values, where one is taken".formatted(count));
            }
            switch (dtype) {
                case STRING -> out.text(count == 1 ? row.text(0, 0) : value);
                case INT64 -> out.integer(count == 1 ? row.integer(0, 0) : (long) number);
                case FLOAT32, FLOAT64 -> out.number(count == 1 ? row.number(0, 0) : number);
            }
        };
    }
}
