// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.statistics.TestResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link DriftReport} says about one aspect of one column.
 *
 * @param slice name of the data set the column lies in; empty for tables
 * @param column its name
 * @param aspect what of the column was compared
 * @param n values of the reference
 * @param m values of the new data
 * @param measures the comparators, each with its value
 * @param test the test made, before adjusting; empty where none could be
 * @param adjusted p-value adjusted for all tests of the report; NaN without a test
 * @param decision what follows
 * @param note what the reader must know; empty if nothing
 */
public record DriftLine(
        String slice,
        String column,
        Aspect aspect,
        long n,
        long m,
        List<Measure> measures,
        Optional<TestResult> test,
        double adjusted,
        Decision decision,
        String note) {
    /** What of a column is compared. */
    public enum Aspect {
        /** The values that are there. */
        VALUES("values"),
        /** Whether there is a value at all. */
        MISSING("missing"),
        /** Whether a number is NaN, which is a value to TFDV. */
        NAN("NaN");

        private final String label;

        Aspect(String label) {
            this.label = label;
        }

        /** Returns the name as a report prints it. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** What follows from a line. */
    public enum Decision {
        /** More than chance, after adjusting for all tests of the report. */
        DRIFT("drift"),
        /** Chance alone explains it. This does not prove that nothing changed: few rows see little. */
        NO_EVIDENCE("no evidence"),
        /** There are values, but no test; the note says why. */
        NOT_TESTED("not tested"),
        /** Nothing could be compared: one side only, other types, no values; the note says which. */
        NOT_COMPARED("not compared");

        private final String label;

        Decision(String label) {
            this.label = label;
        }

        /** Returns the name as a report prints it. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * One comparator.
     *
     * @param name of the comparator; with "(TFDV)" where TFDV's convention differs from the plain definition
     * @param found its value, and where most of it comes from
     * @param noise what it comes to without drift; empty where that cannot be known, as for TFDV's own bucketing
     */
    public record Measure(String name, Comparison found, Optional<NoiseBand> noise) {
        /** Checks that everything is there. */
        public Measure {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(found, "found");
            Objects.requireNonNull(noise, "noise");
        }
    }

    /** Copies the measures. */
    public DriftLine {
        measures = List.copyOf(measures);
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(note, "note");
    }

    /**
     * Returns the comparator of that name.
     *
     * @throws IllegalArgumentException if the line has none; lists the names it has
     */
    public Measure measure(String name) {
        return measures.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("column '" + column + "' has no comparator '" + name
                        + "'; it has " + measures.stream().map(Measure::name).toList()));
    }

    static DriftLine notCompared(String slice, String column, String why) {
        return new DriftLine(
                slice,
                column,
                Aspect.VALUES,
                0,
                0,
                List.of(),
                Optional.empty(),
                Double.NaN,
                Decision.NOT_COMPARED,
                why);
    }

    DriftLine decided(double adjustedP, double alpha) {
        return new DriftLine(
                slice,
                column,
                aspect,
                n,
                m,
                measures,
                test,
                adjustedP,
                adjustedP <= alpha ? Decision.DRIFT : Decision.NO_EVIDENCE,
                note);
    }
}
