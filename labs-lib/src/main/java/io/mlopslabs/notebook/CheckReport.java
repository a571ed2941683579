// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Printable;
import io.mlopslabs.notebook.CheckTask.Result;
import io.mlopslabs.notebook.CheckTask.State;
import java.util.List;
import java.util.Map;

/** The forms of an exercise's results: words carry the meaning, colours come from the reader's own theme. */
final class CheckReport {
    private static final String NEXT =
            "Next: put your solution into the answer cell above, run it, then run this cell again.";

    private CheckReport() {}

    static MimeBundle of(String exercise, List<Result> results) {
        long passed = results.stream()
                .filter(result -> result.outcome().state() == State.PASSED)
                .count();
        boolean unanswered =
                results.stream().anyMatch(result -> result.outcome().state() == State.NOT_ANSWERED);
        String status = unanswered ? "not_answered" : passed == results.size() ? "passed" : "failed";
        String title = exercise + ": "
                + (unanswered ? "not answered yet" : passed + " of " + results.size() + " checks passed");
        var plain = new StringBuilder(title);
        var html = new StringBuilder(
                        "<div style=\"border-left: 0.25em solid currentColor; padding: 0.1em 0 0.1em 0.8em\"><strong>")
                .append(Printable.markup(title))
                .append("</strong>");
        if (unanswered) {
            plain.append('\n').append(NEXT);
            html.append("<br>").append(NEXT);
        } else {
            html.append("<ul style=\"margin: 0.3em 0; padding-left: 1.2em\">");
            results.forEach(result -> append(result, plain, html));
            html.append("</ul>");
        }
        return MimeBundle.ofText(plain.toString())
                .with("text/html", html.append("</div>").toString())
                .with(
                        Check.MIME_TYPE,
                        Map.of(
                                "exercise",
                                exercise,
                                "status",
                                status,
                                "passed",
                                unanswered ? 0L : passed,
                                "total",
                                results.size()));
    }

    private static void append(Result result, StringBuilder plain, StringBuilder html) {
        boolean passed = result.outcome().state() == State.PASSED;
        String word = passed ? "passed" : "not yet";
        String property = Excerpt.cut(result.task().property());
        plain.append("\n  ").append(word).append("  ").append(property);
        html.append("<li><strong>").append(word).append("</strong> ").append(Printable.markup(property));
        if (!passed) {
            for (String fact : result.outcome().facts()) {
                line(fact, plain, html);
            }
            line("hint: " + result.task().hint(), plain, html);
        }
        html.append("</li>");
    }

    private static void line(String text, StringBuilder plain, StringBuilder html) {
        plain.append("\n           ").append(text.replace("\n", "\n           "));
        html.append("<br><span style=\"white-space: pre-wrap\">")
                .append(Printable.markup(text))
                .append("</span>");
    }
}
