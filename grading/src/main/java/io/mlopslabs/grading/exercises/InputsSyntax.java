// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How {@code exercise.yaml} writes {@link Inputs}. */
final class InputsSyntax {
    private InputsSyntax() {}

    /** Reads a map with {@code cases}, or one with {@code generator} and {@code settings}. */
    static Inputs of(Field inputs, EntryPoint entry) throws MalformedExerciseException {
        if (inputs.find("cases").isPresent()) {
            inputs.only(Set.of("cases"));
            Field field = inputs.get("cases", "");
            var cases = new Inputs.Cases(field.map(), entry);
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
        return new Inputs.Generated(name.text(), settings(generator, settings));
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
