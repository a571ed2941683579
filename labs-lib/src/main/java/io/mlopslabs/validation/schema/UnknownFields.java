// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Fields that a newer version has written and that only the wire format can carry on. */
final class UnknownFields {
    private UnknownFields() {}

    /** Refuses a message that has one, anywhere; {@code form} cannot hold it. */
    static void refuse(Message message, String form) {
        find(message).ifPresent(found -> {
            throw new IllegalArgumentException(
                    "%s has an unknown field with number %d, which %s cannot hold; write it as .pb, or clear the unknown fields first"
                            .formatted(
                                    found.getDescriptorForType().getFullName(),
                                    found.getUnknownFields()
                                            .asMap()
                                            .keySet()
                                            .iterator()
                                            .next(),
                                    form));
        });
    }

    private static Optional<Message> find(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            return Optional.of(message);
        }
        for (Object value : message.getAllFields().values()) {
            Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
            for (Object one : values) {
                Optional<Message> found = one instanceof Message inner ? find(inner) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
