// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

        private Cases(Map<String, Field> cases, EntryPoint entry) {
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

        private List<Call> read() throws MalformedExerciseException {
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

    /** Reads a map with {@code cases}, or one with {@code generator} and {@code settings}. */
    static Inputs of(Field inputs, EntryPoint entry) throws MalformedExerciseException {
        if (inputs.find("cases").isPresent()) {
            inputs.only(Set.of("cases"));
            Field field = inputs.get("cases", "");
            var cases = new Cases(field.map(), entry);
            if (cases.read().isEmpty()) {
                throw field.wrong("is {}; write at least one call");
            }
            return cases;
        }
        inputs.only(Set.of("generator", "settings"));
        Field name = inputs.get("generator", "the name of one, or `cases`");
        Generator generator = Generator.ALL.get(name.text());
        if (generator == null) {
            throw name.wrong("is " + name.shown() + "; known are "
                    + String.join(", ", Generator.ALL.keySet().stream().sorted().toList()));
        }
        if (!generator.types().equals(entry.types())) {
            throw name.wrong("is " + name.shown() + ", which makes (" + String.join(", ", generator.types()) + "); "
                    + entry.name() + " takes (" + String.join(", ", entry.types()) + ")");
        }
        Field settings = inputs.get("settings", "a map of " + String.join(", ", generator.settings()));
        return new Generated(name.text(), settings(generator, settings));
    }

    private static Map<String, Double> settings(Generator generator, Field field) throws MalformedExerciseException {
        field.only(generator.settings());
        var settings = new LinkedHashMap<String, Double>();
        for (String name : generator.settings()) {
            Field setting = field.get(name, generator.meaning(name));
            if (!generator.accepts(name, setting.number())) {
                throw setting.wrong("is " + setting.shown() + "; write " + generator.meaning(name));
            }
            settings.put(name, setting.number());
        }
        return settings;
    }
}
