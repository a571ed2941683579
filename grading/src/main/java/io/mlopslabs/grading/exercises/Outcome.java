// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a call came to: a value or an exception. Holds nothing of the answer's own: an array becomes a list that no one can change. */
public sealed interface Outcome {
    /**
     * A value that was returned.
     *
     * @param value a number, boolean or text, or a list of such; {@code null} if that was returned
     */
    record Value(Object value) implements Outcome {}

    /**
     * An exception that was thrown.
     *
     * @param type its simple class name
     */
    record Thrown(String type) implements Outcome {}

    /** Returns the outcome of a call that returned {@code value}, an object of the entry point's return type. */
    static Outcome of(Object value) {
        return new Value(listed(value));
    }

    /** Returns the outcome of a call that threw {@code e}; asks it for nothing but its class. */
    static Outcome thrown(Throwable e) {
        return new Thrown(e.getClass().getSimpleName());
    }

    private static Object listed(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        var list = new ArrayList<Object>(); // may hold null, which List.of refuses
        for (int i = 0; i < Array.getLength(value); i++) {
            list.add(listed(Array.get(value, i)));
        }
        return Collections.unmodifiableList(list);
    }

    /** Returns true if numbers are equal within the larger of the two tolerances, NaN to NaN too, and everything else is equal. */
    static boolean near(Object expected, Object actual, double absolute, double relative) {
        if (expected instanceof List<?> wanted && actual instanceof List<?> found) {
            boolean near = wanted.size() == found.size();
            for (int i = 0; near && i < wanted.size(); i++) {
                near = near(wanted.get(i), found.get(i), absolute, relative);
            }
            return near;
        }
        if (expected instanceof Double || actual instanceof Double) {
            return expected instanceof Number wanted
                    && actual instanceof Number found
                    && near(wanted.doubleValue(), found.doubleValue(), absolute, relative);
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static boolean near(double expected, double actual, double absolute, double relative) {
        if (Double.isNaN(expected)) {
            return Double.isNaN(actual);
        }
        if (Double.isInfinite(expected)) {
            return expected == actual; // a share of infinity would reach everywhere
        }
        return Math.abs(expected - actual) <= Math.max(absolute, relative * Math.abs(expected));
    }
}
