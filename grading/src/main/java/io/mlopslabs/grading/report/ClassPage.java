// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a teacher reads: for each exercise how many were right, how sure that share is, and what was said most often to the others. */
final class ClassPage {
    private static final double Z = 1.959963984540054; // 97.5 % of a normal distribution lie below

    private ClassPage() {}

    static byte[] write(String week, List<String> exercises, List<Verdict> verdicts) {
        var page = new Page("Week " + week + ": the class");
        long scored =
                verdicts.stream().filter(verdict -> verdict.score().isPresent()).count();
        page.paragraph(verdicts.size() + " submissions, " + scored + " scored.");
        page.add("<table>")
                .add(
                        "<thead><tr><th scope=\"col\">exercise</th><th scope=\"col\">right</th><th scope=\"col\">share</th>"
                                + "<th scope=\"col\">95 % interval</th><th scope=\"col\">said most often</th></tr></thead>")
                .add("<tbody>");
        for (String id : exercises) {
            List<ExerciseVerdict> all = verdicts.stream()
                    .flatMap(verdict -> verdict.exercises().stream())
                    .filter(exercise ->
                            exercise.id().equals(id) && exercise.points().isPresent())
                    .toList();
            long right = all.stream()
                    .filter(exercise -> exercise.status() == Status.OK)
                    .count();
            page.add("<tr><th scope=\"row\">" + Page.text(id) + "</th><td class=\"number\">" + right + " of "
                    + all.size()
                    + "</td><td class=\"number\">" + (all.isEmpty() ? "–" : percent(right / (double) all.size()))
                    + "</td><td class=\"number\">" + interval(right, all.size()) + "</td><td>" + commonest(all)
                    + "</td></tr>");
        }
        page.add("</tbody>").add("</table>");
        return page.bytes();
    }

    /** Wilson's score interval, which stays inside 0 to 1 and says something for 0 of n too. */
    static String interval(long right, int n) {
        if (n == 0) {
            return "–";
        }
        double share = right / (double) n;
        double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return percent(Math.max(0, middle - half)) + " to " + percent(Math.min(1, middle + half));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String commonest(List<ExerciseVerdict> all) {
        Map<String, Long> counts = all.stream()
                .filter(exercise -> exercise.status() == Status.WRONG || exercise.status() == Status.PARTIAL)
                .map(ExerciseVerdict::sentence)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey(Comparator.reverseOrder())))
                .map(entry -> Page.text(entry.getKey()) + " (" + entry.getValue() + ")")
                .orElse("–");
    }
}
