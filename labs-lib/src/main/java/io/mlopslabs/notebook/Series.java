// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Printable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Named numbers of a chart: the points of a line, the heights of bars, or the values that a histogram counts.
 *
 * <p>NaN stands for a value that is missing: it leaves a gap, and the chart's description says so. An infinite value has no place on a page
 * and is refused. Immutable.
 */
public final class Series {
    /** Beyond this the arithmetic of an axis overflows; no measurement gets there. */
    private static final double LARGEST = 1e100;

    private final String name;
    private final double[] x;
    private final double[] y;
    private final String meaning;
    private final double[] low;
    private final double[] high;

    private Series(String name, double[] x, double[] y, String meaning, double[] low, double[] high) {
        this.name = name;
        this.x = x;
        this.y = y;
        this.meaning = meaning;
        this.low = low;
        this.high = high;
    }

    /**
     * Returns a series with the values {@code y} at x = 1, 2, 3 and so on, such as a loss per epoch.
     *
     * @param name what the legend and the description call it; not blank
     * @param y at least one value that is not NaN; up to 1e100 in size
     * @throws IllegalArgumentException if the name is blank, or there is no value, or one is infinite or beyond 1e100; names the series and
     *     the index
     */
    public static Series of(String name, double... y) {
        return of(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /**
     * Returns a series with the points ({@code x[i]}, {@code y[i]}), joined in this order where lines are drawn.
     *
     * <p>Bar charts and histograms leave {@code x} out of account.
     *
     * @param name what the legend and the description call it; not blank
     * @param x as many values as {@code y}
     * @param y at least one point with neither coordinate NaN; up to 1e100 in size
     * @throws IllegalArgumentException as {@link #of(String, double...)}, or if the lengths differ
     */
    public static Series of(String name, double[] x, double[] y) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a series needs a name; a reader tells series apart by it");
        }
        String shown = Printable.of(name, 60);
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "series '" + shown + "' has " + x.length + " x and " + y.length + " y; give one x for each y");
        }
        check(shown, "x", x);
        check(shown, "y", y);
        if (IntStream.range(0, y.length).allMatch(i -> Double.isNaN(x[i]) || Double.isNaN(y[i]))) {
            throw new IllegalArgumentException("series '" + shown + "' has "
                    + (y.length == 0 ? "no values" : "only NaN") + "; give at least one number to draw");
        }
        return new Series(shown, x.clone(), y.clone(), null, null, null);
    }

    /**
     * Returns a copy with a whisker from {@code low[i]} to {@code high[i]} at each value; lines of many points show a band instead.
     *
     * <p>NaN at either end leaves that whisker out. The value itself may lie outside, as a percentile bootstrap can give.
     *
     * @param meaning what the whiskers are, printed under the chart, such as {@code 95 % bootstrap interval}; not blank
     * @param low lower ends, one for each value
     * @param high upper ends, none below its lower end
     * @throws IllegalArgumentException if the meaning is blank, a length differs, or a pair is infinite or upside down; names series and index
     */
    public Series whiskers(String meaning, double[] low, double[] high) {
        if (meaning.isBlank()) {
            throw new IllegalArgumentException(
                    "the whiskers of series '" + name + "' need a meaning, such as '95 % bootstrap interval'");
        }
        if (low.length != y.length || high.length != y.length) {
            throw new IllegalArgumentException("series '" + name + "' has " + y.length + " values, but " + low.length
                    + " lower and " + high.length + " upper ends; give one of each for each value");
        }
        check(name, "low", low);
        check(name, "high", high);
        for (int i = 0; i < low.length; i++) {
            if (low[i] > high[i]) {
                throw new IllegalArgumentException("series '" + name + "': low[" + i + "] is " + low[i]
                        + ", above high[" + i + "] = " + high[i] + "; swap them");
            }
        }
        return new Series(name, x, y, Printable.of(Objects.requireNonNull(meaning), 80), low.clone(), high.clone());
    }

    String name() {
        return name;
    }

    int size() {
        return y.length;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    /** Whether point {@code i} can be drawn. */
    boolean has(int i) {
        return !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
    }

    IntStream drawn() {
        return IntStream.range(0, y.length).filter(this::has);
    }

    IntStream missing() {
        return IntStream.range(0, y.length).filter(i -> !has(i));
    }

    boolean hasWhiskers() {
        return low != null;
    }

    boolean hasWhisker(int i) {
        return low != null && has(i) && !Double.isNaN(low[i]) && !Double.isNaN(high[i]);
    }

    String meaning() {
        return meaning;
    }

    double low(int i) {
        return hasWhisker(i) ? low[i] : y[i];
    }

    double high(int i) {
        return hasWhisker(i) ? high[i] : y[i];
    }

    /** Returns the values that are numbers, from small to large. */
    double[] sorted() {
        return Arrays.stream(y).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    private static void check(String name, String side, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("series '" + name + "': " + side + "[" + i + "] is " + values[i]
                        + "; a chart draws finite numbers, and leaves a gap at NaN");
            }
            if (Math.abs(values[i]) > LARGEST) {
                throw new IllegalArgumentException("series '" + name + "': " + side + "[" + i + "] is " + values[i]
                        + "; a chart draws numbers up to 1e100, and leaves a gap at NaN");
            }
        }
    }
}
