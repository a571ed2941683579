// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.BoolDomain;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.FixedShape;
import io.mlopslabs.validation.proto.FloatDomain;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** What one feature of a schema says of a single value; the anomaly types are those that TFDV gives a batch of this one row. */
final class ValueRule {
    private static final int SHOWN_WORDS = 8;

    private final String column;
    private final Feature feature;
    private final Set<String> words;
    private final boolean hasWords;
    private final boolean needsValue;

    ValueRule(Schema schema, Feature feature, boolean needsValue) {
        this.column = feature.getName();
        this.feature = feature;
        this.hasWords = feature.hasDomain() || feature.hasStringDomain();
        this.words = hasWords ? new LinkedHashSet<>(domain(schema, feature).getValueList()) : Set.of();
        this.needsValue = needsValue;
    }

    private static StringDomain domain(Schema schema, Feature feature) {
        if (feature.hasStringDomain()) {
            return feature.getStringDomain();
        }
        return schema.getStringDomainList().stream()
                .filter(domain -> domain.getName().equals(feature.getDomain()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("feature %s has the domain %s, which the schema lacks"
                        .formatted(feature.getName(), feature.getDomain())));
    }

    String column() {
        return column;
    }

    void check(String value, Consumer<Quarantine.Reason> reasons) {
        if (value == null) {
            if (needsValue) {
                add(reasons, "", AnomalyInfo.Type.FEATURE_TYPE_NOT_PRESENT, "a value in every row");
            }
            return;
        }
        count(value, reasons);
        if (!isOfType(value)) {
            add(reasons, value, AnomalyInfo.Type.UNEXPECTED_DATA_TYPE, "a value of type " + feature.getType());
            return;
        }
        if (hasWords) {
            if (!words.contains(value)) {
                add(reasons, value, AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES, listed(words));
            }
            return;
        }
        switch (feature.getDomainInfoCase()) {
            case BOOL_DOMAIN -> bool(value, reasons);
            case INT_DOMAIN -> integer(value, reasons);
            case FLOAT_DOMAIN -> number(value, reasons);
            default -> {} // says nothing of a single value, or needs statistics that a value does not have
        }
    }

    private boolean isOfType(String value) {
        return switch (feature.getType()) {
            case INT -> Cell.integer(value).isPresent();
            case FLOAT -> Cell.number(value).isPresent();
            case BYTES, TYPE_UNKNOWN -> true;
            case STRUCT -> false;
        };
    }

    /** A value of a flat file is one value. */
    private void count(String value, Consumer<Quarantine.Reason> reasons) {
        if (feature.hasValueCount()) {
            if (feature.getValueCount().getMin() > 1) {
                add(
                        reasons,
                        value,
                        AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
                        "at least " + feature.getValueCount().getMin() + " values");
            }
            if (feature.getValueCount().hasMax() && feature.getValueCount().getMax() < 1) {
                add(reasons, value, AnomalyInfo.Type.FEATURE_TYPE_HIGH_NUMBER_VALUES, "no value");
            }
        }
        if (feature.hasShape()) {
            long size = feature.getShape().getDimList().stream()
                    .mapToLong(FixedShape.Dim::getSize)
                    .reduce(1, (a, b) -> a * b);
            if (size != 1) {
                add(reasons, value, AnomalyInfo.Type.INVALID_FEATURE_SHAPE, size + " values");
            }
        }
    }

    private void bool(String value, Consumer<Quarantine.Reason> reasons) {
        BoolDomain domain = feature.getBoolDomain();
        if (feature.getType() == FeatureType.INT) {
            long number = Cell.integer(value).orElseThrow();
            if (number < 0) {
                add(reasons, value, AnomalyInfo.Type.BOOL_TYPE_SMALL_INT, "0 or 1");
            } else if (number > 1) {
                add(reasons, value, AnomalyInfo.Type.BOOL_TYPE_BIG_INT, "0 or 1");
            }
        } else if (feature.getType() == FeatureType.FLOAT) {
            double number = Cell.number(value).orElseThrow();
            if (number != 0 && number != 1) {
                add(reasons, value, AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_FLOAT, "0 or 1");
            }
        } else {
            List<String> allowed = new ArrayList<>();
            if (domain.hasTrueValue()) {
                allowed.add(domain.getTrueValue());
            }
            if (domain.hasFalseValue()) {
                allowed.add(domain.getFalseValue());
            }
            if (!allowed.contains(value)) {
                add(reasons, value, AnomalyInfo.Type.BOOL_TYPE_UNEXPECTED_STRING, listed(allowed));
            }
        }
    }

    private void integer(String value, Consumer<Quarantine.Reason> reasons) {
        IntDomain domain = feature.getIntDomain();
        OptionalLong number = Cell.integer(value);
        if (number.isEmpty()) {
            add(reasons, value, AnomalyInfo.Type.INT_TYPE_NOT_INT_STRING, "an integer of 64 bits");
        } else if (domain.hasMin() && number.getAsLong() < domain.getMin()) {
            add(reasons, value, AnomalyInfo.Type.INT_TYPE_SMALL_INT, "at least " + domain.getMin());
        } else if (domain.hasMax() && number.getAsLong() > domain.getMax()) {
            add(reasons, value, AnomalyInfo.Type.INT_TYPE_BIG_INT, "at most " + domain.getMax());
        }
    }

    /** As floats of 32 bits, like the limits in the schema: 0.1 is not above a maximum of 0.1. */
    private void number(String value, Consumer<Quarantine.Reason> reasons) {
        FloatDomain domain = feature.getFloatDomain();
        OptionalDouble parsed = Cell.number(value);
        if (parsed.isEmpty()) {
            add(reasons, value, AnomalyInfo.Type.FLOAT_TYPE_STRING_NOT_FLOAT, "a number");
            return;
        }
        float number = (float) parsed.getAsDouble();
        if (domain.getDisallowNan() && Float.isNaN(number)) {
            add(reasons, value, AnomalyInfo.Type.FLOAT_TYPE_HAS_NAN, "a number that is not NaN");
        }
        if (domain.hasMin() && number < domain.getMin()) {
            add(reasons, value, AnomalyInfo.Type.FLOAT_TYPE_SMALL_FLOAT, "at least " + domain.getMin());
        }
        if (domain.hasMax() && number > domain.getMax()) {
            add(reasons, value, AnomalyInfo.Type.FLOAT_TYPE_BIG_FLOAT, "at most " + domain.getMax());
        }
        if (domain.getDisallowInf() && Float.isInfinite(number)) {
            add(reasons, value, AnomalyInfo.Type.FLOAT_TYPE_HAS_INF, "a finite number");
        }
    }

    private void add(Consumer<Quarantine.Reason> reasons, String value, AnomalyInfo.Type type, String expected) {
        reasons.accept(new Quarantine.Reason(column, value, type.name(), expected));
    }

    private static String listed(Iterable<String> words) {
        List<String> all = new ArrayList<>();
        words.forEach(all::add);
        return all.size() <= SHOWN_WORDS
                ? "one of " + String.join(", ", all)
                : "one of %s … (%d values)".formatted(String.join(", ", all.subList(0, SHOWN_WORDS)), all.size());
    }
}
