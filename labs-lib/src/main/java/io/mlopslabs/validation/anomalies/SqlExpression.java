// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.mlopslabs.data.text.CodePointOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Part of a condition; its value is a Long, Double, Boolean, String, EnumValueDescriptor, Message, List or {@link #NULL}. */
@FunctionalInterface
interface SqlExpression {
    /** SQL's unknown: what is computed from it is unknown too. */
    Object NULL = new Object() {
        @Override
        public String toString() {
            return "NULL";
        }
    };

    Object evaluate(Map<String, Message> messages);

    /** Returns the field of a message; {@code has_x} tells whether x is set, and a message that is not set is NULL. */
    static Object field(Object target, String name) {
        if (target == NULL) {
            return NULL;
        }
        if (!(target instanceof Message message)) {
            throw new IllegalArgumentException("'%s' is asked of %s, which has no fields".formatted(name, target));
        }
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name.toLowerCase(Locale.ROOT));
        if (field != null) {
            boolean isAbsent = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && !field.isRepeated()
                    && !message.hasField(field);
            return isAbsent ? NULL : value(message.getField(field));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        FieldDescriptor asked = lower.startsWith("has_")
                ? message.getDescriptorForType().findFieldByName(lower.substring("has_".length()))
                : null;
        if (asked == null || asked.isRepeated()) {
            throw new IllegalArgumentException("%s has no field '%s'; it has %s"
                    .formatted(
                            message.getDescriptorForType().getName(),
                            name,
                            message.getDescriptorForType().getFields().stream()
                                    .map(FieldDescriptor::getName)
                                    .toList()));
        }
        return asked.hasPresence()
                ? message.hasField(asked)
                : !message.getField(asked).equals(asked.getDefaultValue());
    }

    /** Returns an element of a repeated field; NULL is refused beyond its ends, as in SQL. */
    static Object element(Object target, Object index, int first) {
        if (target == NULL || index == NULL) {
            return NULL;
        }
        if (!(target instanceof List<?> list) || !(index instanceof Long position)) {
            throw new IllegalArgumentException("[...] needs a repeated field and a whole number");
        }
        long offset = position - first;
        if (offset < 0 || offset >= list.size()) {
            throw new IllegalArgumentException(
                    "element %d is asked of a field with %d elements".formatted(position, list.size()));
        }
        return value(list.get((int) offset));
    }

    private static Object value(Object raw) {
        if (raw instanceof Integer number) {
            return number.longValue();
        }
        if (raw instanceof Float number) {
            return number.doubleValue();
        }
        return raw;
    }

    /** Returns the negation; NULL stays NULL. */
    static Object not(Object value) {
        return value == NULL ? NULL : !truth(value);
    }

    /** AND and OR of three values: a false decides an AND and a true an OR, even beside NULL. */
    static Object connected(Object left, Object right, boolean decisive) {
        if ((left != NULL && truth(left) == decisive) || (right != NULL && truth(right) == decisive)) {
            return decisive;
        }
        return left == NULL || right == NULL ? NULL : !decisive;
    }

    /** Returns what a comparison says; NULL if a side is NULL. */
    static Object compared(Object left, String operator, Object right) {
        if (left == NULL || right == NULL) {
            return NULL;
        }
        if ((left instanceof Double a && a.isNaN()) || (right instanceof Double b && b.isNaN())) {
            return operator.equals("!=") || operator.equals("<>");
        }
        int order = order(left, right);
        return switch (operator) {
            case "=" -> order == 0;
            case "!=", "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException("'" + operator + "' compares nothing");
        };
    }

    /** Orders two numbers, texts or truth values; a constant of an enum is both its name and its number. */
    static int order(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
        }
        if (left instanceof String a && right instanceof String b) {
            return CodePointOrder.ORDER.compare(a, b);
        }
        if (left instanceof EnumValueDescriptor a) {
            return order(right instanceof String ? a.getName() : (Object) (long) a.getNumber(), right);
        }
        if (right instanceof EnumValueDescriptor) {
            return -order(right, left);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        throw new IllegalArgumentException("%s cannot be compared with %s".formatted(left, right));
    }

    /** Calculates; whole numbers stay whole but for a quotient, and do not wrap around. */
    static Object calculated(Object left, String operator, Object right) {
        if (left == NULL || right == NULL) {
            return NULL;
        }
        if (!(left instanceof Number a) || !(right instanceof Number b)) {
            throw new IllegalArgumentException("%s %s %s needs two numbers".formatted(left, operator, right));
        }
        if (operator.equals("/")) {
            if (b.doubleValue() == 0) {
                throw new IllegalArgumentException("division by zero: " + left + " / " + right);
            }
            return a.doubleValue() / b.doubleValue();
        }
        boolean isWhole = a instanceof Long && b instanceof Long;
        return switch (operator) {
            case "+" ->
                isWhole
                        ? (Object) Math.addExact(a.longValue(), b.longValue())
                        : (Object) (a.doubleValue() + b.doubleValue());
            case "-" ->
                isWhole
                        ? (Object) Math.subtractExact(a.longValue(), b.longValue())
                        : (Object) (a.doubleValue() - b.doubleValue());
            case "*" ->
                isWhole
                        ? (Object) Math.multiplyExact(a.longValue(), b.longValue())
                        : (Object) (a.doubleValue() * b.doubleValue());
            default -> throw new IllegalArgumentException("'" + operator + "' calculates nothing");
        };
    }

    /** Returns the truth of a value that must have one. */
    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(value + " is neither true nor false");
    }
}
