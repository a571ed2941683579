// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/** The same value in another type. */
record Cast(DType to) implements RowFunction {
    @Override
    public Kind output(List<Kind> inputs) {
        return inputs.get(0).of(to);
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        DType from = inputs.get(0).dtype();
        return (row, out) -> {
            for (int i = 0; i < row.count(0); i++) {
                switch (to) {
                    case STRING -> out.text(text(from, row, i));
                    case INT64 -> out.integer(whole(from, row, i));
                    case FLOAT32, FLOAT64 ->
                        out.number(from == DType.STRING ? parsed(row.text(0, i)) : row.number(0, i));
                }
            }
        };
    }

    private static String text(DType from, Row row, int i) {
        return switch (from) {
            case INT64 -> Long.toString(row.integer(0, i));
            case FLOAT32 -> Float.toString((float) row.number(0, i));
            case FLOAT64, STRING -> Double.toString(row.number(0, i));
        };
    }

    private static long whole(DType from, Row row, int i) {
        if (from == DType.STRING) {
            try {
                return Long.parseLong(row.text(0, i).strip());
            } catch (NumberFormatException none) {
                throw new IllegalArgumentException(
                        "\"%s\" is no whole number of 64 bits".formatted(row.text(0, i)), none);
            }
        }
        double number = row.number(0, i);
        if (!(number >= -0x1p63 && number < 0x1p63)) {
            throw new IllegalArgumentException(number + " is no whole number of 64 bits");
        }
        return (long) number;
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("\"%s\" is no number".formatted(text), none);
        }
    }
}
