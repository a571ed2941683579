// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.FloatDomain;
import io.mlopslabs.validation.proto.IntDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Ranges of numbers, written as numbers or as text. */
final class NumberDomainRules {
    private static final String OUT_OF_RANGE = "Out-of-range values";
    private static final String INVALID = "Invalid values";
    private static final double INT64_SPAN = 0x1p63;

    /** What a column holds: a range, or some value that is none of the numbers it should be. */
    private sealed interface Content<T> {
        record Range<T>(T min, T max) implements Content<T> {}

        record NoNumber<T>(String example) implements Content<T> {}
    }

    private NumberDomainRules() {}

    static Verdict intDomain(Feature feature, ColumnView column) {
        Optional<Content<Long>> content = integers(column);
        if (content.isEmpty()) {
            return Verdict.fine(feature);
        }
        if (content.get() instanceof Content.NoNumber<Long> noInteger) {
            return noInteger(feature, column, noInteger.example());
        }
        var range = (Content.Range<Long>) content.get();
        var findings = new ArrayList<Finding>();
        IntDomain allowed = feature.getIntDomain();
        IntDomain.Builder proposal = allowed.toBuilder();
        if (allowed.hasMin() && range.min() < allowed.getMin()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.INT_TYPE_SMALL_INT,
                    OUT_OF_RANGE,
                    "Unexpectedly small value: " + range.min() + "."));
            proposal.setMin(range.min());
        }
        if (allowed.hasMax() && range.max() > allowed.getMax()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.INT_TYPE_BIG_INT, OUT_OF_RANGE, "Unexpectedly large value: " + range.max() + "."));
            proposal.setMax(range.max());
        }
        return Verdict.of(feature.toBuilder().setIntDomain(proposal).build(), findings);
    }

    private static Verdict noInteger(Feature feature, ColumnView column, String example) {
        if (column.schemaType() == FeatureType.BYTES) {
            return Verdict.of(
                    feature.toBuilder().clearDomainInfo(),
                    AnomalyInfo.Type.INT_TYPE_NOT_INT_STRING,
                    INVALID,
                    "String values that were not ints were found, such as \"%s\".".formatted(example));
        }
        if (!feature.getIntDomain().hasMin() && !feature.getIntDomain().hasMax()) {
            return Verdict.fine(feature);
        }
        return Verdict.of(
                feature.toBuilder().clearDomainInfo(),
                AnomalyInfo.Type.DOMAIN_INVALID_FOR_TYPE,
                INVALID,
                "Integer had values that were not valid Int64, such as \"%s\".".formatted(example));
    }

    private static Optional<Content<Long>> integers(ColumnView column) {
        Set<String> texts = column.stringCounts().keySet();
        return switch (column.type()) {
            case INT -> texts.isEmpty() ? Optional.of(int64s(column)) : parsed(texts, CppText::asInt64);
            case STRING, BYTES -> parsed(texts, CppText::asInt64);
            case FLOAT, STRUCT, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static Content<Long> int64s(ColumnView column) {
        double min = column.numbers().getMin();
        double max = column.numbers().getMax();
        if (min < -INT64_SPAN || max > INT64_SPAN) {
            return new Content.NoNumber<>(CppText.sixDecimals(min < -INT64_SPAN ? min : max));
        }
        return new Content.Range<>((long) min, (long) max);
    }

    static Verdict floatDomain(Feature feature, ColumnView column) {
        var findings = new ArrayList<Finding>();
        FloatDomain.Builder proposal = feature.getFloatDomain().toBuilder();
        if (proposal.getDisallowNan() && hasNan(column)) {
            findings.add(new Finding(AnomalyInfo.Type.FLOAT_TYPE_HAS_NAN, INVALID, "Float feature has NaN values."));
            proposal.setDisallowNan(false);
        }
        Optional<Content<Float>> content = floats(column);
        if (content.isPresent() && content.get() instanceof Content.NoNumber<Float> noFloat) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FLOAT_TYPE_STRING_NOT_FLOAT,
                    INVALID,
                    "String values that were not floats were found, such as \"%s\".".formatted(noFloat.example())));
            return Verdict.of(feature.toBuilder().clearDomainInfo().build(), findings);
        }
        if (content.isPresent() && content.get() instanceof Content.Range<Float> range) {
            widen(proposal, range, findings);
        }
        return Verdict.of(feature.toBuilder().setFloatDomain(proposal).build(), findings);
    }

    private static void widen(FloatDomain.Builder domain, Content.Range<Float> range, List<Finding> findings) {
        if (domain.hasMin() && range.min() < domain.getMin()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FLOAT_TYPE_SMALL_FLOAT,
                    OUT_OF_RANGE,
                    "Unexpectedly low values: %s<%s(upto six significant digits)"
                            .formatted(CppText.sixDigits(range.min()), CppText.sixDigits(domain.getMin()))));
            domain.setMin(range.min());
        }
        if (domain.hasMax() && range.max() > domain.getMax()) {
            findings.add(new Finding(
                    AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT,
                    OUT_OF_RANGE,
                    "Unexpectedly high value: %s>%s(upto six significant digits)"
                            .formatted(CppText.sixDigits(range.max()), CppText.sixDigits(domain.getMax()))));
            domain.setMax(range.max());
        }
        if (domain.getDisallowInf() && (Float.isInfinite(range.min()) || Float.isInfinite(range.max()))) {
            findings.add(new Finding(AnomalyInfo.Type.FLOAT_TYPE_HAS_INF, INVALID, "Float feature has Inf values."));
            domain.setDisallowInf(false);
        }
    }

    private static boolean hasNan(ColumnView column) {
        return switch (column.type()) {
            case FLOAT ->
                column.numbers().getHistogramsList().stream().anyMatch(histogram -> histogram.getNumNan() > 0);
            case STRING ->
                column.stringCounts().keySet().stream()
                        .anyMatch(text ->
                                CppText.asFloat(text).filter(x -> x.isNaN()).isPresent());
            case INT, BYTES, STRUCT, UNRECOGNIZED -> false;
        };
    }

    private static Optional<Content<Float>> floats(ColumnView column) {
        return switch (column.type()) {
            case FLOAT ->
                Optional.of(new Content.Range<>((float) column.numbers().getMin(), (float)
                        column.numbers().getMax()));
            case STRING, BYTES -> parsed(column.stringCounts().keySet(), CppText::asFloat);
            case INT, STRUCT, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** Returns the range of texts that all parse, NaN aside, or the first in byte order that does not; empty if there are none. */
    private static <T extends Comparable<T>> Optional<Content<T>> parsed(
            Set<String> texts, Function<String, Optional<T>> parse) {
        T min = null;
        T max = null;
        for (String text : texts) {
            Optional<T> value = parse.apply(text);
            if (value.isEmpty()) {
                return Optional.of(new Content.NoNumber<>(text));
            }
            if (value.get().equals(Float.NaN)) {
                continue;
            }
            min = min == null || value.get().compareTo(min) < 0 ? value.get() : min;
            max = max == null || value.get().compareTo(max) > 0 ? value.get() : max;
        }
        return min == null ? Optional.empty() : Optional.of(new Content.Range<>(min, max));
    }
}
