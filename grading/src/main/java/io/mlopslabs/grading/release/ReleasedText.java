// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One key or value of a released notebook.
 *
 * @param place where it stands, as in {@code cell 3 (grade_id split), source}
 * @param text what it says: a list of lines as the text they are, other lists and numbers as JSON
 * @param isKey true for a key
 */
record ReleasedText(String place, String text, boolean isKey) {
    private static final Pattern SEED = Pattern.compile("(?i).*seed");

    /** Returns every text of the notebook, in the order of its file. */
    static List<ReleasedText> all(Notebook notebook) {
        var texts = new ArrayList<ReleasedText>();
        notebook.tree().properties().forEach(entry -> {
            if (!entry.getKey().equals("cells")) {
                collect(texts, "", entry.getKey(), entry.getValue());
            }
        });
        for (Cell cell : notebook.cells()) {
            String gradeId = cell.metadata("nbgrader").path("grade_id").asText("");
            String name = "cell " + cell.number()
                    + (gradeId.isEmpty() ? " (id " + cell.id() + ")" : " (grade_id " + gradeId + ")");
            cell.json().properties().forEach(entry -> collect(texts, name + ", ", entry.getKey(), entry.getValue()));
        }
        return texts;
    }

    private static void collect(List<ReleasedText> texts, String before, String key, JsonNode value) {
        String place = before + key;
        texts.add(new ReleasedText(place, key, true));
        collect(texts, place, value);
    }

    private static void collect(List<ReleasedText> texts, String place, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(entry -> collect(texts, place + ".", entry.getKey(), entry.getValue()));
        } else if (value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isTextual)) {
            var joined = new StringBuilder();
            value.forEach(line -> joined.append(line.textValue()));
            texts.add(new ReleasedText(place, joined.toString(), false));
        } else if (value.isArray() && value.toString().indexOf('{') >= 0) { // objects within
            for (int i = 0; i < value.size(); i++) {
                collect(texts, place + "[" + i + "]", value.get(i));
            }
        } else {
            texts.add(new ReleasedText(place, value.isTextual() ? value.textValue() : value.toString(), false));
        }
    }

    /** Returns true for a key that names a seed: no front end and no nbgrader writes one. */
    boolean isSeedKey() {
        return isKey && SEED.matcher(text).matches();
    }
}
