// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
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

    /**
     * Returns this rule as a rule file of Prometheus with one group of one alert.
     *
     * <p>Same states on the same readings, one reading per evaluation: {@code for} is {@code hold - 1} intervals, as Prometheus counts from the
     * first bad evaluation, and the way back asks Prometheus' own {@code ALERTS} whether the alert fires. Two things differ. Missing and NaN
     * resolve an alert there, while here they change nothing ({@link Alarm}). And an alert that Prometheus forgets, in a pause longer than its
     * look-back of 5 minutes, is raised anew.
     *
     * @param expression in PromQL what is read, such as {@code model_input_mean_sum / model_input_mean_count}; one number, or one per set of
     *     labels and then one alert for each
     * @param interval between two evaluations, at least a millisecond
     * @throws IllegalArgumentException if the expression is blank or the interval too short
     */
    public String prometheus(String expression, Duration interval) {
        if (expression.isBlank()) {
            throw new IllegalArgumentException("expression is blank; give what is to be read, in PromQL");
        }
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval is %s; it is at least a millisecond".formatted(interval));
        }
        String read = "(" + expression.strip().replaceAll("\\s+", " ") + ")";
        String beyond = direction == Direction.ABOVE ? " > " : " < ";
        String quoted = JsonNodeFactory.instance.textNode(name).toString(); // the same in JSON, YAML and PromQL
        String condition = read + beyond + raise;
        if (clear != raise) {
            condition += " or (%s%s%s and ignoring(alertname, alertstate) ALERTS{alertname=%s, alertstate=\"firing\"})"
                    .formatted(read, beyond, clear, quoted);
        }
        return """
                groups:
                  - name: %s
                    interval: %s
                    rules:
                      - alert: %s
                        expr: |-
                          %s
                        for: %s
                """.formatted(quoted, duration(interval), quoted, condition, duration(interval.multipliedBy(hold - 1L)));
    }

    private static String duration(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    boolean bad(double reading) {
        return direction == Direction.ABOVE ? reading > raise : reading < raise;
    }

    boolean good(double reading) {
        return direction == Direction.ABOVE ? reading <= clear : reading >= clear;
    }
}
