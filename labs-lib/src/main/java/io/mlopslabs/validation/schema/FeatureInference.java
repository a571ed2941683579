// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.proto.BoolDomain;
import io.mlopslabs.validation.proto.CustomStatistic;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeaturePresence;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.FixedShape;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.ValueCount;
import io.mlopslabs.validation.proto.ValueCountList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for one column; a list of texts is handed back, as it belongs to the schema and not to the feature. */
record FeatureInference(ColumnNumbers numbers, InferenceOptions options) {
    private static final Set<String> TRUE_WORDS = Set.of("TRUE", "true", "SET", "set", "1", "");
    private static final Set<String> FALSE_WORDS = Set.of("FALSE", "false", "CLEAR", "clear", "0");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final String DOMAIN_INFO =
            "domain_info"; // the custom statistic by which generators name a semantic domain

    /** Returns the feature with everything but the list of {@link #closedList}. */
    Feature.Builder feature(String name) {
        FeatureNameStatistics column = numbers.column();
        Feature.Builder feature = Feature.newBuilder()
                .setName(name)
                .setType(type(column.getType()))
                .setPresence(presence());
        if (options.arrangement() == InferenceOptions.Arrangement.SHAPE) {
            setShape(feature);
        }
        if (!feature.hasShape()) {
            setValueCount(feature);
        }
        if (column.hasValidationDerivedSource()) {
            feature.setLifecycleStage(LifecycleStage.VALIDATION_DERIVED)
                    .setValidationDerivedSource(column.getValidationDerivedSource());
        }
        semanticDomain().ifPresentOrElse(feature::mergeFrom, () -> setNumberDomain(feature));
        return feature;
    }

    /** Returns the texts of a closed list of at most {@code maxStringDomainSize}; none where another domain fits, or nothing. */
    List<String> closedList() {
        List<String> texts = numbers.texts();
        boolean isElse = isOpaque() || semanticDomain().isPresent() || isBool(texts) || isIntegers(texts);
        return isElse || texts.size() > options.maxStringDomainSize() ? List.of() : texts;
    }

    private static FeatureType type(FeatureNameStatistics.Type type) {
        return switch (type) {
            case BYTES, STRING -> FeatureType.BYTES;
            case INT -> FeatureType.INT;
            case FLOAT -> FeatureType.FLOAT;
            case STRUCT -> FeatureType.STRUCT;
            case UNRECOGNIZED -> FeatureType.TYPE_UNKNOWN;
        };
    }

    private FeaturePresence presence() {
        FeaturePresence.Builder presence = FeaturePresence.newBuilder().setMinCount(numbers.present() < 1 ? 0 : 1);
        if (numbers.present() > 0 && numbers.missing() == 0) {
            presence.setMinFraction(1);
        }
        return presence.build();
    }

    private void setShape(Feature.Builder feature) {
        List<ColumnNumbers.Level> levels = numbers.levels();
        if (feature.getType() != FeatureType.STRUCT && levels.stream().allMatch(ColumnNumbers.Level::isConstant)) {
            FixedShape.Builder shape = FixedShape.newBuilder();
            levels.forEach(level -> shape.addDimBuilder().setSize(level.most()));
            feature.setShape(shape);
        }
    }

    private void setValueCount(Feature.Builder feature) {
        List<ColumnNumbers.Level> levels = numbers.levels();
        if (levels.size() > 1) {
            feature.setValueCounts(ValueCountList.newBuilder()
                    .addAllValueCount(
                            levels.stream().map(FeatureInference::valueCount).toList()));
        } else if (levels.get(0).fewest() > 0) {
            feature.setValueCount(valueCount(levels.get(0)));
        }
    }

    private static ValueCount valueCount(ColumnNumbers.Level level) {
        ValueCount.Builder count = ValueCount.newBuilder();
        if (level.fewest() > 0 && level.fewest() == level.most()) {
            count.setMin(level.fewest()).setMax(level.most());
        } else if (level.fewest() > 0) {
            count.setMin(1);
        }
        return count.build();
    }

    /** Returns the domain that a generator of semantic statistics has recognised: a feature with nothing else set. */
    private Optional<Feature> semanticDomain() {
        List<String> named = numbers.column().getCustomStatsList().stream()
                .filter(statistic -> statistic.getName().equals(DOMAIN_INFO))
                .map(CustomStatistic::getStr)
                .toList();
        if (named.size() != 1) {
            return Optional.empty();
        }
        try {
            Feature feature = TextFormat.parse(named.get(0), Feature.class);
            boolean isDomainOnly = feature.getDomainInfoCase() != Feature.DomainInfoCase.DOMAININFO_NOT_SET
                    && feature.getAllFields().size() == 1;
            return isDomainOnly ? Optional.of(feature) : Optional.empty();
        } catch (TextFormat.ParseException noDomain) {
            return Optional.empty(); // TFDV takes what it can read and goes on with the ordinary rules
        }
    }

    private void setNumberDomain(Feature.Builder feature) {
        List<String> texts = numbers.texts();
        if (isOpaque()) {
            return;
        }
        if (isBool(texts)) {
            BoolDomain.Builder domain = BoolDomain.newBuilder();
            texts.stream().filter(TRUE_WORDS::contains).forEach(domain::setTrueValue);
            texts.stream().filter(FALSE_WORDS::contains).forEach(domain::setFalseValue);
            feature.setBoolDomain(domain);
        } else if (isIntegers(texts)) {
            feature.setIntDomain(IntDomain.getDefaultInstance());
        }
    }

    private boolean isOpaque() {
        return numbers.column().getType() == FeatureNameStatistics.Type.BYTES
                || numbers.column().getStringStats().getInvalidUtf8Count() > 0;
    }

    private boolean isBool(List<String> texts) {
        FeatureNameStatistics column = numbers.column();
        if (column.getType() == FeatureNameStatistics.Type.INT) {
            return column.getNumStats().getMin() >= 0 && column.getNumStats().getMax() == 1;
        }
        long trues = texts.stream().filter(TRUE_WORDS::contains).count();
        long falses = texts.stream().filter(FALSE_WORDS::contains).count();
        return column.getType() == FeatureNameStatistics.Type.STRING
                && !texts.isEmpty()
                && trues <= 1
                && falses <= 1
                && trues + falses == texts.size();
    }

    private boolean isIntegers(List<String> texts) {
        return numbers.column().getType() == FeatureNameStatistics.Type.STRING
                && !texts.isEmpty()
                && texts.stream().allMatch(FeatureInference::isInt64);
    }

    private static boolean isInt64(String text) {
        String trimmed = text.strip();
        if (!INTEGER.matcher(trimmed).matches()) {
            return false;
        }
        try {
            Long.parseLong(trimmed);
            return true;
        } catch (NumberFormatException beyondInt64) {
            return false;
        }
    }
}
