// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A schema made ready for the rows of one table: a rule per place, and what is wrong with the columns themselves. */
final class RowRules {
    private final List<String> columns;
    private final ValueRule[] rules;
    private final List<Quarantine.Reason> everyRow = new ArrayList<>();

    RowRules(Schema schema, Optional<String> environment, boolean asTfdv, List<String> columns) {
        this.columns = columns;
        this.rules = new ValueRule[columns.size()];
        Map<String, Feature> features = new LinkedHashMap<>();
        schema.getFeatureList().forEach(feature -> features.put(feature.getName(), feature));
        for (int i = 0; i < rules.length; i++) {
            Feature feature = features.get(columns.get(i));
            if (feature == null) {
                everyRow(columns.get(i), AnomalyInfo.Type.SCHEMA_NEW_COLUMN, "no column of this name");
            } else if (!isOff(feature)) {
                if (!isIn(schema, environment, feature)) {
                    everyRow(
                            columns.get(i),
                            AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
                            "no such column in environment " + environment.orElseThrow());
                }
                rules[i] = new ValueRule(
                        schema, feature, !asTfdv && feature.getPresence().getMinFraction() == 1);
            }
        }
        for (Feature feature : features.values()) {
            boolean isRequired = feature.getPresence().getMinCount() > 0
                    || feature.getPresence().getMinFraction() > 0;
            if (isRequired
                    && !isOff(feature)
                    && isIn(schema, environment, feature)
                    && !Set.copyOf(columns).contains(feature.getName())) {
                everyRow(feature.getName(), AnomalyInfo.Type.SCHEMA_MISSING_COLUMN, "a column of this name");
            }
        }
    }

    private void everyRow(String column, AnomalyInfo.Type type, String expected) {
        everyRow.add(new Quarantine.Reason(column, "", type.name(), expected));
    }

    @SuppressWarnings("deprecation") // the old flag is still in people's schemas
    private static boolean isOff(Feature feature) {
        LifecycleStage stage = feature.getLifecycleStage();
        return feature.getDeprecated()
                || Set.of(
                                LifecycleStage.PLANNED,
                                LifecycleStage.ALPHA,
                                LifecycleStage.DEPRECATED,
                                LifecycleStage.DEBUG_ONLY,
                                LifecycleStage.DISABLED)
                        .contains(stage);
    }

    private static boolean isIn(Schema schema, Optional<String> environment, Feature feature) {
        return environment
                .map(name -> feature.getInEnvironmentList().contains(name)
                        || (!feature.getNotInEnvironmentList().contains(name)
                                && schema.getDefaultEnvironmentList().contains(name)))
                .orElse(true);
    }

    List<Quarantine.Reason> check(List<String> values) {
        List<Quarantine.Reason> reasons = new ArrayList<>(everyRow);
        for (int i = 0; i < rules.length; i++) {
            if (rules[i] != null) {
                rules[i].check(values.get(i), reasons::add);
            }
        }
        return reasons;
    }

    List<Quarantine.Reason> check(CsvLine line) {
        if (line.openQuote()) {
            return List.of(new Quarantine.Reason(
                    columns.get(Math.min(line.fields().size(), columns.size()) - 1),
                    shortened(line.fields().get(line.fields().size() - 1)),
                    Quarantine.OPEN_QUOTE,
                    "a closing quote on the same line"));
        }
        if (line.fields().size() != columns.size()) {
            return List.of(new Quarantine.Reason(
                    "", line.fields().size() + " fields", Quarantine.RAGGED_ROW, columns.size() + " fields"));
        }
        List<Quarantine.Reason> reasons = new ArrayList<>();
        for (int bad : line.badEncoding()) {
            reasons.add(new Quarantine.Reason(
                    columns.get(bad),
                    line.fields().get(bad),
                    AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8.name(),
                    "text in UTF-8"));
        }
        List<Quarantine.Reason> others = check(line.fields());
        others.stream()
                .filter(reason -> line.badEncoding().stream()
                        .noneMatch(bad -> columns.get(bad).equals(reason.column())))
                .forEach(reasons::add);
        return reasons;
    }

    private static String shortened(String text) {
        int most = 60;
        if (text == null) {
            return "";
        }
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
