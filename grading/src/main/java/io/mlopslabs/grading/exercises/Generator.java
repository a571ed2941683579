// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way to draw the calls of a probe.
 *
 * @param types the types of the arguments that it makes, which the entry point must take
 * @param counts settings that are whole numbers from 1 on
 * @param shares settings that are above 0 and at most 1
 * @param draw makes the arguments of every call
 */
record Generator(List<String> types, Set<String> counts, Set<String> shares, Draw draw) {
    /** Every generator by the name that {@code exercise.yaml} calls it. */
    static final Map<String, Generator> ALL = Stream.of(
                    C1w1Inputs.GENERATORS,
                    C1w2Inputs.GENERATORS,
                    C1w3Inputs.GENERATORS,
                    C2w1Inputs.GENERATORS,
                    C2w2Inputs.GENERATORS)
            .flatMap(week -> week.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Draws the arguments of every call; nothing but {@code random} decides what comes. */
    interface Draw {
        List<List<Object>> calls(SplittableRandom random, Map<String, Double> settings);
    }

    /** Returns the names of all settings in order of the alphabet. */
    Set<String> settings() {
        var names = new TreeSet<>(counts);
        names.addAll(shares);
        return names;
    }

    boolean accepts(String setting, double value) {
        return counts.contains(setting) ? value >= 1 && value == Math.rint(value) : value > 0 && value <= 1;
    }

    String meaning(String setting) {
        return counts.contains(setting) ? "a whole number from 1 on" : "a number above 0 and at most 1";
    }
}
