// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One property of an exercise and how to find out whether it holds.
 *
 * @param property what holds for a right answer
 * @param hint what to look at if it does not
 * @param test calls the answer; its outcome has no live object of the learner's in it, only text
 */
record CheckTask(String property, String hint, Callable<Outcome> test) {

    enum State {
        PASSED,
        NOT_YET,
        NOT_ANSWERED,
        NOT_RUN
    }

    /** @param facts what was seen, one line each, empty if the property holds */
    record Outcome(State state, List<String> facts) {
        static Outcome notYet(String... facts) {
            return new Outcome(State.NOT_YET, List.of(facts));
        }
    }

    record Result(CheckTask task, Outcome outcome) {}

    private static final Outcome PASSED = new Outcome(State.PASSED, List.of());

    /** Runs the tasks in order; after one that did not end the others are not run, since they would most likely hang as well. */
    static List<Result> runAll(List<CheckTask> tasks, Duration limit) {
        var results = new ArrayList<Result>();
        boolean stopped = false;
        for (CheckTask task : tasks) {
            Outcome outcome = stopped
                    ? new Outcome(State.NOT_RUN, List.of("not run, because an earlier check did not finish"))
                    : task.run(limit);
            stopped |= outcome.state() == State.NOT_RUN;
            results.add(new Result(task, outcome));
        }
        return results;
    }

    private Outcome run(Duration limit) {
        var seen = new AtomicReference<Outcome>();
        var worker = new Thread(() -> seen.set(attempt()), "check");
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome(State.NOT_RUN, List.of("stopped by an interrupt"));
        }
        if (seen.get() == null) {
            worker.interrupt();
            return new Outcome(
                    State.NOT_RUN,
                    List.of("did not finish in " + seconds(limit) + "; look for a loop that never ends"));
        }
        return seen.get();
    }

    private Outcome attempt() {
        try {
            return test.call();
        } catch (Throwable e) { // whatever an answer throws is a finding, StackOverflowError included
            return thrown(e);
        }
    }

    private static Outcome thrown(Throwable e) {
        try {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnsupportedOperationException && "not answered".equals(cause.getMessage())) {
                    return new Outcome(State.NOT_ANSWERED, List.of());
                }
            }
            if (e instanceof StackOverflowError) {
                return Outcome.notYet("threw StackOverflowError: a method calls itself without end");
            }
            if (e.getClass().getName().equals("jdk.jshell.spi.SPIResolutionException")) {
                return Outcome.notYet(
                        "calls a method that has an error or a name that is not defined; run the cells above first");
            }
            String message = e.getMessage() == null ? "" : ": " + Excerpt.cut(e.getMessage());
            var facts = new ArrayList<String>();
            facts.add("threw " + e.getClass().getSimpleName() + message);
            CellLine.of(e).ifPresent(facts::add);
            return new Outcome(State.NOT_YET, List.copyOf(facts));
        } catch (Throwable hostile) { // an exception of the learner's whose own methods throw
            return Outcome.notYet("threw " + e.getClass().getSimpleName());
        }
    }

    static Outcome equal(Object expected, Object actual) {
        return same(expected, actual) ? PASSED : differs(Excerpt.of(expected), actual);
    }

    static Outcome near(double expected, double tolerance, Number actual) {
        return actual != null && isNear(expected, tolerance, actual.doubleValue())
                ? PASSED
                : differs(expected + within(tolerance), actual);
    }

    static Outcome near(double[] expected, double tolerance, double[] actual) {
        if (actual == null) {
            return differs(Excerpt.of(expected) + within(tolerance), null);
        }
        if (actual.length != expected.length) {
            return Outcome.notYet("expected " + expected.length + " numbers", "got " + actual.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (!isNear(expected[i], tolerance, actual[i])) {
                return Outcome.notYet("at [" + i + "] expected " + expected[i] + within(tolerance), "got " + actual[i]);
            }
        }
        return PASSED;
    }

    static Outcome holds(Boolean condition) {
        return Boolean.TRUE.equals(condition) ? PASSED : Outcome.notYet();
    }

    private static Outcome differs(String expected, Object actual) {
        return Outcome.notYet("expected " + expected, "got " + Excerpt.of(actual));
    }

    private static String within(double tolerance) {
        return tolerance == 0 ? "" : ", give or take " + tolerance;
    }

    private static boolean isNear(double expected, double tolerance, double actual) {
        return Double.compare(expected, actual) == 0 || Math.abs(expected - actual) <= tolerance;
    }

    private static boolean same(Object expected, Object actual) {
        if (isWhole(expected) && isWhole(actual)) {
            return ((Number) expected).longValue() == ((Number) actual).longValue();
        }
        if (isPrimitiveNumber(expected) && isPrimitiveNumber(actual)) {
            return isNear(((Number) expected).doubleValue(), 0, ((Number) actual).doubleValue());
        }
        return Objects.deepEquals(expected, actual);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private static boolean isPrimitiveNumber(Object value) {
        return isWhole(value) || value instanceof Double || value instanceof Float;
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
