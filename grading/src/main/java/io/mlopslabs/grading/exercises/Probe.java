// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.List;
import java.util.Set;

/**
 * One thing that an answer must do, worth some of the exercise's points: all of them or none.
 *
 * @param name what it is called in results
 * @param points a multiple of a quarter, so that sums are exact
 * @param inputs where the calls come from
 * @param comparison what they must come to
 */
public record Probe(String name, double points, Inputs inputs, Comparison comparison) {
    /**
     * Returns the calls of one grading run, with arguments made anew: an answer may change its own and no other's.
     *
     * @param seed the run's seed; probes of one run draw different inputs from it
     */
    public List<Call> calls(long seed) {
        return inputs.calls(31 * seed + name.hashCode());
    }

    /** Returns the calls that cost the points, empty if the answer keeps them. */
    public List<Miss> misses(Trial trial) {
        return comparison.misses(name, trial);
    }

    static Probe of(Field probe, EntryPoint entry) throws MalformedExerciseException {
        probe.only(Set.of("name", "points", "inputs", "compare"));
        String name = probe.get("name", "what the probe is called in results").text();
        double points = points(probe.get("points", "what it is worth"));
        Inputs inputs = InputsSyntax.of(probe.get("inputs", "cases or a generator"), entry);
        Field compare = probe.get("compare", "exact, a tolerance or a property");
        return new Probe(
                name,
                points,
                inputs,
                ComparisonSyntax.of(compare, entry, inputs.calls(0).size()));
    }

    static double points(Field points) throws MalformedExerciseException {
        double value = points.number();
        if (value <= 0 || value * 4 != Math.rint(value * 4)) {
            throw points.wrong("is " + points.shown() + "; write a multiple of 0.25 above 0");
        }
        return value;
    }
}
