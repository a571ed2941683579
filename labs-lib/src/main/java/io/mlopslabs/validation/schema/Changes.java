// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.schema.SchemaChange.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the changes of one place; numbers with a known direction, lists, and all else field by field. */
final class Changes {
    /** Which way a number has to go for less to be reported. */
    enum Looser {
        WHEN_LOWER,
        WHEN_HIGHER
    }

    private final List<SchemaChange> found = new ArrayList<>();
    private final String where;
    private final List<String> features;

    Changes(String where, List<String> features) {
        this.where = where;
        this.features = features;
    }

    List<SchemaChange> found() {
        return found;
    }

    boolean isAbout(String feature) {
        return features.contains(feature);
    }

    void add(Effect effect, String what) {
        found.add(new SchemaChange(where, what, effect, features));
    }

    /** Compares a number, absent for no limit: a limit that goes is looser, one that comes is stricter. */
    void limit(String name, Message before, Message after, String field, Looser looser) {
        Double old = number(before, field);
        Double now = number(after, field);
        if (old == null && now != null) {
            add(Effect.STRICTER, "%s is new: %s".formatted(name, value(after, field)));
        } else if (old != null && now == null) {
            add(Effect.LOOSER, "%s removed, was %s".formatted(name, value(before, field)));
        } else if (old != null && !value(before, field).equals(value(after, field))) {
            boolean isLooser = looser == Looser.WHEN_LOWER ? now < old : now > old;
            add(
                    isLooser
                            ? Effect.LOOSER
                            : now.equals(old) || now.isNaN() || old.isNaN() ? Effect.NEITHER : Effect.STRICTER,
                    "%s %s -> %s".formatted(name, value(before, field), value(after, field)));
        }
    }

    /** Compares two lists as sets. */
    void list(String name, List<String> before, List<String> after, Effect ifAdded, Effect ifRemoved) {
        Set<String> added = new LinkedHashSet<>(after);
        added.removeAll(new HashSet<>(before));
        Set<String> removed = new LinkedHashSet<>(before);
        removed.removeAll(new HashSet<>(after));
        if (!added.isEmpty()) {
            add(ifAdded, "%s added: %s".formatted(name, quoted(added)));
        }
        if (!removed.isEmpty()) {
            add(ifRemoved, "%s removed: %s".formatted(name, quoted(removed)));
        }
    }

    /** Says of every other field that differs what it was and what it is. */
    void others(Message before, Message after, Set<String> seen) {
        for (FieldDescriptor field : before.getDescriptorForType().getFields()) {
            if (!seen.contains(field.getName()) && !text(before, field).equals(text(after, field))) {
                add(
                        Effect.NEITHER,
                        "%s %s -> %s".formatted(field.getName(), shown(before, field), shown(after, field)));
            }
        }
    }

    private static String quoted(Set<String> values) {
        return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
    }

    private static Double number(Message message, String field) {
        FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field);
        return message.hasField(descriptor) ? ((Number) message.getField(descriptor)).doubleValue() : null;
    }

    private static Object value(Message message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static String shown(Message message, FieldDescriptor field) {
        String text = text(message, field);
        return text.isEmpty() ? "(none)" : "{ " + text + " }";
    }

    private static String text(Message message, FieldDescriptor field) {
        Message only = message.getDefaultInstanceForType();
        boolean isSet = field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
        if (!isSet) {
            return "";
        }
        return TextFormat.printer()
                .emittingSingleLine(true)
                .printToString(only.toBuilder()
                        .setField(field, message.getField(field))
                        .build())
                .strip();
    }
}
