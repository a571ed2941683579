// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import java.util.Objects;

/**
 * When an alarm fires and when it resolves.
 *
 * <p>Fires after {@code hold} readings in a row beyond {@code raise}, and resolves at the first reading at or beyond {@code clear} on the other
 * side. Between the two limits nothing changes (hysteresis): a reading that trembles about one limit does not ring again and again.
 *
 * @param name what the alarm is called; not blank
 * @param direction the side of {@code raise} that is bad
 * @param raise a reading beyond this is bad; beyond, not at
 * @param clear a reading at or within this is good again; on the good side of {@code raise}, or equal to it
 * @param hold readings in a row, 1 or more
 */
public record AlarmRule(String name, Direction direction, double raise, double clear, int hold) {
    /** The side of a limit that is bad. */
    public enum Direction {
        /** Readings above the limit are bad. */
        ABOVE,
        /** Readings below the limit are bad. */
        BELOW
    }

    /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
    public AlarmRule {
        Objects.requireNonNull(direction, "direction");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank; an alarm is known by its name");
        }
        if (!Double.isFinite(raise) || !Double.isFinite(clear)) {
            throw new IllegalArgumentException(
                    "raise is %s and clear is %s; both are finite numbers".formatted(raise, clear));
        }
        if (direction == Direction.ABOVE ? clear > raise : clear < raise) {
            throw new IllegalArgumentException(
                    "clear is %s and raise is %s; an alarm for readings %s clears at or %s where it is raised"
                            .formatted(
                                    clear,
                                    raise,
                                    direction == Direction.ABOVE ? "above" : "below",
                                    direction == Direction.ABOVE ? "below" : "above"));
        }
        if (hold < 1) {
            throw new IllegalArgumentException("hold is %d; an alarm needs 1 bad reading or more".formatted(hold));
        }
    }

    /** Returns a rule that fires at the first reading above {@code raise} and resolves at the first one not above it. */
    public static AlarmRule above(String name, double raise) {
        return new AlarmRule(name, Direction.ABOVE, raise, raise, 1);
    }

    /** Returns a rule that fires at the first reading below {@code raise} and resolves at the first one not below it. */
    public static AlarmRule below(String name, double raise) {
        return new AlarmRule(name, Direction.BELOW, raise, raise, 1);
    }

    /** Returns this rule with another limit for the way back. */
    public AlarmRule clearingAt(double limit) {
        return new AlarmRule(name, direction, raise, limit, hold);
    }

    /** Returns this rule with another number of bad readings in a row. */
    public AlarmRule holdingFor(int readings) {
        return new AlarmRule(name, direction, raise, clear, readings);
    }

    boolean bad(double reading) {
        return direction == Direction.ABOVE ? reading > raise : reading < raise;
    }

    boolean good(double reading) {
        return direction == Direction.ABOVE ? reading <= clear : reading >= clear;
    }
}
