// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.Set;

/** How {@code exercise.yaml} writes a {@link Comparison}. */
final class ComparisonSyntax {
    private ComparisonSyntax() {}

    /** Reads {@code exact}, a map with {@code absolute} and {@code relative}, or a map with {@code property} and what it takes. */
    static Comparison of(Field compare, EntryPoint entry, int calls) throws MalformedExerciseException {
        if (compare.value().isTextual()) {
            if (!compare.text().equals("exact")) {
                throw compare.wrong("is " + compare.shown() + "; write exact, a tolerance or a property");
            }
            return Comparison.EXACT;
        }
        var property = compare.find("property");
        if (property.isEmpty()) {
            compare.only(Set.of("absolute", "relative"));
            return new Comparison.Near(atLeastZero(compare, "absolute"), atLeastZero(compare, "relative"));
        }
        String name = property.get().text();
        return switch (name) {
            case "repeatable" -> {
                compare.only(Set.of("property"));
                yield new Comparison.Repeatable();
            }
            case "rising" -> {
                compare.only(Set.of("property", "of"));
                yield new Comparison.Rising(number(truthOf(compare, entry), entry));
            }
            case "share-of-true" -> {
                compare.only(Set.of("property", "of", "lots", "least", "most", "odds"));
                yield new Comparison.ShareOfTrue(
                        number(truthOf(compare, entry), entry),
                        lots(compare, calls),
                        positive(compare, "least"),
                        positive(compare, "most"),
                        positive(compare, "odds"));
            }
            case "pairs-differ" -> {
                compare.only(Set.of("property", "least"));
                if (calls % 2 != 0) {
                    throw compare.wrong("needs pairs, and there are " + calls + " calls");
                }
                yield new Comparison.PairsDiffer(positive(compare, "least"));
            }
            default ->
                throw property.get()
                        .wrong("is \"" + name + "\"; known are pairs-differ, repeatable, rising, share-of-true");
        };
    }

    private static Field truthOf(Field compare, EntryPoint entry) throws MalformedExerciseException {
        if (!entry.returns().equals("boolean")) {
            throw compare.wrong("looks at true and false, and " + entry.name() + " returns " + entry.returns());
        }
        return compare.get("of", "the parameter that the property is about");
    }

    private static int number(Field of, EntryPoint entry) throws MalformedExerciseException {
        String name = of.text();
        return entry.place(name)
                .filter(place -> entry.parameters().get(place).type().matches("int|long|double"))
                .orElseThrow(() ->
                        of.wrong("is \"" + name + "\", which is no number among the parameters of " + entry.name()));
    }

    private static double atLeastZero(Field compare, String key) throws MalformedExerciseException {
        var field = compare.find(key);
        if (field.isEmpty()) {
            return 0;
        }
        if (field.get().number() < 0) {
            throw field.get().wrong("is " + field.get().shown() + "; a tolerance is not negative");
        }
        return field.get().number();
    }

    private static double positive(Field compare, String key) throws MalformedExerciseException {
        Field field = compare.get(key, "a number above 0");
        if (field.number() <= 0) {
            throw field.wrong("is " + field.shown() + "; write a number above 0");
        }
        return field.number();
    }

    private static int lots(Field compare, int calls) throws MalformedExerciseException {
        Field lots = compare.get("lots", "how many lots are judged each by itself");
        if (!(lots.value().isInt() && lots.value().intValue() >= 1)) {
            throw lots.wrong("is " + lots.shown() + "; write a whole number from 1 on");
        }
        if (calls % lots.value().intValue() != 0) {
            throw lots.wrong("is " + lots.shown() + "; " + calls + " calls cannot be split so");
        }
        return lots.value().intValue();
    }
}
