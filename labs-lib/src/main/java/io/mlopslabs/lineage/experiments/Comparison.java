// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Runs side by side: what differs between them, and what came out.
 *
 * <p>No times and no ids, so that the same work shows the same table.
 *
 * @param experiment what they belong to
 * @param runs in the order in which they were begun
 * @param shared parameters, data and code that are the same in all of them, by name; a fingerprint by its first 8 digits
 */
public record Comparison(String experiment, List<RunRecord> runs, SortedMap<String, String> shared) {
    private static final int BRIEF = 8;

    static Comparison of(String experiment, List<RunRecord> runs) {
        var shared = new TreeMap<String, String>();
        for (String name : names(runs)) {
            List<String> values =
                    runs.stream().map(run -> settings(run).get(name)).distinct().toList();
            if (values.size() == 1) {
                shared.put(name, values.get(0));
            }
        }
        return new Comparison(experiment, List.copyOf(runs), shared);
    }

    /**
     * Returns one row for each run: its name and status, the settings that differ, and each metric at its highest step.
     *
     * <p>A notebook shows the table as it is. A run without a setting or metric has a missing value there.
     */
    public Table table() {
        Table table = Table.create(title());
        table.addColumns(
                text("run", RunRecord::name),
                text("status", run -> run.status().name().toLowerCase(Locale.ROOT)));
        for (String name : names(runs)) {
            if (!shared.containsKey(name)) {
                table.addColumns(text(name, run -> settings(run).getOrDefault(name, "")));
            }
        }
        for (String name : collect(runs, run -> run.metrics().keySet())) {
            // A parameter may have the same name; a table has each column once.
            var column = DoubleColumn.create(table.containsColumn(name) ? name + " (metric)" : name);
            for (RunRecord run : runs) {
                if (run.metrics().containsKey(name)) {
                    column.append(run.metric(name));
                } else {
                    column.appendMissing();
                }
            }
            table.addColumns(column);
        }
        return table;
    }

    private String title() {
        return shared.isEmpty()
                ? experiment
                : shared.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(", ", experiment + ", all with ", ""));
    }

    private StringColumn text(String name, Function<RunRecord, String> value) {
        return StringColumn.create(name, runs.stream().map(value).toList());
    }

    private static Collection<String> names(List<RunRecord> runs) {
        return collect(runs, run -> settings(run).keySet());
    }

    private static Collection<String> collect(List<RunRecord> runs, Function<RunRecord, Collection<String>> names) {
        return runs.stream().flatMap(run -> names.apply(run).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns parameters by name, then fingerprints under their kind and name. */
    private static Map<String, String> settings(RunRecord run) {
        return Stream.of(run.params().entrySet().stream(), brief("data ", run.data()), brief("code ", run.code()))
                .flatMap(Function.identity())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (param, other) -> param));
    }

    private static Stream<Map.Entry<String, String>> brief(String kind, Map<String, String> fingerprints) {
        return fingerprints.entrySet().stream()
                .map(entry -> Map.entry(kind + entry.getKey(), entry.getValue().substring(0, BRIEF)));
    }

    /** Returns the table as aligned text. */
    @Override
    public String toString() {
        return table().printAll();
    }
}
