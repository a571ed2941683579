// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A condition on one value of a miss. */
sealed interface Match {
    boolean fits(Outcome outcome);

    /** The value that stands in the file; numbers to nine digits. */
    record Literal(JsonNode literal) implements Match {
        private static final double DIGITS = 1e-9;

        @Override
        public boolean fits(Outcome outcome) {
            return outcome instanceof Outcome.Value found && same(literal, found.value());
        }

        private static boolean same(JsonNode literal, Object value) {
            if (value instanceof List<?> list) {
                boolean same = literal.isArray() && literal.size() == list.size();
                for (int i = 0; same && i < list.size(); i++) {
                    same = same(literal.get(i), list.get(i));
                }
                return same;
            }
            if (value instanceof Number number) {
                Optional<Double> wanted = ValueType.number(literal);
                return wanted.isPresent() && Outcome.near(wanted.get(), number.doubleValue(), DIGITS, DIGITS);
            }
            if (value instanceof Boolean truth) {
                return literal.isBoolean() && literal.booleanValue() == truth;
            }
            return value == null
                    ? literal.isNull()
                    : literal.isTextual() && literal.textValue().equals(value);
        }
    }

    /** A number between two, both included. */
    record Between(double least, double most) implements Match {
        @Override
        public boolean fits(Outcome outcome) {
            return outcome instanceof Outcome.Value found
                    && found.value() instanceof Number number
                    && number.doubleValue() >= least
                    && number.doubleValue() <= most;
        }
    }

    /** An exception of this class. */
    record Throws(String type) implements Match {
        @Override
        public boolean fits(Outcome outcome) {
            return outcome.equals(new Outcome.Thrown(type));
        }
    }

    /** Reads a literal, a map with {@code least} and {@code most}, or a map with {@code throws}. */
    static Match of(Field match) throws MalformedExerciseException {
        if (!match.value().isObject()) {
            return new Literal(match.value());
        }
        if (match.find("throws").isPresent()) {
            match.only(Set.of("throws"));
            return new Throws(match.get("throws", "").text());
        }
        match.only(Set.of("least", "most"));
        double least = match.get("least", "the smallest number that fits").number();
        double most = match.get("most", "the largest number that fits").number();
        if (least > most) {
            throw match.wrong("has a least above its most; swap them");
        }
        return new Between(least, most);
    }
}
