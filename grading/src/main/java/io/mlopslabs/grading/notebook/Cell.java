// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One cell, read only.
 *
 * @param number place in the notebook, counted from 1
 * @param json the cell as it stands in the file; not to be changed
 */
public record Cell(int number, JsonNode json) {
    /** Returns {@code code}, {@code markdown} or {@code raw}. */
    public String type() {
        return json.get("cell_type").textValue();
    }

    /** Returns true for a cell that the kernel runs. */
    public boolean isCode() {
        return type().equals("code");
    }

    /** Returns the cell's id, empty where the file has none (before nbformat 4.5). */
    public String id() {
        return json.path("id").asText("");
    }

    /** Returns the text of the cell, its lines joined where the file holds a list. */
    public String source() {
        return source(json.get("source"));
    }

    /** Returns the metadata under {@code key}, a missing node if there is none. */
    public JsonNode metadata(String key) {
        return json.path("metadata").path(key);
    }

    /** Returns true if a run left outputs here. */
    public boolean hasOutputs() {
        return !json.path("outputs").isEmpty();
    }

    private static String source(JsonNode source) {
        if (source.isTextual()) {
            return source.textValue();
        }
        var text = new StringBuilder();
        source.forEach(line -> text.append(line.textValue()));
        return text.toString();
    }
}
