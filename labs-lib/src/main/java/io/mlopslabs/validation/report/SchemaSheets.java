// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureComparator;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.FixedShape;
import io.mlopslabs.validation.proto.FloatDomain;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.proto.ValueCount;
import io.mlopslabs.validation.report.Sheet.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is expected of each feature, and the values that its domain lists. */
record SchemaSheets(Schema schema) {
    private static final int MOST_FEATURES = 1000;
    private static final int MOST_VALUES = 100;

    List<Sheet> sheets() {
        var features = new ArrayList<Group>();
        var domains = new ArrayList<Group>();
        schema.getStringDomainList().forEach(domain -> domains.add(domain(domain.getName(), domain)));
        add("", schema.getFeatureList(), features, domains);
        var sheets = new ArrayList<Sheet>();
        sheets.add(bounded(
                "Schema: " + Numbers.count(features.size(), "feature"),
                List.of("feature", "type", "presence", "values", "domain", "more"),
                features));
        if (!domains.isEmpty()) {
            sheets.add(bounded(
                    "Domains: %,d".formatted(domains.size()), List.of("domain", "size", "allowed values"), domains));
        }
        return sheets;
    }

    private static Sheet bounded(String caption, List<String> header, List<Group> rows) {
        int left = Math.max(0, rows.size() - MOST_FEATURES);
        return new Sheet(
                caption,
                header,
                List.copyOf(rows.subList(0, rows.size() - left)),
                left == 0 ? "" : "Not shown: %,d more.".formatted(left));
    }

    private void add(String above, List<Feature> some, List<Group> features, List<Group> domains) {
        for (Feature feature : some) {
            String name = above + feature.getName();
            features.add(Group.row(
                    Cell.data(name),
                    Cell.text(type(feature)),
                    Cell.text(presence(feature)),
                    Cell.text(valency(feature)),
                    Cell.text(domain(feature)),
                    Cell.text(more(feature))));
            if (feature.hasStringDomain()) {
                String domain = feature.getStringDomain().getName();
                domains.add(domain(domain.isEmpty() ? name : domain, feature.getStringDomain()));
            }
            add(name + ".", feature.getStructDomain().getFeatureList(), features, domains);
        }
    }

    private static Group domain(String name, StringDomain domain) {
        int left = domain.getValueCount() - MOST_VALUES;
        String values = domain.getValueList().stream()
                .limit(MOST_VALUES)
                .map(Cell::listed)
                .collect(Collectors.joining(", "));
        return Group.row(
                Cell.data(name),
                Cell.amount(domain.getValueCount()),
                Cell.text(left <= 0 ? values : values + " … and %,d more".formatted(left)));
    }

    private static String type(Feature feature) {
        // As TFDV's display_schema: bytes with a domain of strings are strings.
        boolean string = feature.getType() == FeatureType.BYTES && (feature.hasDomain() || feature.hasStringDomain());
        return string
                ? "STRING"
                : feature.getType() == FeatureType.TYPE_UNKNOWN
                        ? ""
                        : feature.getType().name();
    }

    private static String presence(Feature feature) {
        if (feature.hasGroupPresence()) {
            return feature.getGroupPresence().getRequired() ? "required within its group" : "optional";
        }
        if (!feature.hasPresence()) {
            return "";
        }
        double fraction = feature.getPresence().getMinFraction();
        String share = fraction == 1 ? "required" : fraction > 0 ? "at least " + Cell.percent(fraction) : "optional";
        long count = feature.getPresence().getMinCount();
        return count > 1 ? share + ", at least " + Numbers.count(count, "example") : share;
    }

    private static String valency(Feature feature) {
        return switch (feature.getShapeTypeCase()) {
            case SHAPE -> shape(feature.getShape());
            case VALUE_COUNT -> valency(feature.getValueCount());
            case VALUE_COUNTS ->
                feature.getValueCounts().getValueCountList().stream()
                        .map(SchemaSheets::valency)
                        .collect(Collectors.joining(", each "));
            case SHAPETYPE_NOT_SET -> "";
        };
    }

    private static String shape(FixedShape shape) {
        boolean single = shape.getDimList().stream().allMatch(dim -> dim.getSize() == 1);
        return single
                ? "single"
                : shape.getDimList().stream()
                        .map(dim -> Long.toString(dim.getSize()))
                        .collect(Collectors.joining(" × "));
    }

    private static String valency(ValueCount count) {
        if (count.getMin() == 1 && count.getMax() == 1) {
            return "single";
        }
        return count.hasMax()
                ? "%d to %d".formatted(count.getMin(), count.getMax())
                : "%d or more".formatted(count.getMin());
    }

    private static String domain(Feature feature) {
        return switch (feature.getDomainInfoCase()) {
            case DOMAIN -> Cell.shown(feature.getDomain());
            case STRING_DOMAIN -> "of its own";
            case INT_DOMAIN -> range(feature.getIntDomain());
            case FLOAT_DOMAIN -> range(feature.getFloatDomain());
            case BOOL_DOMAIN ->
                "%s or %s"
                        .formatted(
                                orElse(feature.getBoolDomain().getTrueValue(), "true"),
                                orElse(feature.getBoolDomain().getFalseValue(), "false"));
            case DOMAININFO_NOT_SET -> "";
            default ->
                feature.getDomainInfoCase()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace("_domain", "")
                        .replace('_', ' ');
        };
    }

    private static String orElse(String value, String absent) {
        return value.isEmpty() ? absent : Cell.shown(value);
    }

    private static String range(IntDomain domain) {
        String range = range(
                domain.hasMin() ? Long.toString(domain.getMin()) : "",
                domain.hasMax() ? Long.toString(domain.getMax()) : "");
        String categorical = domain.getIsCategorical() ? "categorical" : "";
        return joined(List.of(range, categorical), "integers");
    }

    private static String range(FloatDomain domain) {
        String range = range(
                domain.hasMin() ? Numbers.shortened(domain.getMin()) : "",
                domain.hasMax() ? Numbers.shortened(domain.getMax()) : "");
        return joined(
                List.of(range, domain.getDisallowNan() ? "no NaN" : "", domain.getDisallowInf() ? "finite" : ""),
                "numbers");
    }

    private static String range(String min, String max) {
        if (min.isEmpty()) {
            return max.isEmpty() ? "" : "at most " + max;
        }
        return max.isEmpty() ? "at least " + min : min + " to " + max;
    }

    private static String joined(List<String> parts, String none) {
        String joined = parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return joined.isEmpty() ? none : joined;
    }

    private static String more(Feature feature) {
        var more = new ArrayList<String>();
        if (feature.getLifecycleStage() != LifecycleStage.UNKNOWN_STAGE) {
            more.add(feature.getLifecycleStage().name().toLowerCase(Locale.ROOT));
        }
        if (feature.getNotInEnvironmentCount() > 0) {
            more.add("not in " + names(feature.getNotInEnvironmentList()));
        }
        if (feature.getInEnvironmentCount() > 0) {
            more.add("in " + names(feature.getInEnvironmentList()));
        }
        if (feature.getDistributionConstraints().hasMinDomainMass()) {
            more.add("at least "
                    + Cell.percent(feature.getDistributionConstraints().getMinDomainMass()) + " in the domain");
        }
        if (feature.hasUniqueConstraints()) {
            more.add("%d to %d distinct values"
                    .formatted(
                            feature.getUniqueConstraints().getMin(),
                            feature.getUniqueConstraints().getMax()));
        }
        thresholds("drift", feature.getDriftComparator(), more);
        thresholds("skew", feature.getSkewComparator(), more);
        return String.join("\n", more);
    }

    private static String names(List<String> environments) {
        return environments.stream().map(Cell::shown).collect(Collectors.joining(", "));
    }

    private static void thresholds(String kind, FeatureComparator comparator, List<String> more) {
        if (comparator.getInfinityNorm().hasThreshold()) {
            more.add(kind + ": L-infinity up to "
                    + Numbers.digits(comparator.getInfinityNorm().getThreshold(), 4));
        }
        if (comparator.getJensenShannonDivergence().hasThreshold()) {
            more.add(kind + ": Jensen-Shannon up to "
                    + Numbers.digits(comparator.getJensenShannonDivergence().getThreshold(), 4));
        }
        if (comparator.getNormalizedAbsDifference().hasThreshold()) {
            more.add(kind + ": normalized absolute difference up to "
                    + Numbers.digits(comparator.getNormalizedAbsDifference().getThreshold(), 4));
        }
    }
}
