// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.BoolDomain;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeaturePresence;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.proto.ValueCount;
import io.mlopslabs.validation.proto.ValueCountList;
import java.util.List;
import java.util.Set;

/** The feature that a column gets which the schema does not know; with value counts, never a shape. */
final class NewColumn {
    private static final Set<String> TRUE_WORDS = Set.of("TRUE", "true", "SET", "set", "1", "");
    private static final Set<String> FALSE_WORDS = Set.of("FALSE", "false", "CLEAR", "clear", "0");

    private NewColumn() {}

    static void addTo(SchemaDraft draft, ColumnView column, int maxStringDomainSize) {
        Feature.Builder feature = Feature.newBuilder()
                .setName(column.path().lastStep())
                .setType(column.schemaType())
                .setPresence(presence(column));
        if (column.numPresent() > 0) {
            initValueCount(feature, column);
        }
        if (column.data().hasValidationDerivedSource()) {
            feature.setLifecycleStage(LifecycleStage.VALIDATION_DERIVED)
                    .setValidationDerivedSource(column.data().getValidationDerivedSource());
        }
        SemanticDomainRules.recognised(column)
                .ifPresentOrElse(feature::mergeFrom, () -> domain(feature, draft, column, maxStringDomainSize));
        draft.add(column.path(), feature.build());
    }

    private static FeaturePresence presence(ColumnView column) {
        FeaturePresence.Builder presence = FeaturePresence.newBuilder().setMinCount(column.numPresent() < 1 ? 0 : 1);
        if (column.numPresent() > 0 && column.numMissing() == 0) {
            presence.setMinFraction(1);
        }
        return presence.build();
    }

    static void initValueCount(Feature.Builder feature, ColumnView column) {
        List<ColumnView.ValueCountRange> seen = column.valueCounts();
        if (seen.size() > 1) {
            feature.setValueCounts(ValueCountList.newBuilder()
                    .addAllValueCount(seen.stream().map(NewColumn::valueCount).toList()));
        } else if (seen.get(0).fewest() > 0) {
            feature.setValueCount(valueCount(seen.get(0)));
        }
    }

    private static ValueCount valueCount(ColumnView.ValueCountRange range) {
        ValueCount.Builder count = ValueCount.newBuilder();
        if (range.fewest() > 0 && range.fewest() == range.most()) {
            count.setMin(range.fewest()).setMax(range.most());
        } else if (range.fewest() > 0) {
            count.setMin(1);
        }
        return count.build();
    }

    private static void domain(Feature.Builder feature, SchemaDraft draft, ColumnView column, int maxStringDomainSize) {
        Set<String> texts = column.stringCounts().keySet();
        boolean isText = column.type() == FeatureNameStatistics.Type.STRING;
        if (column.hasInvalidUtf8() || column.type() == FeatureNameStatistics.Type.BYTES) {
            return;
        }
        if (column.type() == FeatureNameStatistics.Type.INT
                && column.numbers().getMin() >= 0
                && column.numbers().getMax() == 1) {
            feature.setBoolDomain(BoolDomain.getDefaultInstance());
        } else if (isText && isBool(texts)) {
            BoolDomain.Builder words = BoolDomain.newBuilder();
            texts.stream().filter(TRUE_WORDS::contains).forEach(words::setTrueValue);
            texts.stream().filter(FALSE_WORDS::contains).forEach(words::setFalseValue);
            feature.setBoolDomain(words);
        } else if (isText
                && !texts.isEmpty()
                && texts.stream().allMatch(text -> CppText.asInt64(text).isPresent())) {
            feature.setIntDomain(IntDomain.getDefaultInstance());
        } else if (!texts.isEmpty() && texts.size() <= maxStringDomainSize) {
            StringDomain domain = StringDomain.newBuilder()
                    .setName(draft.freeDomainName(column.path().serialized()))
                    .addAllValue(texts)
                    .build();
            draft.add(domain);
            feature.setDomain(domain.getName());
        }
    }

    private static boolean isBool(Set<String> texts) {
        long trues = texts.stream().filter(TRUE_WORDS::contains).count();
        long falses = texts.stream().filter(FALSE_WORDS::contains).count();
        return !texts.isEmpty() && trues <= 1 && falses <= 1 && trues + falses == texts.size();
    }
}
