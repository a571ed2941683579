// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The frame of one probe as {@link Probe} describes it, filled outcome by outcome. Maps hold no null: the kernel's JSON writer leaves such entries out. */
final class ProbeFrame {
    private static final String NOT_ANSWERED = "not answered";
    private static final int LONGEST_NAME = 200;

    private final String exercise;
    private final List<Object> outcomes = new ArrayList<>();
    private int left = ProbeValue.LARGEST_FRAME;

    ProbeFrame(String exercise) {
        this.exercise = exercise;
    }

    /** Adds what {@code call} comes to. */
    void add(ProbeCall call, Object[] arguments) {
        Map<String, Object> outcome;
        try {
            outcome = value(call.call(arguments));
        } catch (Throwable e) { // an answer may throw anything, StackOverflowError included
            outcome = thrown(e);
        }
        outcomes.add(outcome);
    }

    private Map<String, Object> value(Object value) {
        try {
            var encoded = new ProbeValue(left);
            Map<String, Object> outcome = Map.of("value", encoded.of(value));
            left = encoded.left();
            return outcome;
        } catch (ProbeValue.Refusal refusal) {
            return refused(refusal.getMessage());
        } catch (Throwable e) { // a view of java.base may hand out what a learner's class makes
            return refused("unreadable");
        }
    }

    /** By class first: of an exception that is not the JDK's own, {@code getMessage} may be anyone's. */
    private static Map<String, Object> thrown(Throwable e) {
        if (e.getClass() == UnsupportedOperationException.class && NOT_ANSWERED.equals(e.getMessage())) {
            return refused(NOT_ANSWERED);
        }
        String name = e.getClass().getSimpleName();
        return Map.of("thrown", name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    }

    private static Map<String, Object> refused(String reason) {
        return Map.of("refused", reason);
    }

    /** Returns the frame, of maps, lists, texts, numbers and booleans. */
    Map<String, Object> toMap() {
        var frame = new LinkedHashMap<String, Object>();
        frame.put("version", 1);
        frame.put("exercise", exercise);
        frame.put("outcomes", outcomes);
        return frame;
    }
}
