// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.skew;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The training–serving skew of features: what serving makes of rows otherwise than training made of the same ones.
 *
 * <p>Row by row and value by value. NaN equals NaN, and 0 equals −0. Texts differ or do not; so do rows with another number of values.
 *
 * @param rows rows compared
 * @param columns columns compared
 * @param mismatches columns that cannot be compared, in words: on one side only, or of another type
 * @param differing columns with a row that differs, in the order of training
 */
public record SkewReport(int rows, int columns, List<String> mismatches, List<ColumnSkew> differing) {
    /** Copies the lists. */
    public SkewReport {
        mismatches = List.copyOf(mismatches);
        differing = List.copyOf(differing);
    }

    /** Returns the exact report, see {@link #of(Batch, Batch, double)}. */
    public static SkewReport of(Batch trained, Batch served) {
        return of(trained, served, 0);
    }

    /**
     * Compares the features that training had with those that serving makes of the same rows, in the same order.
     *
     * @param tolerance two numbers further apart than this differ; 0 for exact. More than 0 only where two programs make the features, such as
     *     a pipeline in Python and a server in Java
     * @throws IllegalArgumentException if there are no rows, not the same number on both sides, or the tolerance is negative or not finite
     */
    public static SkewReport of(Batch trained, Batch served, double tolerance) {
        if (trained.rows() != served.rows() || trained.rows() == 0) {
            throw new IllegalArgumentException(
                    "skew: %,d rows in training and %,d in serving; give the same rows of both, at least one"
                            .formatted(trained.rows(), served.rows()));
        }
        if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw new IllegalArgumentException("skew: tolerance is %s; it is 0 or a number above".formatted(tolerance));
        }
        Set<String> names = new LinkedHashSet<>(trained.columns().keySet());
        names.addAll(served.columns().keySet());
        List<String> mismatches = new ArrayList<>();
        List<ColumnSkew> differing = new ArrayList<>();
        int compared = 0;
        for (String name : names) {
            Values before = trained.columns().get(name);
            Values now = served.columns().get(name);
            if (before == null || now == null) {
                mismatches.add("%s: in %s only".formatted(name, now == null ? "training" : "serving"));
                continue;
            }
            if (!before.kind().equals(now.kind())) {
                mismatches.add("%s: %s in training, %s in serving".formatted(name, before.kind(), now.kind()));
            }
            if (before.kind().dtype().isNumeric() == now.kind().dtype().isNumeric()) {
                compared++;
                compare(name, before, now, tolerance, differing);
            }
        }
        return new SkewReport(trained.rows(), compared, mismatches, differing);
    }

    private static void compare(String name, Values before, Values now, double tolerance, List<ColumnSkew> differing) {
        int rows = 0;
        int first = -1;
        OptionalDouble largest = OptionalDouble.empty();
        for (int row = 0; row < before.rows(); row++) {
            int count = before.end(row) - before.start(row);
            boolean differs = now.end(row) - now.start(row) != count;
            for (int i = 0; i < count && !differs; i++) {
                differs = differs(before, before.start(row) + i, now, now.start(row) + i, tolerance);
            }
            if (differs) {
                first = rows == 0 ? row : first;
                rows++;
                largest = larger(largest, difference(before, now, row));
            }
        }
        if (rows > 0) {
            differing.add(
                    new ColumnSkew(name, rows, before.rows(), largest, first, words(before, first), words(now, first)));
        }
    }

    private static boolean differs(Values before, int i, Values now, int j, double tolerance) {
        if (before.kind().dtype() == DType.STRING) {
            return !before.text(i).equals(now.text(j));
        }
        return !(distance(before, i, now, j) <= tolerance);
    }

    /** Returns the largest difference of a row's numbers, if it has any on both sides. */
    private static OptionalDouble difference(Values before, Values now, int row) {
        OptionalDouble largest = OptionalDouble.empty();
        if (before.kind().dtype() != DType.STRING) {
            int count = Math.min(before.end(row) - before.start(row), now.end(row) - now.start(row));
            for (int i = 0; i < count; i++) {
                double distance = distance(before, before.start(row) + i, now, now.start(row) + i);
                largest = larger(largest, OptionalDouble.of(distance));
            }
        }
        return largest;
    }

    private static double distance(Values before, int i, Values now, int j) {
        if (before.kind().dtype() == DType.INT64 && now.kind().dtype() == DType.INT64) {
            return BigInteger.valueOf(before.integer(i))
                    .subtract(BigInteger.valueOf(now.integer(j)))
                    .abs()
                    .doubleValue();
        }
        double a = before.number(i);
        double b = now.number(j);
        return a == b || (Double.isNaN(a) && Double.isNaN(b)) ? 0 : Math.abs(a - b);
    }

    private static OptionalDouble larger(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble())); // NaN stays
    }

    private static String words(Values values, int row) {
        if (values.end(row) - values.start(row) == 1) {
            return String.valueOf(values.value(values.start(row)));
        }
        var several = new StringJoiner(", ", "[", "]");
        several.setEmptyValue("nothing");
        for (int i = values.start(row); i < values.end(row); i++) {
            several.add(String.valueOf(values.value(i)));
        }
        return several.toString();
    }

    /** Returns whether any column differs or cannot be compared. */
    public boolean isSkewed() {
        return !differing.isEmpty() || !mismatches.isEmpty();
    }

    /** Returns a line that sums up, and one for each finding. */
    @Override
    public String toString() {
        if (!isSkewed()) {
            return "no skew in %s of %s".formatted(Numbers.count(columns, "column"), Numbers.count(rows, "row"));
        }
        return Stream.concat(
                        Stream.of("skew in %,d of %s compared, over %s%s"
                                .formatted(
                                        differing.size(),
                                        Numbers.count(columns, "column"),
                                        Numbers.count(rows, "row"),
                                        mismatches.isEmpty()
                                                ? ""
                                                : "; %,d do%s not match"
                                                        .formatted(
                                                                mismatches.size(),
                                                                mismatches.size() == 1 ? "es" : ""))),
                        Stream.concat(mismatches.stream(), differing.stream().map(ColumnSkew::toString)))
                .collect(Collectors.joining("\n"));
    }
}
