// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.exercises.Call;
import io.mlopslabs.grading.exercises.EntryPoint;
import io.mlopslabs.grading.exercises.Miss;
import io.mlopslabs.grading.exercises.Outcome;
import io.mlopslabs.grading.exercises.Probe;
import io.mlopslabs.grading.exercises.Trial;
import io.mlopslabs.grading.submission.Task;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one exercise in one grading run: those of all its probes, one after the other.
 *
 * @param task the exercise
 * @param calls the calls of each probe
 */
record Plan(Task task, List<List<Call>> calls) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // half a surrogate pair has no UTF-8 form
            .build();

    static Plan of(Task task, long seed) {
        return new Plan(
                task,
                task.exercise().probes().stream()
                        .map(probe -> probe.calls(seed))
                        .toList());
    }

    int size() {
        return calls.stream().mapToInt(List::size).sum();
    }

    /** Returns what the probe in the kernel reads; {@code io.mlopslabs.notebook.Probe} describes it. */
    byte[] inputs() {
        ObjectNode inputs = JSON.createObjectNode().put("version", 1).put("exercise", task.id());
        task.exercise().entry().parameters().stream()
                .map(EntryPoint.Parameter::type)
                .forEach(inputs.putArray("types")::add);
        ArrayNode list = inputs.putArray("calls");
        calls.stream().flatMap(List::stream).forEach(call -> {
            ArrayNode arguments = list.addArray();
            call.arguments().forEach(argument -> add(arguments, argument));
        });
        try {
            return JSON.writeValueAsBytes(inputs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree without cycles can be written", e);
        }
    }

    private static void add(ArrayNode array, Object value) {
        if (value.getClass().isArray()) {
            ArrayNode inner = array.addArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                add(inner, Array.get(value, i));
            }
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            array.add(number.toString()); // NaN, Infinity and -Infinity, for which JSON has no number
        } else {
            array.addPOJO(value);
        }
    }

    /** Returns what each probe misses, by its name and in order. */
    Map<Probe, List<Miss>> misses(List<Outcome> actual, List<Outcome> expected) {
        var misses = new LinkedHashMap<Probe, List<Miss>>();
        int from = 0;
        for (int i = 0; i < calls.size(); i++) {
            Probe probe = task.exercise().probes().get(i);
            int to = from + calls.get(i).size();
            var trial = new Trial(calls.get(i), actual.subList(from, to), expected.subList(from, to));
            misses.put(probe, new ArrayList<>(probe.misses(trial)));
            from = to;
        }
        return misses;
    }
}
