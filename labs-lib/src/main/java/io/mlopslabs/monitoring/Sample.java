// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.statistics.Moments;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept of one request: the value of each signal, and how often each class was named. */
record Sample(Map<Signal, Double> values, Map<String, Long> classes) {
    static Sample of(ServedRequest request) {
        var values = new EnumMap<Signal, Double>(Signal.class);
        for (Signal signal : Signal.values()) {
            values.put(signal, signal.of(request));
        }
        var classes = new HashMap<String, Long>();
        Answer.of(request.seen()).forEach(answer -> classes.merge(answer.label(), 1L, Long::sum));
        return new Sample(values, classes);
    }

    static Map<Signal, Moments> moments(List<Sample> samples) {
        var moments = new EnumMap<Signal, Moments>(Signal.class);
        for (Signal signal : Signal.values()) {
            moments.put(
                    signal,
                    Moments.of(samples.stream()
                            .mapToDouble(sample -> sample.values().get(signal))
                            .toArray()));
        }
        return moments;
    }

    static ClassMix classes(List<Sample> samples) {
        var counts = new HashMap<String, Long>();
        samples.forEach(sample -> sample.classes().forEach((name, count) -> counts.merge(name, count, Long::sum)));
        return new ClassMix(counts);
    }
}
