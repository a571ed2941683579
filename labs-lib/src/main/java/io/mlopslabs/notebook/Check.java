// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Tells a learner at once which properties an answer has, which it lacks, and what to look at next.
 *
 * <p>It reports and never throws: an answer may be wrong, missing, throw, recurse or loop without end, and the notebook runs on. Each
 * check runs in a thread of its own with a time limit. An answer that is still its stub, which throws
 * {@code UnsupportedOperationException("not answered")}, makes the whole exercise "not answered yet".
 *
 * <pre>{@code
 * Check.exercise("c1w1-match-boxes")
 *         .near("equal boxes have IoU 1", 1.0, 1e-12, () -> iou(a, a), "divide by the area of the union")
 *         .that("IoU is symmetric", () -> iou(a, b) == iou(b, a), "which box is the first must not matter")
 *         .report();
 * }</pre>
 *
 * <p>Says whether the shown properties hold, not whether the answer earns its points: grading tries other inputs. Beside text and HTML
 * the report carries {@value #MIME_TYPE}, a map of {@code exercise}, {@code status} ({@code passed}, {@code failed} or
 * {@code not_answered}), {@code passed} and {@code total}, for programs that run notebooks.
 */
public final class Check implements Displayable {
    static final String MIME_TYPE = "application/vnd.mlopslabs.check+json";

    private final String exercise;
    private final List<CheckTask> tasks = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(10);
    private MimeBundle report;

    private Check(String exercise) {
        this.exercise = exercise;
    }

    /** Starts the checks of the exercise with this id. */
    public static Check exercise(String id) {
        return new Check(Objects.requireNonNull(id, "an exercise needs its id"));
    }

    /** Sets how long each check may take; 10 seconds unless told. */
    public Check within(Duration limit) {
        this.limit = limit;
        return this;
    }

    /**
     * Checks that an answer equals a value.
     *
     * <p>Arrays are compared element by element, whole and floating numbers by value whatever their type; use {@link #near} where
     * rounding matters.
     *
     * @param property what holds for a right answer, as a sentence
     * @param hint what to look at if it does not hold
     */
    public Check equal(String property, Object expected, Callable<?> answer, String hint) {
        return add(new CheckTask(property, hint, () -> CheckTask.equal(expected, answer.call())));
    }

    /** Checks that two answers are equal, for a property without a known value; see {@link #equal(String, Object, Callable, String)}. */
    public Check equal(String property, Callable<?> expected, Callable<?> answer, String hint) {
        return add(new CheckTask(property, hint, () -> CheckTask.equal(expected.call(), answer.call())));
    }

    /** Checks that a number is within {@code tolerance}, absolute, of {@code expected}; NaN is near NaN only. */
    public Check near(
            String property, double expected, double tolerance, Callable<? extends Number> answer, String hint) {
        return add(new CheckTask(property, hint, () -> CheckTask.near(expected, tolerance, answer.call())));
    }

    /** Checks that an array has the length of {@code expected} and each number is within {@code tolerance}, absolute, of its own. */
    public Check near(String property, double[] expected, double tolerance, Callable<double[]> answer, String hint) {
        return add(new CheckTask(property, hint, () -> CheckTask.near(expected, tolerance, answer.call())));
    }

    /** Checks that a condition holds. */
    public Check that(String property, Callable<Boolean> condition, String hint) {
        return add(new CheckTask(property, hint, () -> CheckTask.holds(condition.call())));
    }

    /** Runs the checks and shows the report below the cell. */
    public void report() {
        Notebook.display(this);
    }

    /** Runs the checks, once, and returns the report. */
    @Override
    public synchronized MimeBundle bundle() {
        if (report == null) {
            report = CheckReport.of(exercise, CheckTask.runAll(tasks, limit));
        }
        return report;
    }

    private Check add(CheckTask task) {
        tasks.add(task);
        return this;
    }
}
