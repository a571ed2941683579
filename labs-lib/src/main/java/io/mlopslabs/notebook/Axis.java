// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One axis before it has a place on the page: its range and its ticks.
 *
 * @param low the value at the left or lower end; above {@code high} where an axis runs down
 * @param high the value at the right or upper end
 * @param ticks from low to high
 * @param kind whether ticks stand for numbers or for names
 */
record Axis(double low, double high, List<Tick> ticks, Kind kind) {
    /** The share of the range that keeps the outermost marks off the edge of the plot. */
    private static final double MARGIN = 0.015;

    enum Kind {
        NUMBERS,
        NAMES
    }

    /** A labelled place on an axis. */
    record Tick(double value, String label) {}

    /** Returns an axis from one nice number to another, both ticks, around {@code [low, high]}. */
    static Axis around(double low, double high, int steps) {
        return of(low, high, steps, true);
    }

    /** Returns an axis that ends a little outside {@code low} and {@code high}, with the nice numbers between them as ticks. */
    static Axis between(double low, double high, int steps) {
        return of(low, high, steps, false);
    }

    /** Returns an axis with one slot of width 1 for each name, centred at 0, 1, 2 and so on. */
    static Axis names(List<String> names) {
        List<Tick> ticks = IntStream.range(0, names.size())
                .mapToObj(i -> new Tick(i, names.get(i)))
                .toList();
        return new Axis(-0.5, names.size() - 0.5, ticks, Kind.NAMES);
    }

    /** Returns the same axis run the other way: names are read from the top. */
    Axis turned() {
        return new Axis(/* low= */ high, /* high= */ low, ticks, kind);
    }

    /** Returns where {@code value} lies: 0 at the low end, 1 at the high end. */
    double fraction(double value) {
        return (value - low) / (high - low);
    }

    /** Returns the 1, 2 or 5 times a power of ten that cuts {@code span} into at most {@code steps} steps. */
    static BigDecimal niceStep(double span, int steps) {
        double rough = span / steps;
        int exponent = (int) Math.floor(Math.log10(rough)) - 1;
        for (int power = exponent; ; power++) {
            for (int digit : new int[] {1, 2, 5}) {
                BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
                // The slack keeps a span that is a whole number of steps, up to rounding, in that many steps.
                if (step.doubleValue() * (1 + 1e-9) >= rough) {
                    return step;
                }
            }
        }
    }

    private static Axis of(double low, double high, int steps, boolean widened) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        double narrowest = size == 0 ? 1 : size * 1e-9;
        if (high - low < narrowest) {
            double margin = size == 0 ? 0.5 : size * 0.1;
            return of(low - margin, high + margin, steps, widened);
        }
        BigDecimal step = niceStep(high - low, steps);
        BigDecimal slack = new BigDecimal("1e-9");
        BigDecimal lowest = new BigDecimal(low).divide(step, 12, RoundingMode.HALF_EVEN);
        BigDecimal highest = new BigDecimal(high).divide(step, 12, RoundingMode.HALF_EVEN);
        long first = widened
                ? lowest.add(slack).setScale(0, RoundingMode.FLOOR).longValueExact()
                : lowest.subtract(slack).setScale(0, RoundingMode.CEILING).longValueExact();
        long last = widened
                ? highest.subtract(slack).setScale(0, RoundingMode.CEILING).longValueExact()
                : highest.add(slack).setScale(0, RoundingMode.FLOOR).longValueExact();
        var ticks = new ArrayList<Tick>();
        double largest = step.multiply(BigDecimal.valueOf(Math.max(Math.abs(first), Math.abs(last))))
                .doubleValue();
        boolean powers = largest >= Numbers.LARGE || step.doubleValue() < 1e-6;
        for (long i = first; i <= last; i++) {
            BigDecimal value = step.multiply(BigDecimal.valueOf(i));
            ticks.add(new Tick(value.doubleValue(), powers ? Numbers.scientific(value, 17) : label(value, step)));
        }
        return widened
                ? new Axis(ticks.get(0).value(), ticks.get(ticks.size() - 1).value(), ticks, Kind.NUMBERS)
                : new Axis(low - MARGIN * (high - low), high + MARGIN * (high - low), ticks, Kind.NUMBERS);
    }

    private static String label(BigDecimal value, BigDecimal step) {
        int decimals = Math.max(0, step.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
