// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All scores as a table that a gradebook imports: RFC 4180, UTF-8, a line per student.
 *
 * <p>A missing score is an empty field, which no gradebook takes for 0. A field that a spreadsheet would run as a formula gets an apostrophe in front.
 */
final class GradesCsv {
    private static final String NO_SUBMISSION = "NO_SUBMISSION";
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"; // the last four are full-width

    private GradesCsv() {}

    /**
     * @param exercises the columns
     * @param verdicts the lines, in order
     * @param absent names of those who handed in nothing, after the others
     */
    static byte[] write(List<String> exercises, double max, List<Verdict> verdicts, List<String> absent) {
        var lines = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("student"));
        head.addAll(exercises);
        head.addAll(List.of("total", "max", "status"));
        lines.add(head);
        for (Verdict verdict : verdicts) {
            var line = new ArrayList<>(List.of(verdict.student()));
            verdict.exercises().stream()
                    .map(ExerciseVerdict::points)
                    .map(points -> Points.text(points, ""))
                    .forEach(line::add);
            line.add(Points.text(verdict.score(), ""));
            line.add(Points.text(verdict.max()));
            line.add(verdict.status().name());
            lines.add(line);
        }
        for (String student : absent) {
            var line = new ArrayList<>(List.of(student));
            exercises.forEach(any -> line.add(""));
            line.addAll(List.of("", Points.text(max), NO_SUBMISSION));
            lines.add(line);
        }
        return lines.stream()
                .map(line -> line.stream().map(GradesCsv::field).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static String field(String text) {
        String guarded = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = guarded.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                || !guarded.equals(guarded.strip());
        return quoted ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }
}
