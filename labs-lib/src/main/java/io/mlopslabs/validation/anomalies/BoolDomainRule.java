// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.BoolDomain;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FloatDomain;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.NumericStatistics;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two values and no third.
 *
 * <p>Of floats the statistics keep no values, so the histogram has to tell: what lies between 0 and 1 in a
 * quantile bucket that touches one of them is not seen.
 */
final class BoolDomainRule {
    private static final String TITLE = "Non-boolean values";

    private BoolDomainRule() {}

    static Verdict check(Feature feature, ColumnView column) {
        return switch (column.type()) {
            case INT -> integers(feature, column.numbers());
            case FLOAT -> floats(feature, column.numbers());
            case STRING -> words(feature, column);
            case BYTES, STRUCT, UNRECOGNIZED -> Verdict.fine(feature);
        };
    }

    private static Verdict integers(Feature feature, NumericStatistics numbers) {
        boolean isLow = numbers.getMin() < 0;
        if (!isLow && numbers.getMax() <= 1) {
            return Verdict.fine(feature);
        }
        return Verdict.of(
                feature.toBuilder()
                        .setIntDomain(IntDomain.newBuilder()
                                .setMin((long) numbers.getMin())
                                .setMax((long) numbers.getMax())),
                isLow ? AnomalyInfo.Type.BOOL_TYPE_SMALL_INT : AnomalyInfo.Type.BOOL_TYPE_BIG_INT,
                TITLE,
                "Integers (such as %s) not in {0, 1}: converting to an integer."
                        .formatted(CppText.sixDigits(isLow ? numbers.getMin() : numbers.getMax())));
    }

    private static Verdict floats(Feature feature, NumericStatistics numbers) {
        return faultOf(numbers)
                .map(fault -> Verdict.of(
                        feature.toBuilder()
                                .setFloatDomain(FloatDomain.newBuilder()
                                        .setMin((float) numbers.getMin())
                                        .setMax((float) numbers.getMax())),
                        AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_FLOAT,
                        TITLE,
                        fault + ": converting to float_domain."))
                .orElseGet(() -> Verdict.fine(feature));
    }

    private static Optional<String> faultOf(NumericStatistics numbers) {
        if (isNoBool(numbers.getMin())) {
            return Optional.of(floatsSuchAs(CppText.sixDigits(numbers.getMin())));
        }
        if (isNoBool(numbers.getMax())) {
            return Optional.of(floatsSuchAs(CppText.sixDigits(numbers.getMax())));
        }
        return numbers.getHistogramsList().stream()
                .flatMap(histogram -> faultOf(histogram).stream())
                .findFirst();
    }

    private static Optional<String> faultOf(Histogram histogram) {
        if (histogram.getNumNan() > 0) {
            return Optional.of(floatsSuchAs("NaN"));
        }
        return histogram.getBucketsList().stream()
                .filter(bucket -> bucket.getSampleCount() > 0)
                .flatMap(bucket -> faultOf(bucket, histogram.getType()).stream())
                .findFirst();
    }

    private static Optional<String> faultOf(Histogram.Bucket bucket, Histogram.HistogramType type) {
        if (bucket.getHighValue() < 0) {
            return Optional.of("Float values < 0 not in {0, 1}");
        }
        if (bucket.getLowValue() > 1) {
            return Optional.of("Float values > 1 not in {0, 1}");
        }
        // A STANDARD bucket between them may be filled by interpolation only.
        return type == Histogram.HistogramType.QUANTILES && bucket.getHighValue() < 1 && bucket.getLowValue() > 0
                ? Optional.of("Float values falling between 0 and 1")
                : Optional.empty();
    }

    private static boolean isNoBool(double value) {
        return value != 0 && value != 1;
    }

    private static String floatsSuchAs(String example) {
        return "Floats (such as " + example + ") not in {0, 1}";
    }

    private static Verdict words(Feature feature, ColumnView column) {
        BoolDomain domain = feature.getBoolDomain();
        SortedSet<String> allowed = new TreeSet<>(CodePointOrder.ORDER);
        if (domain.hasTrueValue()) {
            allowed.add(domain.getTrueValue());
        }
        if (domain.hasFalseValue()) {
            allowed.add(domain.getFalseValue());
        }
        return column.stringCounts().keySet().stream()
                .filter(word -> !allowed.contains(word))
                .findFirst()
                .map(word -> Verdict.of(
                        feature.toBuilder().clearDomainInfo(),
                        AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_STRING,
                        TITLE,
                        "Saw unexpected value \"%s\" instead of %s.".formatted(word, listed(allowed))))
                .orElseGet(() -> Verdict.fine(feature));
    }

    private static String listed(SortedSet<String> words) {
        return words.isEmpty() ? "{}" : "{\"" + String.join("\", \"", words) + "\"}";
    }
}
