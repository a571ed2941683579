// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.PreprocessingFunction;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small table, row by row, and the ways to put it through a preprocessing that must agree. */
record Rows(Map<String, Kind> kinds, Map<String, List<Object>> columns) {
    static Rows of() {
        return new Rows(Map.of(), Map.of());
    }

    static Rows texts(String... texts) {
        return of().with("x", Kind.scalar(DType.STRING), (Object[]) texts);
    }

    /** Returns rows of lists of texts. */
    static Rows tokens(Object... rows) {
        return of().with("x", Kind.ragged(DType.STRING), rows);
    }

    Rows with(String name, Kind kind, Object... rows) {
        var moreKinds = new LinkedHashMap<>(kinds);
        moreKinds.put(name, kind);
        var more = new LinkedHashMap<>(columns);
        more.put(name, Collections.unmodifiableList(new ArrayList<>(List.of(rows))));
        return new Rows(moreKinds, more);
    }

    int size() {
        return columns.values().iterator().next().size();
    }

    FeatureSpec spec() {
        return new FeatureSpec(kinds);
    }

    Batch batch() {
        return batch(0, size());
    }

    Batch batch(int from, int to) {
        var values = new LinkedHashMap<String, Values>();
        columns.forEach((name, rows) -> values.put(name, Values.of(kinds.get(name), rows.subList(from, to))));
        return new Batch(to - from, values);
    }

    /** Returns the rows in parts of at most {@code size}. */
    List<Batch> batches(int size) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < size(); from += size) {
            batches.add(batch(from, Math.min(size(), from + size)));
        }
        return batches;
    }

    /** Returns the graph of these rows, after it was seen that parts of any size, and its JSON, give the same. */
    TransformGraph analyzed(PreprocessingFunction function) {
        var preprocessing = Preprocessing.of(spec(), function);
        String json = preprocessing.analyze(batch()).toJson();
        for (int size : new int[] {(size() + 1) / 2, 3, 1}) {
            assertThat(preprocessing.analyze(batches(Math.max(1, size))).toJson())
                    .as("analyzed in batches of %d", size)
                    .isEqualTo(json);
        }
        TransformGraph graph = TransformGraph.fromJson(json);
        assertThat(graph.toJson()).isEqualTo(json);
        return graph;
    }

    /** Returns the features of these rows, after it was seen that row by row they are the same, and that the graph before its JSON gave them. */
    Batch served(TransformGraph graph) {
        Batch together = graph.transform(batch());
        TransformGraph read = TransformGraph.fromJson(graph.toJson());
        for (int row = 0; row < size(); row++) {
            Batch alone = read.transform(batch(row, row + 1));
            for (String feature : together.columns().keySet()) {
                assertThat(rows(alone.column(feature)).get(0))
                        .as("%s of row %d alone", feature, row)
                        .isEqualTo(rows(together.column(feature)).get(row));
            }
        }
        return together;
    }

    /** Returns one feature of the rows from the graph of these very rows. */
    Values transformed(PreprocessingFunction function, String feature) {
        return served(analyzed(function)).column(feature);
    }

    /** Returns the values of each row: a list of boxed values, or the one value of a scalar column. */
    static List<Object> rows(Values values) {
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < values.rows(); row++) {
            List<Object> several = new ArrayList<>();
            for (int i = values.start(row); i < values.end(row); i++) {
                several.add(values.value(i));
            }
            rows.add(values.kind().width() == 1 ? several.get(0) : several);
        }
        return rows;
    }
}
