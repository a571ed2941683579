// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import io.mlopslabs.grading.submission.Extra;
import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.ProbeVerdict;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;

/** What one learner reads: each answer, how it fared and what to look at next. */
final class FeedbackPage {
    private FeedbackPage() {}

    static byte[] write(Verdict verdict) {
        var page = new Page("Week " + verdict.week() + ": " + verdict.student());
        page.paragraph(
                verdict.score().isPresent()
                        ? Points.text(verdict.score(), "") + " of " + Points.text(verdict.max()) + " points."
                        : "Not scored yet: the grader's machine failed, which is not your doing.");
        if (!verdict.sentence().isEmpty()) {
            return page.paragraph(verdict.sentence()).bytes();
        }
        page.add("<table>")
                .add("<thead><tr><th scope=\"col\">exercise</th><th scope=\"col\">points</th>"
                        + "<th scope=\"col\">how it fared</th></tr></thead>")
                .add("<tbody>");
        for (ExerciseVerdict exercise : verdict.exercises()) {
            page.add("<tr><th scope=\"row\"><a href=\"#" + exercise.id() + "\">" + Page.text(exercise.id())
                    + "</a></th><td class=\"number\">" + points(exercise) + "</td><td>" + words(exercise.status())
                    + "</td></tr>");
        }
        page.add("</tbody>").add("</table>");
        verdict.exercises().forEach(exercise -> section(page, exercise));
        if (!verdict.extras().isEmpty()) {
            page.add("<section>").add("<h2>Cells that you added</h2>").paragraph("They were neither run nor scored.");
            for (Extra extra : verdict.extras()) {
                page.block(extra.type(), extra.source());
            }
            page.add("</section>");
        }
        return page.bytes();
    }

    private static void section(Page page, ExerciseVerdict exercise) {
        page.add("<section id=\"" + exercise.id() + "\">").add("<h2>" + Page.text(exercise.id()) + "</h2>");
        page.paragraph(points(exercise) + ", " + words(exercise.status()) + ".");
        if (!exercise.sentence().isEmpty()) {
            page.add("<p><strong>" + Page.text(exercise.sentence()) + "</strong></p>");
        }
        if (exercise.status() == Status.OK
                || exercise.status() == Status.PARTIAL
                || exercise.status() == Status.WRONG) {
            page.add("<ul>");
            for (ProbeVerdict probe : exercise.probes()) {
                page.add("<li>" + Page.text(probe.name()) + ": " + Points.text(probe.points()) + " of "
                        + Points.text(probe.max()) + "</li>");
            }
            page.add("</ul>");
        }
        if (!exercise.answer().isBlank()) {
            page.block("Your answer", exercise.answer());
        }
        if (!exercise.output().isBlank()) {
            page.block("What the answer cell printed", exercise.output());
        }
        page.add("</section>");
    }

    private static String points(ExerciseVerdict exercise) {
        return Points.text(exercise.points(), "–") + " of " + Points.text(exercise.max());
    }

    private static String words(Status status) {
        return switch (status) {
            case OK -> "right";
            case PARTIAL -> "partly right";
            case WRONG -> "not right yet";
            case NO_RESPONSE -> "not answered";
            case COMPILE_ERROR -> "does not compile";
            case RUNTIME_ERROR -> "throws an exception";
            case TIMEOUT -> "did not end in time";
            case KERNEL_EXITED -> "ended the Java program";
            case OOM -> "ran out of memory";
            case OUTPUT_LIMIT -> "printed too much";
            case TAMPERED_CELLS -> "cannot be scored as it is";
            case INVALID_NOTEBOOK -> "no notebook to grade";
            case INFRA_ERROR -> "not scored, the grader's machine failed";
        };
    }
}
