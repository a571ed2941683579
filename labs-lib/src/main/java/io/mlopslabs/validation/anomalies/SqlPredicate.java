// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.Message;
import java.util.Map;

/** A condition in the part of GoogleSQL that {@link StatisticsValidator#customValidations} tells. */
record SqlPredicate(String sql, SqlExpression expression) {
    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException if it is none; names the place
     */
    static SqlPredicate parse(String sql) {
        return new SqlPredicate(sql, new SqlParser(sql).parse());
    }

    /**
     * Tells whether the condition is true.
     *
     * @throws IllegalArgumentException if it comes to NULL or to no truth value, or a field does not exist
     */
    boolean holds(Map<String, ? extends Message> messages) {
        Object value;
        try {
            value = expression.evaluate(Map.copyOf(messages));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("custom validation '%s': %s".formatted(sql, e.getMessage()), e);
        }
        if (value instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalArgumentException(
                value == SqlExpression.NULL
                        ? "custom validation '%s' comes to NULL, which is neither true nor false; a message on the way is not set: ask has_... first"
                                .formatted(sql)
                        : "custom validation '%s' comes to %s, not to true or false".formatted(sql, value));
    }
}
