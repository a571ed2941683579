// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line for each submission that is done, with the time that the others will take. */
final class Progress {
    private final PrintWriter err;
    private final int total;
    private final long began = System.nanoTime();
    private int done;
    private int graded;

    Progress(PrintWriter err, int total) {
        this.err = err;
        this.total = total;
    }

    synchronized void kept(Verdict verdict) {
        done++;
        say(verdict, "as before");
    }

    synchronized void graded(Verdict verdict) {
        done++;
        graded++;
        say(verdict, left());
    }

    private void say(Verdict verdict, String note) {
        String score = verdict.score().isPresent()
                ? String.format(Locale.ROOT, "%5.2f of %.0f", verdict.score().getAsDouble(), verdict.max())
                : "no score";
        err.println(String.format(
                Locale.ROOT,
                "  %" + String.valueOf(total).length() + "d/%d  %-24s  %s  %-16s  %s",
                done,
                total,
                PlainText.line(verdict.student(), 24),
                score,
                verdict.status(),
                note));
        err.flush();
    }

    /** Those that were kept took no time, and say nothing of the rest. */
    private String left() {
        if (done == total) {
            return "";
        }
        Duration left = Duration.ofNanos((System.nanoTime() - began) / graded * (total - done));
        return "about " + (left.toSeconds() < 90 ? left.toSeconds() + " s" : (left.toSeconds() + 30) / 60 + " min")
                + " left";
    }
}
