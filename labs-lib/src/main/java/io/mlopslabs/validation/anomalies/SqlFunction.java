// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The functions of a condition; a NULL argument makes NULL but where said otherwise. */
enum SqlFunction {
    ABS(1, 1) {
        @Override
        Object of(List<Object> values) {
            return SqlExpression.order(values.get(0), 0L) < 0
                    ? SqlExpression.calculated(0L, "-", values.get(0))
                    : values.get(0);
        }
    },
    ARRAY_LENGTH(1, 1) {
        @Override
        Object of(List<Object> values) {
            if (values.get(0) instanceof List<?> list) {
                return (long) list.size();
            }
            throw new IllegalArgumentException("ARRAY_LENGTH needs a repeated field");
        }
    },
    /** The first argument that is not NULL. */
    COALESCE(1, Integer.MAX_VALUE) {
        @Override
        Object apply(List<SqlExpression> arguments, Map<String, Message> messages) {
            return arguments.stream()
                    .map(argument -> argument.evaluate(messages))
                    .filter(value -> value != SqlExpression.NULL)
                    .findFirst()
                    .orElse(SqlExpression.NULL);
        }
    },
    GREATEST(1, Integer.MAX_VALUE) {
        @Override
        Object of(List<Object> values) {
            return values.stream().max(SqlExpression::order).orElseThrow();
        }
    },
    /** Evaluates only the branch that it takes; NULL takes the second. */
    IF(3, 3) {
        @Override
        Object apply(List<SqlExpression> arguments, Map<String, Message> messages) {
            Object condition = arguments.get(0).evaluate(messages);
            boolean holds = condition != SqlExpression.NULL && SqlExpression.truth(condition);
            return arguments.get(holds ? 1 : 2).evaluate(messages);
        }
    },
    LEAST(1, Integer.MAX_VALUE) {
        @Override
        Object of(List<Object> values) {
            return values.stream().min(SqlExpression::order).orElseThrow();
        }
    },
    LOWER(1, 1) {
        @Override
        Object of(List<Object> values) {
            return text(values.get(0), text -> text.toLowerCase(Locale.ROOT));
        }
    },
    STARTS_WITH(2, 2) {
        @Override
        Object of(List<Object> values) {
            if (values.get(0) instanceof String text && values.get(1) instanceof String start) {
                return text.startsWith(start);
            }
            throw new IllegalArgumentException("STARTS_WITH needs two texts");
        }
    },
    UPPER(1, 1) {
        @Override
        Object of(List<Object> values) {
            return text(values.get(0), text -> text.toUpperCase(Locale.ROOT));
        }
    };

    private final int fewest;
    private final int most;

    SqlFunction(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    static Optional<SqlFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    static List<SqlFunction> names() {
        return List.of(values());
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    Object apply(List<SqlExpression> arguments, Map<String, Message> messages) {
        List<Object> values =
                arguments.stream().map(argument -> argument.evaluate(messages)).toList();
        return values.contains(SqlExpression.NULL) ? SqlExpression.NULL : of(values);
    }

    Object of(List<Object> values) {
        throw new IllegalStateException(this + " is applied to its arguments, not to their values");
    }

    private static Object text(Object value, UnaryOperator<String> change) {
        if (value instanceof String text) {
            return change.apply(text);
        }
        throw new IllegalArgumentException("a text is needed in the place of " + value);
    }
}
