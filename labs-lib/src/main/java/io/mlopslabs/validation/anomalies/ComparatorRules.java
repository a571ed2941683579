// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.drift.Comparison;
import io.mlopslabs.validation.drift.Counting;
import io.mlopslabs.validation.drift.IncomparableException;
import io.mlopslabs.validation.drift.TfdvComparators;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DriftSkewInfo;
import io.mlopslabs.validation.proto.DriftSkewInfo.Measurement;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureComparator;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.HistogramSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Distances from other data, each measured as soon as it has a threshold; drift first, then skew. */
final class ComparatorRules {
    /** What the sides are called. */
    private enum Kind {
        DRIFT("current", "previous"),
        SKEW("training", "serving");

        private final String here;
        private final String there;

        Kind(String here, String there) {
            this.here = here;
            this.there = there;
        }

        private String pair() {
            return "between " + here + " and " + there;
        }
    }

    private final Kind kind;
    private final ColumnView column;
    private final ColumnView control;
    private final FeatureComparator.Builder proposal;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Measurement> measurements = new ArrayList<>();

    private ComparatorRules(Kind kind, ColumnView column, ColumnView control, FeatureComparator comparator) {
        this.kind = kind;
        this.column = column;
        this.control = control;
        this.proposal = comparator.toBuilder();
    }

    static Verdict check(Feature feature, ColumnView column, Controls controls) {
        return drift(feature, column, controls.previous()).then(f -> skew(f, column, controls.serving()));
    }

    private static Verdict drift(Feature feature, ColumnView column, Optional<DatasetView> previous) {
        FeatureComparator comparator = feature.getDriftComparator();
        if (previous.isEmpty() || !asks(comparator)) {
            return Verdict.fine(feature);
        }
        Optional<ColumnView> control = previous.get().column(column.path());
        if (control.isEmpty()) {
            return controlMissing(feature.toBuilder().setDriftComparator(withoutThresholds(comparator)), Kind.DRIFT);
        }
        var rules = new ComparatorRules(Kind.DRIFT, column, control.get(), comparator);
        rules.compare();
        return rules.verdict(
                feature.toBuilder().setDriftComparator(rules.proposal),
                DriftSkewInfo.newBuilder().addAllDriftMeasurements(rules.measurements));
    }

    private static Verdict skew(Feature feature, ColumnView column, Optional<DatasetView> serving) {
        FeatureComparator comparator = feature.getSkewComparator();
        if (serving.isEmpty() || !asks(comparator)) {
            return Verdict.fine(feature);
        }
        Optional<ColumnView> control = serving.get().column(column.path());
        if (control.isEmpty()) {
            return controlMissing(feature.toBuilder().setSkewComparator(withoutThresholds(comparator)), Kind.SKEW);
        }
        var rules = new ComparatorRules(Kind.SKEW, column, control.get(), comparator);
        rules.compare();
        return rules.verdict(
                feature.toBuilder().setSkewComparator(rules.proposal),
                DriftSkewInfo.newBuilder().addAllSkewMeasurements(rules.measurements));
    }

    private Verdict verdict(Feature.Builder feature, DriftSkewInfo.Builder measured) {
        return new Verdict(feature.build(), List.copyOf(findings), List.of(), measured.build());
    }

    private static boolean asks(FeatureComparator comparator) {
        return comparator.getInfinityNorm().hasThreshold()
                || comparator.getNormalizedAbsDifference().hasThreshold()
                || comparator.getJensenShannonDivergence().hasThreshold();
    }

    private static Verdict controlMissing(Feature.Builder proposal, Kind kind) {
        return Verdict.of(
                proposal,
                AnomalyInfo.Type.COMPARATOR_CONTROL_DATA_MISSING,
                kind.there + " data missing",
                kind.there + " data is missing.");
    }

    private static FeatureComparator withoutThresholds(FeatureComparator comparator) {
        FeatureComparator.Builder proposal = comparator.toBuilder();
        if (comparator.hasInfinityNorm()) {
            proposal.getInfinityNormBuilder().clearThreshold();
        }
        if (comparator.hasNormalizedAbsDifference()) {
            proposal.getNormalizedAbsDifferenceBuilder().clearThreshold();
        }
        if (comparator.hasJensenShannonDivergence()) {
            proposal.getJensenShannonDivergenceBuilder().clearThreshold();
        }
        return proposal.build();
    }

    private void compare() {
        Counting counting = column.dataset().isWeighted() ? Counting.WEIGHTED : Counting.UNWEIGHTED;
        if (proposal.getInfinityNorm().hasThreshold()) {
            lInfinity(TfdvComparators.lInfinity(control.data(), column.data(), counting));
        }
        if (proposal.getNormalizedAbsDifference().hasThreshold()) {
            normalizedAbsoluteDifference(
                    TfdvComparators.normalizedAbsoluteDifference(control.data(), column.data(), counting));
        }
        if (proposal.getJensenShannonDivergence().hasThreshold()) {
            jensenShannon(counting);
        }
    }

    private void lInfinity(Comparison distance) {
        double threshold = proposal.getInfinityNorm().getThreshold();
        if (isHigh(Measurement.Type.L_INFTY, distance, threshold)) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_L_INFTY_HIGH,
                    "High Linfty distance " + kind.pair(),
                    "The Linfty distance " + above(distance, threshold) + largest(distance)));
            proposal.getInfinityNormBuilder().setThreshold(distance.value());
        }
    }

    private void normalizedAbsoluteDifference(Comparison distance) {
        double threshold = proposal.getNormalizedAbsDifference().getThreshold();
        if (isHigh(Measurement.Type.NORMALIZED_ABSOLUTE_DIFFERENCE, distance, threshold)) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH,
                    "High normalized absolute difference " + kind.pair(),
                    "The normalized absolute difference " + above(distance, threshold) + largest(distance)));
            proposal.getNormalizedAbsDifferenceBuilder().setThreshold(distance.value());
        }
    }

    private void jensenShannon(Counting counting) {
        double threshold = proposal.getJensenShannonDivergence().getThreshold();
        HistogramType source =
                proposal.getJensenShannonDivergence().getSource().getType() == HistogramSelection.Type.QUANTILES
                        ? HistogramType.QUANTILES
                        : HistogramType.STANDARD;
        Comparison distance;
        try {
            distance = TfdvComparators.jensenShannon(control.data(), column.data(), counting, source);
        } catch (IncomparableException nothingToMeasure) {
            return; // as TFDV, which logs a warning
        }
        if (isHigh(Measurement.Type.JENSEN_SHANNON_DIVERGENCE, distance, threshold)) {
            findings.add(new Finding(
                    AnomalyInfo.Type.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH,
                    "High approximate Jensen-Shannon divergence " + kind.pair(),
                    "The approximate Jensen-Shannon divergence " + above(distance, threshold) + "."));
            proposal.getJensenShannonDivergenceBuilder().setThreshold(distance.value());
        }
    }

    /** Keeps the measurement, whichever side of the threshold it lies on. */
    private boolean isHigh(Measurement.Type type, Comparison distance, double threshold) {
        measurements.add(Measurement.newBuilder()
                .setType(type)
                .setValue(distance.value())
                .setThreshold(threshold)
                .build());
        return distance.value() > threshold;
    }

    private String above(Comparison distance, double threshold) {
        return "%s is %s (up to six significant digits), above the threshold %s"
                .formatted(kind.pair(), CppText.sixDigits(distance.value()), CppText.sixDigits(threshold));
    }

    private static String largest(Comparison distance) {
        return ". The feature value with maximum difference is: " + distance.largest();
    }
}
