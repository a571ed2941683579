// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers of a message, in order, without those that concern one connection only.
 *
 * @see "RFC 9110, section 7.6.1, Connection"
 */
record Headers(List<Field> fields) {
    /** One line of the head. */
    record Field(String name, String value) {}

    // Content-Length is made anew from the body; Expect is answered here; a body is compared, so it comes uncompressed.
    private static final Set<String> ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    private static final Set<String> NOT_FOR_THE_SERVER = Set.of("host", "content-length", "expect", "accept-encoding");

    Headers {
        fields = List.copyOf(fields);
    }

    /** Returns what of a request goes on to a server. */
    Headers request() {
        return without(NOT_FOR_THE_SERVER);
    }

    /** Returns what of an answer goes back to the client. */
    Headers response() {
        return without(Set.of("content-length", "x-served-by"));
    }

    private Headers without(Set<String> names) {
        Set<String> out = new HashSet<>(ONE_CONNECTION);
        out.addAll(names);
        var kept = new ArrayList<Field>();
        for (Field field : fields) {
            if (lower(field.name()).equals("connection")) {
                for (String named : field.value().split(",", -1)) {
                    out.add(lower(named.strip()));
                }
            }
        }
        for (Field field : fields) {
            // HTTP/2's :status comes with the others where the client speaks it.
            if (!out.contains(lower(field.name())) && !field.name().startsWith(":")) {
                kept.add(field);
            }
        }
        return new Headers(kept);
    }

    /** Returns the first value of a header, or {@code null}. */
    String first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst()
                .orElse(null);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
