// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Where the calls of a probe come from. */
public sealed interface Inputs {
    /** Returns the calls, made anew each time: the same ones for the same seed. */
    List<Call> calls(long seed);

    /** Calls that stand in the file, each under its name. */
    final class Cases implements Inputs {
        private final Map<String, Field> cases;
        private final EntryPoint entry;

        Cases(Map<String, Field> cases, EntryPoint entry) {
            this.cases = cases;
            this.entry = entry;
        }

        /** Returns the names of the calls in the order of the file. */
        public Set<String> names() {
            return cases.keySet();
        }

        @Override
        public List<Call> calls(long seed) {
            try {
                return read();
            } catch (MalformedExerciseException e) {
                throw new IllegalStateException(e); // was read once already
            }
        }

        List<Call> read() throws MalformedExerciseException {
            var calls = new ArrayList<Call>();
            for (var call : cases.entrySet()) {
                calls.add(new Call(call.getKey(), entry.arguments(call.getValue())));
            }
            return calls;
        }
    }

    /**
     * Calls that a generator draws.
     *
     * @param generator its name
     * @param settings what it takes, by name
     */
    record Generated(String generator, Map<String, Double> settings) implements Inputs {
        public Generated {
            settings = Map.copyOf(settings);
        }

        @Override
        public List<Call> calls(long seed) {
            return Generator.ALL.get(generator).draw().calls(new SplittableRandom(seed), settings).stream()
                    .map(arguments -> new Call("", arguments))
                    .toList();
        }
    }
}
