// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mlopslabs.data.text.NearNames;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Protobuf's text format, with errors that a person can act on. */
final class MessageText {
    private static final Pattern POSITION = Pattern.compile("^(\\d+):(\\d+):\\s*");
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("(\\d+):(\\d+):\\s*([\\w.]+)\\.(\\w+)\\s*$", Pattern.MULTILINE);
    private static final Pattern UNKNOWN_VALUE =
            Pattern.compile("Enum type \"([\\w.]+)\" has no value (?:named \"(\\w+)\"|with number (-?\\d+))");

    private MessageText() {}

    static String print(Message message) {
        UnknownFields.refuse(message, "text");
        return TextFormat.printer().printToString(message);
    }

    static <T extends Message> T parse(String text, T prototype, String source) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            TextFormat.Parser.newBuilder()
                    .setSingularOverwritePolicy(TextFormat.Parser.SingularOverwritePolicy.FORBID_SINGULAR_OVERWRITES)
                    .build()
                    .merge(text, builder);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(explained(e, prototype.getDescriptorForType(), source), e);
        }
        return MessageFile.built(builder, prototype);
    }

    private static String explained(TextFormat.ParseException e, Descriptor root, String source) {
        Matcher field = UNKNOWN_FIELD.matcher(e.getMessage());
        if (e.getMessage().contains("unknown fields") && field.find()) {
            String message = field.group(3);
            List<String> names = find(root, message)
                    .map(type -> type.getFields().stream()
                            .map(FieldDescriptor::getName)
                            .toList())
                    .orElse(List.of());
            return "%s, line %s, column %s: %s has no field '%s'%s Correct the name, or remove the field if a newer version wrote it."
                    .formatted(
                            source,
                            field.group(1),
                            field.group(2),
                            message,
                            field.group(4),
                            sentence(NearNames.hint(field.group(4), names)));
        }
        String reason = POSITION.matcher(e.getMessage()).replaceFirst("");
        Matcher value = UNKNOWN_VALUE.matcher(reason);
        if (value.find() && value.group(2) != null) {
            List<String> names = findEnum(root, value.group(1))
                    .map(type -> type.getValues().stream()
                            .map(EnumValueDescriptor::getName)
                            .toList())
                    .orElse(List.of());
            return "%s, line %d, column %d: %s has no value '%s'%s Write one of %s."
                    .formatted(
                            source,
                            e.getLine(),
                            e.getColumn(),
                            value.group(1),
                            value.group(2),
                            sentence(
                                    NearNames.near(value.group(2), names).isEmpty()
                                            ? ""
                                            : NearNames.hint(value.group(2), names)),
                            String.join(", ", names));
        }
        return "%s, line %d, column %d: %s Correct the text there; SchemaFile.write shows how it should look."
                .formatted(source, e.getLine(), e.getColumn(), sentence(reason));
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static Optional<Descriptor> find(Descriptor root, String fullName) {
        return reachable(root).stream()
                .filter(type -> type.getFullName().equals(fullName))
                .findFirst();
    }

    private static Optional<EnumDescriptor> findEnum(Descriptor root, String fullName) {
        return reachable(root).stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.ENUM)
                .map(FieldDescriptor::getEnumType)
                .filter(type -> type.getFullName().equals(fullName))
                .findFirst();
    }

    /** Returns {@code root} and every type of message in it, at any depth. */
    private static Set<Descriptor> reachable(Descriptor root) {
        var found = new LinkedHashSet<>(List.of(root));
        var open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            open.pop().getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .map(FieldDescriptor::getMessageType)
                    .filter(found::add)
                    .forEach(open::push);
        }
        return found;
    }
}
