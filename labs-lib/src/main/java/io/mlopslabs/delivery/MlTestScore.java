// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How ready for production the system around a model is: the ML Test Score, a sheet of 28 tests in four sections.
 *
 * <p>A test that is done by hand, with its result written down, earns half a point; one that a machine runs again and again earns one. The
 * score is the smallest of the four sums of the sections, as a chain is as strong as its weakest link; so it lies in 0 to 7. Each point has its
 * evidence: who reads the sheet can go and look.
 *
 * <p>Immutable. Says how well the system is tested, not how good the model is.
 *
 * @see "Breck, Cai, Nielsen, Salib, Sculley 2017, The ML Test Score: A Rubric for ML Production Readiness and Technical Debt Reduction"
 */
public final class MlTestScore {
    /** The four sections of the sheet. */
    public enum Section {
        /** Features and data. */
        DATA,
        /** Model development. */
        MODEL,
        /** Infrastructure. */
        INFRASTRUCTURE,
        /** Monitoring. */
        MONITORING
    }

    /** How a test is done. */
    public enum Practice {
        /** By hand, documented: half a point. */
        MANUAL(0.5),
        /** By a machine, again and again: one point. */
        AUTOMATED(1);

        private final double points;

        Practice(double points) {
            this.points = points;
        }

        /** Returns the points, 0.5 or 1. */
        public double points() {
            return points;
        }
    }

    /** The 28 tests, in the order of the paper; its numbers are {@link #id()}. */
    public enum Item {
        /** Data 1. */
        SCHEMA_HOLDS_FEATURE_EXPECTATIONS(Section.DATA, 1),
        /** Data 2. */
        ALL_FEATURES_BENEFICIAL(Section.DATA, 2),
        /** Data 3. */
        NO_FEATURE_COSTS_TOO_MUCH(Section.DATA, 3),
        /** Data 4. */
        META_LEVEL_REQUIREMENTS_MET(Section.DATA, 4),
        /** Data 5. */
        PRIVACY_CONTROLS(Section.DATA, 5),
        /** Data 6. */
        NEW_FEATURES_ADDED_QUICKLY(Section.DATA, 6),
        /** Data 7. */
        INPUT_FEATURE_CODE_TESTED(Section.DATA, 7),
        /** Model 1. */
        SPECS_REVIEWED_AND_SUBMITTED(Section.MODEL, 1),
        /** Model 2. */
        OFFLINE_AND_ONLINE_METRICS_CORRELATE(Section.MODEL, 2),
        /** Model 3. */
        HYPERPARAMETERS_TUNED(Section.MODEL, 3),
        /** Model 4. */
        STALENESS_IMPACT_KNOWN(Section.MODEL, 4),
        /** Model 5. */
        SIMPLER_MODEL_NOT_BETTER(Section.MODEL, 5),
        /** Model 6. */
        QUALITY_ON_SLICES(Section.MODEL, 6),
        /** Model 7. */
        INCLUSION_TESTED(Section.MODEL, 7),
        /** Infrastructure 1. */
        TRAINING_REPRODUCIBLE(Section.INFRASTRUCTURE, 1),
        /** Infrastructure 2. */
        SPECS_UNIT_TESTED(Section.INFRASTRUCTURE, 2),
        /** Infrastructure 3. */
        PIPELINE_INTEGRATION_TESTED(Section.INFRASTRUCTURE, 3),
        /** Infrastructure 4. */
        QUALITY_VALIDATED_BEFORE_SERVING(Section.INFRASTRUCTURE, 4),
        /** Infrastructure 5. */
        DEBUGGABLE(Section.INFRASTRUCTURE, 5),
        /** Infrastructure 6. */
        CANARIED(Section.INFRASTRUCTURE, 6),
        /** Infrastructure 7. */
        ROLLBACK(Section.INFRASTRUCTURE, 7),
        /** Monitoring 1. */
        DEPENDENCY_CHANGES_NOTIFY(Section.MONITORING, 1),
        /** Monitoring 2. */
        DATA_INVARIANTS_HOLD(Section.MONITORING, 2),
        /** Monitoring 3. */
        NO_TRAIN_SERVE_SKEW(Section.MONITORING, 3),
        /** Monitoring 4. */
        NOT_STALE(Section.MONITORING, 4),
        /** Monitoring 5. */
        NUMERICALLY_STABLE(Section.MONITORING, 5),
        /** Monitoring 6. */
        COMPUTE_PERFORMANCE_NOT_REGRESSED(Section.MONITORING, 6),
        /** Monitoring 7. */
        PREDICTION_QUALITY_NOT_REGRESSED(Section.MONITORING, 7);

        private final Section section;
        private final int number;

        Item(Section section, int number) {
            this.section = section;
            this.number = number;
        }

        /** Returns the section. */
        public Section section() {
            return section;
        }

        /** Returns section and number, such as {@code infrastructure 6}. */
        public String id() {
            return section.name().toLowerCase(Locale.ROOT) + " " + number;
        }

        /** Returns the test in words, such as {@code quality validated before serving}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /**
         * Returns the test of an id such as {@code infrastructure 6}, or in the words of {@link #toString()}.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Item named(String text) {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(item -> item.id().equals(wanted) || item.toString().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the ML Test Score has no test '%s'; give one such as 'data 1' or 'canaried'"
                                    .formatted(text)));
        }
    }

    /** What a score says, in the bands of the paper. */
    public enum Reading {
        /** 0. */
        RESEARCH("more a research project than a production system"),
        /** Above 0, up to 1. */
        SERIOUS_HOLES("not untested, but serious holes in reliability are possible"),
        /** Above 1, up to 2. */
        FIRST_PASS("a first pass at production, more work may be needed"),
        /** Above 2, up to 3. */
        REASONABLE("reasonably tested, more of it may be automated"),
        /** Above 3, up to 5. */
        STRONG("strong testing and monitoring, fit for what is critical"),
        /** Above 5. */
        EXCEPTIONAL("exceptional testing and monitoring");

        private final String words;

        Reading(String words) {
            this.words = words;
        }

        /** Returns what the score says, in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One line of the sheet.
     *
     * @param item the test
     * @param practice how it is done
     * @param evidence where that can be seen, such as the name of a test or a file; not blank
     */
    public record Entry(Item item, Practice practice, String evidence) {
        /** Throws an {@code IllegalArgumentException} for missing evidence. */
        public Entry {
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(practice, "practice");
            if (evidence.isBlank()) {
                throw new IllegalArgumentException(
                        "%s (%s) has no evidence; name what shows it, such as a test or a file"
                                .formatted(item.id(), item));
            }
        }
    }

    private final Map<Item, Entry> entries;

    private MlTestScore(Map<Item, Entry> entries) {
        this.entries = entries;
    }

    /** Returns a sheet with nothing done. */
    public static MlTestScore empty() {
        return new MlTestScore(new EnumMap<>(Item.class));
    }

    /**
     * Returns this sheet with one more line.
     *
     * @throws IllegalArgumentException if the evidence is blank, or the test has a line already
     */
    public MlTestScore with(Item item, Practice practice, String evidence) {
        var entry = new Entry(item, practice, evidence);
        if (entries.containsKey(item)) {
            throw new IllegalArgumentException(
                    "%s (%s) has a line already; a test counts once".formatted(item.id(), item));
        }
        var more = new EnumMap<Item, Entry>(Item.class);
        more.putAll(entries);
        more.put(item, entry);
        return new MlTestScore(more);
    }

    /** Returns the lines in the order of the paper; a test without one earns nothing. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Returns the tests without a line, in the order of the paper. */
    public List<Item> missing() {
        return Arrays.stream(Item.values())
                .filter(item -> !entries.containsKey(item))
                .toList();
    }

    /** Returns the sum of points of each section, 0 to 7 each. */
    public Map<Section, Double> sections() {
        var sums = new EnumMap<Section, Double>(Section.class);
        Arrays.stream(Section.values()).forEach(section -> sums.put(section, 0.0));
        entries.values()
                .forEach(entry ->
                        sums.merge(entry.item().section(), entry.practice().points(), Double::sum));
        return sums;
    }

    /** Returns the score: the smallest sum of a section, 0 to 7. */
    public double score() {
        return Collections.min(sections().values());
    }

    /** Returns what the score says. */
    public Reading reading() {
        double score = score();
        if (score == 0) {
            return Reading.RESEARCH;
        }
        if (score <= 1) {
            return Reading.SERIOUS_HOLES;
        }
        if (score <= 2) {
            return Reading.FIRST_PASS;
        }
        if (score <= 3) {
            return Reading.REASONABLE;
        }
        return score <= 5 ? Reading.STRONG : Reading.EXCEPTIONAL;
    }

    /** Returns one line: the score, what it says, and the sum of each section. */
    @Override
    public String toString() {
        return "ML Test Score %s of 7: %s (%s)"
                .formatted(
                        score(),
                        reading(),
                        sections().entrySet().stream()
                                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
