// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** JSON text as Python's {@code json.dumps(indent=1, ensure_ascii=False)} lays it out. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(JsonNode node) {
        var text = new JsonText();
        text.value(node, 0);
        return text.out.append('\n').toString();
    }

    private void value(JsonNode node, int depth) {
        if (node.isObject()) {
            out.append('{');
            node.properties().forEach(entry -> {
                item(depth);
                quoted(entry.getKey());
                out.append(": ");
                value(entry.getValue(), depth + 1);
            });
            close('}', node.isEmpty(), depth);
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(element -> {
                item(depth);
                value(element, depth + 1);
            });
            close(']', node.isEmpty(), depth);
        } else if (node.isTextual()) {
            quoted(node.textValue());
        } else {
            out.append(node.asText());
        }
    }

    private void item(int depth) {
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[') {
            out.append(',');
        }
        out.append('\n').append(" ".repeat(depth + 1));
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            out.append('\n').append(" ".repeat(depth));
        }
        out.append(bracket);
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || isLoneSurrogate(text, i)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half a pair has no UTF-8 form: unescaped it would be written as a question mark. */
    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
