// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An alarm at work: takes readings one after another and changes its state by its rule.
 *
 * <p>The states are those of a Prometheus alert. Inactive: all is well. Pending: bad, but for fewer readings than the rule's {@code hold}; one
 * reading that is not bad ends it. Firing: until a reading is good again.
 *
 * <p>A missing reading (NaN) changes nothing: it neither breaks a row of bad ones nor resolves a firing alarm, and {@link #missing()} counts
 * it. Prometheus differs: there a missing value resolves an alert.
 *
 * <p>Safe for use by many threads, though readings in a row need somebody who orders them.
 */
public final class Alarm {
    /** The states of a Prometheus alert. */
    public enum State {
        /** All is well. */
        INACTIVE,
        /** Bad, but not yet for long enough. */
        PENDING,
        /** Somebody has to look. */
        FIRING
    }

    /**
     * A change of state.
     *
     * @param alarm the name of the rule
     * @param index of the reading that changed it
     * @param reading the value
     * @param from the state before
     * @param to the state after
     */
    public record Event(String alarm, long index, double reading, State from, State to) {
        /** Returns one line, such as {@code brightness is firing at 150: 12.3}, or {@code brightness resolved at 300: 0.4}. */
        @Override
        public String toString() {
            String change =
                    from == State.FIRING ? "resolved" : "is " + to.name().toLowerCase(Locale.ROOT);
            return String.format(Locale.ROOT, "%s %s at %d: %.4g", alarm, change, index, reading);
        }
    }

    private final AlarmRule rule;
    private State state = State.INACTIVE;
    private int inARow;
    private long lastIndex = Long.MIN_VALUE;
    private long readings;
    private long beyond;
    private long missing;

    /** Makes an alarm that has read nothing yet. */
    public Alarm(AlarmRule rule) {
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /**
     * Takes one reading and returns the change of state, if there is one.
     *
     * @param index place of the reading in its series, such as a number of requests or a time; larger than the one before
     * @param reading the value; NaN when there is none
     * @throws IllegalArgumentException if the index is not larger than the one before
     */
    public synchronized Optional<Event> read(long index, double reading) {
        if (index <= lastIndex) {
            throw new IllegalArgumentException(
                    "index is %d after %d; readings come in order".formatted(index, lastIndex));
        }
        lastIndex = index;
        if (Double.isNaN(reading)) {
            missing++;
            return Optional.empty();
        }
        readings++;
        inARow = rule.bad(reading) ? inARow + 1 : 0;
        beyond += rule.bad(reading) ? 1 : 0;
        State before = state;
        state = next(reading);
        return state == before ? Optional.empty() : Optional.of(new Event(rule.name(), index, reading, before, state));
    }

    private State next(double reading) {
        if (state == State.FIRING && !rule.good(reading)) {
            return State.FIRING;
        }
        if (inARow >= rule.hold()) {
            return State.FIRING;
        }
        return inARow > 0 ? State.PENDING : State.INACTIVE;
    }

    /** Returns the rule. */
    public AlarmRule rule() {
        return rule;
    }

    /** Returns the state after the last reading. */
    public synchronized State state() {
        return state;
    }

    /** Returns the number of readings, missing ones not among them. */
    public synchronized long readings() {
        return readings;
    }

    /** Returns the number of readings beyond the rule's {@code raise}. */
    public synchronized long beyond() {
        return beyond;
    }

    /** Returns the number of missing readings. */
    public synchronized long missing() {
        return missing;
    }
}
