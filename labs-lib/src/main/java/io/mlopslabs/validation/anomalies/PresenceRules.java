// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeaturePresence;
import io.mlopslabs.validation.proto.FixedShape;
import io.mlopslabs.validation.proto.UniqueConstraints;
import io.mlopslabs.validation.proto.ValueCount;
import io.mlopslabs.validation.proto.ValueCountList;
import java.util.ArrayList;
import java.util.List;

/** How often a column must have values, how many each time, and how many distinct ones. */
final class PresenceRules {
    private static final String DROPPED = "Column dropped";
    /** What TFDV writes when so few examples lack the value that the fraction rounds to 1. */
    private static final double JUST_BELOW_ALL = 0.9999;

    private PresenceRules() {}

    static Verdict valueCount(Feature feature, ColumnView column) {
        return switch (feature.getShapeTypeCase()) {
            case VALUE_COUNT -> flatCount(feature, column);
            case VALUE_COUNTS -> countPerLevel(feature, column);
            case SHAPE, SHAPETYPE_NOT_SET -> Verdict.fine(feature);
        };
    }

    private static Verdict flatCount(Feature feature, ColumnView column) {
        List<ColumnView.ValueCountRange> seen = column.valueCounts();
        if (seen.size() > 1) {
            return otherNesting(
                    feature,
                    column,
                    "This feature has a value_count, but the nestedness level of the feature > 1. For features with"
                            + " nestedness levels greater than 1, value_counts, not value_count, should be specified.");
        }
        var findings = new ArrayList<Finding>();
        ValueCount proposal = widened(feature.getValueCount(), seen.get(0), ".", findings);
        return Verdict.of(feature.toBuilder().setValueCount(proposal).build(), findings);
    }

    private static Verdict countPerLevel(Feature feature, ColumnView column) {
        List<ColumnView.ValueCountRange> seen = column.valueCounts();
        ValueCountList counts = feature.getValueCounts();
        if (counts.getValueCountCount() != seen.size()) {
            return otherNesting(
                    feature,
                    column,
                    "The values have a different nest level than expected. Value counts will not be checked.");
        }
        var findings = new ArrayList<Finding>();
        ValueCountList.Builder proposal = ValueCountList.newBuilder();
        for (int level = 0; level < seen.size(); level++) {
            String where = " at nestedness level " + level + ".";
            proposal.addValueCount(widened(counts.getValueCount(level), seen.get(level), where, findings));
        }
        return Verdict.of(feature.toBuilder().setValueCounts(proposal).build(), findings);
    }

    private static Verdict otherNesting(Feature feature, ColumnView column, String text) {
        Feature.Builder proposal = feature.toBuilder().clearShapeType();
        NewColumn.countValues(proposal, column);
        return Verdict.of(proposal, AnomalyInfo.Type.VALUE_NESTEDNESS_MISMATCH, "Mismatched value nest level", text);
    }

    private static ValueCount widened(
            ValueCount allowed, ColumnView.ValueCountRange seen, String where, List<Finding> findings) {
        ValueCount.Builder proposal = allowed.toBuilder();
        if (allowed.hasMin() && seen.fewest() < allowed.getMin()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
                    "Missing values",
                    "Some examples have fewer values than expected" + where));
            if (seen.fewest() == 0) {
                proposal.clearMin();
            } else {
                proposal.setMin(seen.fewest());
            }
        }
        if (allowed.hasMax() && seen.most() > allowed.getMax()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_TYPE_HIGH_NUMBER_VALUES,
                    "Superfluous values",
                    "Some examples have more values than expected" + where));
            proposal.setMax(seen.most());
        }
        return proposal.build();
    }

    /** A shape asks for a value everywhere and one length; of several dimensions only the product counts. */
    static Verdict shape(Feature feature, ColumnView column) {
        if (!feature.hasShape()) {
            return Verdict.fine(feature);
        }
        List<ColumnView.ValueCountRange> seen = column.valueCounts();
        boolean varies = seen.stream().anyMatch(range -> range.fewest() != range.most() || range.fewest() == 0);
        if (varies || column.isMissingAnywhere()) {
            return shapeDropped(
                    feature,
                    "The feature has a shape, but it's not always present (if the feature is nested, then it should"
                            + " always be present at each nested level) or its value lengths vary.");
        }
        long length =
                seen.stream().mapToLong(ColumnView.ValueCountRange::fewest).reduce(1, (a, b) -> a * b);
        long expected = feature.getShape().getDimList().stream()
                .mapToLong(FixedShape.Dim::getSize)
                .reduce(1, (a, b) -> a * b);
        return length == expected
                ? Verdict.fine(feature)
                : shapeDropped(
                        feature,
                        "The feature has fixed value length " + length
                                + " but it's not compatible with the specified shape.");
    }

    private static Verdict shapeDropped(Feature feature, String text) {
        return Verdict.of(
                feature.toBuilder().clearShape(),
                AnomalyInfo.Type.INVALID_FEATURE_SHAPE,
                "Feature shape dropped",
                text);
    }

    static Verdict presence(Feature feature, ColumnView column) {
        if (!feature.hasPresence()) {
            return Verdict.fine(feature);
        }
        var findings = new ArrayList<Finding>();
        FeaturePresence.Builder proposal = feature.getPresence().toBuilder();
        if (proposal.hasMinCount() && column.numPresent() < proposal.getMinCount()) {
            long actual = (long) column.numPresent();
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_PRESENT,
                    DROPPED,
                    "The feature was present in fewer examples than expected: minimum count = %d, actual = %d"
                            .formatted(proposal.getMinCount(), actual)));
            proposal.setMinCount(actual);
        }
        if (proposal.hasMinFraction() && column.fractionPresent().isPresent()) {
            double actual = column.fractionPresent().getAsDouble();
            if (actual < proposal.getMinFraction()) {
                findings.add(new Finding(
                        AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
                        DROPPED,
                        "The feature was present in fewer examples than expected: minimum fraction = %s, actual = %s"
                                .formatted(
                                        CppText.sixDecimals((float) proposal.getMinFraction()),
                                        CppText.sixDecimals(actual))));
                proposal.setMinFraction(actual);
            }
            if (proposal.getMinFraction() == 1 && column.numMissing() != 0) {
                findings.add(new Finding(
                        AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
                        DROPPED,
                        "The feature was expected everywhere, but was missing in "
                                + CppText.sixDigits(column.numMissing()) + " examples."));
                proposal.setMinFraction(JUST_BELOW_ALL);
            }
        }
        return Verdict.of(feature.toBuilder().setPresence(proposal).build(), findings);
    }

    /** An unset max counts as 0, as in TFDV: constraints with a min only reject every column. */
    static Verdict unique(Feature feature, ColumnView column) {
        if (!feature.hasUniqueConstraints()) {
            return Verdict.fine(feature);
        }
        if (column.numUnique().isEmpty()) {
            return Verdict.of(
                    feature.toBuilder().clearUniqueConstraints(),
                    AnomalyInfo.Type.FEATURE_TYPE_NO_UNIQUE,
                    "No unique values",
                    "UniqueConstraints specified for the feature, but unique values were not counted (i.e., feature"
                            + " is not string or categorical).");
        }
        long found = column.numUnique().getAsLong();
        var findings = new ArrayList<Finding>();
        UniqueConstraints allowed = feature.getUniqueConstraints();
        UniqueConstraints.Builder proposal = allowed.toBuilder();
        if (found < allowed.getMin()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_TYPE_LOW_UNIQUE,
                    "Low number of unique values",
                    "Expected at least %d unique values but found only %d.".formatted(allowed.getMin(), found)));
            proposal.setMin(found);
        }
        if (found > allowed.getMax()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FEATURE_TYPE_HIGH_UNIQUE,
                    "High number of unique values",
                    "Expected no more than %d unique values but found %d.".formatted(allowed.getMax(), found)));
            proposal.setMax(found);
        }
        return Verdict.of(feature.toBuilder().setUniqueConstraints(proposal).build(), findings);
    }
}
