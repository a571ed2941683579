// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Digests;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code nbgrader generate_assignment} 0.9 writes into the metadata of a released cell: locks, checksum and cell type.
 *
 * <p>JupyterLab heeds {@code editable} and {@code deletable}; nothing else does. The checksum is an MD5, so it says that a cell was changed by mistake and never
 * that it was not changed. Nothing of ours relies on either: what is graded is rebuilt from the instructor's source.
 */
final class Locks {
    private Locks() {}

    /** Locks released cells whose texts are final. */
    static void on(ArrayNode cells) {
        Set<String> needed = needed(cells);
        for (JsonNode each : cells) {
            ObjectNode cell = (ObjectNode) each;
            ObjectNode metadata = (ObjectNode) cell.get("metadata");
            JsonNode marks = metadata.path("nbgrader");
            if (flag(marks, "solution")) {
                metadata.put("deletable", false);
            } else if (isLocked(marks) || needed.contains(cell.path("id").asText())) {
                metadata.put("deletable", false).put("editable", false);
            }
            if (flag(marks, "solution") || isLocked(marks)) {
                String type = cell.get("cell_type").asText();
                ((ObjectNode) marks).put("checksum", checksum(cell, marks)).put("cell_type", type);
            }
        }
    }

    private static Set<String> needed(ArrayNode cells) {
        var needed = new HashSet<String>();
        for (JsonNode cell : cells) {
            cell.path("metadata").path("course").path("needs").forEach(id -> needed.add(id.asText()));
        }
        return needed;
    }

    /** As nbgrader's {@code utils.compute_checksum}, in which flags and points are written as Python writes them. */
    private static String checksum(ObjectNode cell, JsonNode marks) {
        boolean grade = flag(marks, "grade");
        String text = cell.get("source").asText()
                + cell.get("cell_type").asText()
                + python(grade)
                + python(flag(marks, "solution"))
                + python(isLocked(marks))
                + marks.path("grade_id").asText()
                + (grade ? python(marks.get("points").decimalValue()) : "");
        return Digests.md5(text.getBytes(UTF_8));
    }

    private static boolean flag(JsonNode marks, String name) {
        return marks.path(name).booleanValue();
    }

    /** An answer is never locked, a graded cell always. */
    private static boolean isLocked(JsonNode marks) {
        return !flag(marks, "solution") && (flag(marks, "grade") || flag(marks, "locked"));
    }

    private static String python(boolean flag) {
        return flag ? "True" : "False";
    }

    /** {@code str(float(points))} of points from 0.0001 to 1e16; Python takes an exponent beyond. */
    private static String python(BigDecimal points) {
        BigDecimal plain = points.stripTrailingZeros();
        return plain.scale() <= 0 ? String.format(Locale.ROOT, "%s.0", plain.toBigInteger()) : plain.toPlainString();
    }
}
