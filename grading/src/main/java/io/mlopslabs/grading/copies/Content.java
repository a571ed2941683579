// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.Notebook;
import java.util.TreeMap;

/** SHA-256 of what a person wrote in a notebook, blind to what a run or a save changes. */
final class Content {
    private Content() {}

    static String digest(Notebook notebook) {
        var text = new StringBuilder();
        for (Cell cell : notebook.cells()) {
            JsonNode nbgrader = cell.metadata("nbgrader");
            if (cell.source().isBlank() && nbgrader.isMissingNode()) {
                continue; // Shift-Enter on the last cell adds one
            }
            quoted(text, cell.type());
            quoted(text, cell.source());
            canonical(text, cell.json().path("attachments"));
            canonical(text, nbgrader);
            canonical(text, cell.metadata("course"));
        }
        return Digests.sha256(text.toString().getBytes(UTF_8));
    }

    /** Keys sorted as nbformat saves them, and 2.0 as 2, which a browser makes of it. */
    private static void canonical(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
            text.append('{');
            fields.forEach((key, value) -> {
                quoted(text, key);
                canonical(text, value);
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> canonical(text, element));
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros().toPlainString())
                    .append(' ');
        } else if (node.isTextual()) {
            quoted(text, node.textValue());
        } else {
            text.append(node.asText()).append(' ');
        }
    }

    /** The length in front keeps two neighbours apart whatever they hold. */
    private static void quoted(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
