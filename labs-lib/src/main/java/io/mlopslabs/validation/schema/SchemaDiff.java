// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DatasetConstraints;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.NumericValueComparator;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.schema.Changes.Looser;
import io.mlopslabs.validation.schema.SchemaChange.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a change of a schema means: every difference in words, each looser or stricter, and which anomalies it would silence.
 *
 * <p>A schema that follows the data never reports anything. So a change that loosens is the one to review: a text added to a domain that
 * several features share, a threshold raised until the alarm stops. {@link #review} says which reports on given data a change would end.
 *
 * <p>Features are compared by path, domains by name; a change in a domain is said once and names all features that share it. The order of
 * features counts only if nothing else differs. No field is passed over: one without a direction of its own is NEITHER.
 *
 * <p>TFDV has nothing like it.
 *
 * @param changes the differences: features in the order of the old schema, then new ones, domains, and what concerns the data set
 */
public record SchemaDiff(List<SchemaChange> changes) {
    private static final Set<String> SEEN =
            Set.of("feature", "string_domain", "default_environment", "dataset_constraints");
    private static final List<String> COMPARATORS =
            List.of("num_examples_drift_comparator", "num_examples_version_comparator");

    /** Copies the list. */
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two schemas; no changes if they are equal. */
    public static SchemaDiff between(Schema before, Schema after) {
        var changes = new ArrayList<SchemaChange>();
        Map<List<String>, Feature> old = SchemaTree.features(before);
        Map<List<String>, Feature> now = SchemaTree.features(after);
        old.forEach((path, feature) -> changes.addAll(
                now.containsKey(path)
                        ? FeatureChanges.between(path, feature, before, now.get(path), after)
                        : FeatureChanges.removed(path, feature)));
        now.forEach((path, feature) -> {
            if (!old.containsKey(path)) {
                changes.addAll(FeatureChanges.added(path, feature));
            }
        });
        changes.addAll(domains(before, after));
        changes.addAll(dataset(before, after));
        if (changes.isEmpty() && !before.equals(after)) {
            changes.add(new SchemaChange(
                    "schema", "the same in another order, or in fields unknown here", Effect.NEITHER, List.of()));
        }
        return new SchemaDiff(changes);
    }

    /** Returns the changes of one effect. */
    public List<SchemaChange> of(Effect effect) {
        return changes.stream().filter(change -> change.effect() == effect).toList();
    }

    /** Returns one line per change, those that loosen first; a sentence if there is none. */
    @Override
    public String toString() {
        return changes.isEmpty()
                ? "The schemas are equal"
                : changes.stream()
                        .sorted((a, b) -> a.effect().compareTo(b.effect()))
                        .map(SchemaChange::toString)
                        .collect(Collectors.joining("\n"));
    }

    /**
     * What a change of the schema does to the reports on the same data.
     *
     * @param silenced reports that only the old schema makes, as {@code key: TYPE description}
     * @param raised reports that only the new schema makes
     * @param causes for each silenced report the loosening changes of that feature; empty where none is known
     */
    public record Review(List<String> silenced, List<String> raised, Map<String, List<SchemaChange>> causes) {
        /** Copies. */
        public Review {
            silenced = List.copyOf(silenced);
            raised = List.copyOf(raised);
            causes = Map.copyOf(causes);
        }

        /** Tells whether somebody has to say why: a report would end although the data stay the same. */
        public boolean needsReason() {
            return !silenced.isEmpty();
        }

        /** Returns the verdict in words. */
        @Override
        public String toString() {
            var lines = new ArrayList<String>();
            for (String report : silenced) {
                lines.add("This change would silence " + report);
                causes.get(report).forEach(change -> lines.add("    by " + change.where() + ": " + change.what()));
            }
            raised.forEach(report -> lines.add("This change would raise " + report));
            return lines.isEmpty() ? "This change makes no difference on these data" : String.join("\n", lines);
        }
    }

    /**
     * Reviews this change on data: {@code validator} is asked for the anomalies under either schema, such as {@code schema ->
     * StatisticsValidator.of(schema).validate(statistics)}.
     */
    public Review review(Schema before, Schema after, Function<Schema, Anomalies> validator) {
        return review(validator.apply(before), validator.apply(after));
    }

    /** Reviews this change by the anomalies that the same data have under the old and under the new schema. */
    public Review review(Anomalies before, Anomalies after) {
        Map<String, String> old = reports(before);
        Map<String, String> now = reports(after);
        var causes = new LinkedHashMap<String, List<SchemaChange>>();
        var silenced = new ArrayList<String>();
        old.forEach((key, text) -> {
            if (!now.containsKey(key)) {
                silenced.add(text);
                String feature = key.substring(0, key.lastIndexOf(' '));
                causes.put(
                        text,
                        of(Effect.LOOSER).stream()
                                .filter(change -> change.features().contains(feature))
                                .toList());
            }
        });
        List<String> raised = now.entrySet().stream()
                .filter(report -> !old.containsKey(report.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return new Review(silenced, raised, causes);
    }

    /** Returns reports by key and type; a report that changes its numbers only is the same. */
    private static Map<String, String> reports(Anomalies anomalies) {
        var reports = new LinkedHashMap<String, String>();
        anomalies.getAnomalyInfoMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> add(reports, entry.getKey(), entry.getValue()));
        add(reports, "data set", anomalies.getDatasetAnomalyInfo());
        return reports;
    }

    private static void add(Map<String, String> reports, String key, AnomalyInfo info) {
        info.getReasonList()
                .forEach(reason -> reports.put(
                        key + " " + reason.getType(),
                        "%s: %s %s"
                                .formatted(key, reason.getType(), reason.getDescription())
                                .strip()));
    }

    /** Returns the paths of the features that name a string domain of the schema. */
    static List<String> sharers(Schema schema, String domain) {
        return SchemaTree.features(schema).entrySet().stream()
                .filter(entry -> entry.getValue().hasDomain()
                        && entry.getValue().getDomain().equals(domain))
                .map(entry -> PathText.of(entry.getKey()))
                .toList();
    }

    private static List<SchemaChange> domains(Schema before, Schema after) {
        Map<String, StringDomain> old = byName(before);
        Map<String, StringDomain> now = byName(after);
        var found = new ArrayList<SchemaChange>();
        old.forEach((name, domain) -> {
            StringDomain other = now.get(name);
            var changes = new Changes("string domain " + name, sharers(other == null ? before : after, name));
            if (other == null) {
                changes.add(Effect.NEITHER, "removed");
            } else {
                changes.list("values", domain.getValueList(), other.getValueList(), Effect.LOOSER, Effect.STRICTER);
                changes.others(domain, other, Set.of("value"));
            }
            found.addAll(changes.found());
        });
        now.keySet().stream().filter(name -> !old.containsKey(name)).forEach(name -> {
            var changes = new Changes("string domain " + name, sharers(after, name));
            changes.add(
                    Effect.NEITHER,
                    "added with %d values".formatted(now.get(name).getValueCount()));
            found.addAll(changes.found());
        });
        return found;
    }

    private static Map<String, StringDomain> byName(Schema schema) {
        var domains = new LinkedHashMap<String, StringDomain>();
        schema.getStringDomainList().forEach(domain -> domains.putIfAbsent(domain.getName(), domain));
        return domains;
    }

    private static List<SchemaChange> dataset(Schema before, Schema after) {
        var changes = new Changes("schema", List.of());
        changes.list(
                "default_environment",
                before.getDefaultEnvironmentList(),
                after.getDefaultEnvironmentList(),
                Effect.NEITHER,
                Effect.NEITHER);
        DatasetConstraints old = before.getDatasetConstraints();
        DatasetConstraints now = after.getDatasetConstraints();
        changes.limit("min_examples_count", old, now, "min_examples_count", Looser.WHEN_LOWER);
        changes.limit("max_examples_count", old, now, "max_examples_count", Looser.WHEN_HIGHER);
        for (String name : COMPARATORS) {
            var field = DatasetConstraints.getDescriptor().findFieldByName(name);
            var oldComparator = (NumericValueComparator) old.getField(field);
            var newComparator = (NumericValueComparator) now.getField(field);
            changes.limit(
                    name + " min_fraction_threshold",
                    oldComparator,
                    newComparator,
                    "min_fraction_threshold",
                    Looser.WHEN_LOWER);
            changes.limit(
                    name + " max_fraction_threshold",
                    oldComparator,
                    newComparator,
                    "max_fraction_threshold",
                    Looser.WHEN_HIGHER);
        }
        changes.others(before, after, SEEN);
        return changes.found();
    }
}
