// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The method that an answer must have, and that probes call.
 *
 * @param returns its return type as Java writes it
 * @param name its name
 * @param parameters its parameters in order
 */
public record EntryPoint(String returns, String name, List<Parameter> parameters) {
    private static final Pattern SIGNATURE = Pattern.compile("(\\S+) (\\w+)\\((.*)\\)");
    private static final Pattern PARAMETER = Pattern.compile("(\\S+) (\\w+)");

    /**
     * One parameter.
     *
     * @param type its type as Java writes it
     * @param name its name
     */
    public record Parameter(String type, String name) {}

    public EntryPoint {
        parameters = List.copyOf(parameters);
    }

    static EntryPoint of(Field field) throws MalformedExerciseException {
        Matcher signature = SIGNATURE.matcher(field.text());
        if (!signature.matches()) {
            throw malformed(field);
        }
        var parameters = new ArrayList<Parameter>();
        for (String text : signature.group(3).split(", ", -1)) {
            Matcher parameter = PARAMETER.matcher(text);
            if (!parameter.matches()) {
                throw malformed(field);
            }
            parameters.add(new Parameter(known(field, parameter.group(1)), parameter.group(2)));
        }
        return new EntryPoint(known(field, signature.group(1)), signature.group(2), parameters);
    }

    private static MalformedExerciseException malformed(Field field) {
        return field.wrong(
                "is " + field.shown() + "; write a method's head with names and types, as in `int half(int n)`");
    }

    private static String known(Field field, String type) throws MalformedExerciseException {
        if (ValueType.of(type).isEmpty()) {
            throw field.wrong("has the type `" + type + "`; a probe can send " + ValueType.known());
        }
        return type;
    }

    /** Returns the place of the parameter with this name, empty if there is none. */
    Optional<Integer> place(String parameter) {
        int place = parameters.stream().map(Parameter::name).toList().indexOf(parameter);
        return place < 0 ? Optional.empty() : Optional.of(place);
    }

    List<String> types() {
        return parameters.stream().map(Parameter::type).toList();
    }

    /** Returns the arguments that {@code field} lists, one of each parameter's type. */
    List<Object> arguments(Field field) throws MalformedExerciseException {
        List<Field> fields = field.list();
        if (fields.size() != parameters.size()) {
            throw field.wrong("has " + fields.size() + " arguments; " + name + " takes " + parameters.size());
        }
        var arguments = new ArrayList<Object>();
        for (int i = 0; i < fields.size(); i++) {
            arguments.add(ValueType.of(parameters.get(i).type()).orElseThrow().read(fields.get(i)));
        }
        return arguments;
    }

    /** Returns the head of the method in one line, as {@code exercise.yaml} has it. */
    public String signature() {
        return parameters.stream()
                .map(parameter -> parameter.type() + " " + parameter.name())
                .collect(Collectors.joining(", ", returns + " " + name + "(", ")"));
    }
}
