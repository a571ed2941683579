// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who stands behind which name: a CSV file with a column for the name of the file or folder and one for the person.
 *
 * @param students whoever handed in, by the name of the file or folder, in the order of the roster
 */
public record Roster(Map<String, String> students) {
    /** The roster without anybody in it: each name is a student's own. */
    public static final Roster NONE = new Roster(Map.of());

    private static final String COLUMNS = "`submission` (name of the file or folder) and `student`";

    /**
     * Reads the file, RFC 4180 in UTF-8.
     *
     * @throws IOException if it cannot be read, lacks a column or names a submission or a student twice; the message says where
     */
    public static Roster read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text; save it as UTF-8", e);
        }
        List<List<String>> lines = lines(text.startsWith("\ufeff") ? text.substring(1) : text);
        List<String> head = lines.isEmpty() ? List.of() : lines.get(0);
        int submission = head.indexOf("submission");
        int student = head.indexOf("student");
        if (submission < 0 || student < 0) {
            throw new IOException(file + ": the first line lacks a column; name the columns " + COLUMNS);
        }
        var students = new LinkedHashMap<String, String>();
        var seen = new LinkedHashSet<String>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> line = lines.get(i);
            if (line.size() != head.size()) {
                throw new IOException(file + ": row " + (i + 1) + " has " + line.size() + " fields and the first has "
                        + head.size() + "; give it as many");
            }
            String name = line.get(student).strip();
            boolean first = seen.add(name) && students.put(line.get(submission).strip(), name) == null;
            if (!first || name.isEmpty()) {
                throw new IOException(file + ": row " + (i + 1)
                        + " names nobody, or somebody who was named before; keep one line for each student");
            }
        }
        return new Roster(students);
    }

    /** Returns the student who handed in under {@code name}; that name itself if the roster does not know it. */
    public String student(String name) {
        return students.getOrDefault(name, name);
    }

    /** Returns the students who are in the roster and handed in nothing, in its order. */
    public List<String> absent(Set<String> names) {
        return students.entrySet().stream()
                .filter(entry -> !names.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<List<String>> lines(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
                field.append(c);
            } else if (c != '\r') {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(List.copyOf(line));
                    line.clear();
                }
            }
        }
        line.add(field.toString());
        lines.add(List.copyOf(line));
        lines.removeIf(all -> all.size() == 1 && all.get(0).isBlank());
        return lines;
    }
}
