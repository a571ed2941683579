// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.delivery.Backends.Outcome;
import io.mlopslabs.delivery.ShadowReport.Example;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the answers of two servers as they come in, and keeps the counts. */
final class Comparisons {
    static final int MOST_OUTSTANDING = 64;
    static final int MOST_EXAMPLES = 10;
    private static final int MOST_TEXT = 200;

    private final double tolerance;
    private final Set<String> ignored;
    private long equal;
    private long otherStatus;
    private long otherBody;
    private long failed;
    private long skipped;
    private long outstanding;
    private double largest;
    private final List<Example> examples = new ArrayList<>();

    Comparisons(double tolerance, Set<String> ignored) {
        this.tolerance = tolerance;
        this.ignored = ignored;
    }

    /** Takes a place for one more shadow; without one the request is skipped. */
    synchronized boolean begin() {
        if (outstanding >= MOST_OUTSTANDING) {
            skipped++;
            return false;
        }
        outstanding++;
        return true;
    }

    /** Compares one pair and frees the place. */
    void end(String request, Outcome live, Outcome candidate) {
        JsonDifference difference = null;
        String where = "body"; // should comparing fail, they were not found equal
        try {
            if (live instanceof Outcome.Reply left && candidate instanceof Outcome.Reply right) {
                difference = difference(left, right);
                where = where(left, right, difference);
            }
        } finally {
            count(request, live, candidate, difference, where);
        }
    }

    private synchronized void count(
            String request, Outcome live, Outcome candidate, JsonDifference difference, String where) {
        outstanding--;
        notifyAll();
        if (live instanceof Outcome.Failure) {
            skipped++;
            return;
        }
        if (difference != null) {
            largest = Math.max(largest, difference.largest());
        }
        if (candidate instanceof Outcome.Failure) {
            failed++;
            where = "no answer";
        } else if (where == null) {
            equal++;
            return;
        } else if (where.equals("status")) {
            otherStatus++;
        } else {
            otherBody++;
        }
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(new Example(request, where, text(live), text(candidate)));
        }
    }

    private static String where(Outcome.Reply live, Outcome.Reply candidate, JsonDifference difference) {
        if (live.status() != candidate.status()) {
            return "status";
        }
        if (difference != null) {
            return difference.first();
        }
        return live.body().equals(candidate.body()) ? null : "body";
    }

    /** Returns the difference of two JSON bodies of one status, {@code null} where that does not apply. */
    private JsonDifference difference(Outcome.Reply live, Outcome.Reply candidate) {
        if (live.status() != candidate.status() || !saysJson(live) || !saysJson(candidate)) {
            return null;
        }
        Optional<JsonNode> left = live.body().json();
        Optional<JsonNode> right = candidate.body().json();
        return left.isPresent() && right.isPresent()
                ? JsonDifference.between(left.get(), right.get(), tolerance, ignored)
                : null;
    }

    private static boolean saysJson(Outcome.Reply reply) {
        String type = reply.headers().first("content-type");
        return type != null && type.contains("json");
    }

    private static String text(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            return failure.error();
        }
        var reply = (Outcome.Reply) outcome;
        return reply.status() + " " + reply.body().start(MOST_TEXT);
    }

    /** Returns the counts once no shadow is outstanding, or after {@code wait}. */
    synchronized ShadowReport report(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        boolean interrupted = false;
        while (outstanding > 0 && !interrupted) {
            long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new ShadowReport(
                equal + otherStatus + otherBody + failed,
                equal,
                otherStatus,
                otherBody,
                failed,
                skipped,
                outstanding,
                largest,
                examples);
    }
}
