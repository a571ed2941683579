// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A sentence for a mistake, and when to say it.
 *
 * @param say what is wrong and what to look at next; the learner reads it, so it shows neither an input nor a right value
 * @param wrong names of the wrong answers that must get it; empty for an exercise's last hint, which fits whatever no other fits
 * @param fits which misses it is for
 */
public record Hint(String say, List<String> wrong, Predicate<Miss> fits) {
    private static final Set<String> CONDITIONS = Set.of("probe", "case", "input", "actual", "expected");

    public Hint {
        wrong = List.copyOf(wrong);
    }

    /** Reads any hint but the last. */
    static Hint of(Field hint, EntryPoint entry, List<Probe> probes) throws MalformedExerciseException {
        hint.only(Set.of("say", "wrong", "when"));
        Field wrong = hint.get("wrong", "the wrong answers that must get this hint; only the last hint has none");
        if (wrong.texts().isEmpty()) {
            throw wrong.wrong("is []; name a wrong answer that must get this hint");
        }
        Field when = hint.get("when", "the conditions of this hint; only the last hint has none");
        return new Hint(say(hint), wrong.texts(), fits(when, entry, probes));
    }

    static Hint last(Field hint) throws MalformedExerciseException {
        if (hint.find("when").isPresent() || hint.find("wrong").isPresent()) {
            throw hint.wrong(
                    "is the last hint and has conditions; add one with `say` alone, which fits whatever no other fits");
        }
        hint.only(Set.of("say"));
        return new Hint(say(hint), List.of(), miss -> true);
    }

    private static String say(Field hint) throws MalformedExerciseException {
        return hint.get("say", "the sentence for the learner").text();
    }

    private static Predicate<Miss> fits(Field when, EntryPoint entry, List<Probe> probes)
            throws MalformedExerciseException {
        Predicate<Miss> fits = miss -> true;
        Map<String, Field> conditions = when.only(CONDITIONS).map();
        if (conditions.isEmpty()) {
            throw when.wrong("is {}; write a condition");
        }
        for (var condition : conditions.entrySet()) {
            fits = fits.and(fits(condition.getKey(), condition.getValue(), entry, probes));
        }
        return fits;
    }

    private static Predicate<Miss> fits(String condition, Field field, EntryPoint entry, List<Probe> probes)
            throws MalformedExerciseException {
        switch (condition) {
            case "probe" -> {
                String name = known(field, probes.stream().map(Probe::name).toList(), "probe");
                return miss -> miss.probe().equals(name);
            }
            case "case" -> {
                String name = known(field, cases(probes), "case");
                return miss -> miss.call().name().equals(name);
            }
            case "input" -> {
                Predicate<Miss> fits = miss -> true;
                for (var input : field.map().entrySet()) {
                    int place = entry.place(input.getKey())
                            .orElseThrow(() -> field.wrong(
                                    "names `" + input.getKey() + "`, and " + entry.name() + " has no such parameter"));
                    Match match = Match.of(input.getValue());
                    fits = fits.and(miss ->
                            match.fits(Outcome.of(miss.call().arguments().get(place))));
                }
                return fits;
            }
            case "actual" -> {
                Match match = Match.of(field);
                return miss -> match.fits(miss.actual());
            }
            default -> {
                Match match = Match.of(field);
                return miss -> match.fits(miss.expected());
            }
        }
    }

    private static String known(Field field, List<String> names, String what) throws MalformedExerciseException {
        String name = field.text();
        if (!names.contains(name)) {
            throw field.wrong("is " + field.shown() + "; no " + what + " has that name");
        }
        return name;
    }

    private static List<String> cases(List<Probe> probes) {
        return probes.stream()
                .flatMap(probe ->
                        probe.inputs() instanceof Inputs.Cases cases ? cases.names().stream() : Stream.<String>empty())
                .toList();
    }
}
