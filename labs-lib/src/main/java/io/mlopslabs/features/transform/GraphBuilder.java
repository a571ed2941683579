// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the steps of one preprocessing; the same operation on the same columns is one step, however often it is asked for. */
final class GraphBuilder {
    final List<Node> nodes = new ArrayList<>();
    final List<Node.Analysis> analyses = new ArrayList<>();
    private final Map<Node, Integer> known = new HashMap<>();
    private final Map<Node.Analysis, Integer> knownAnalyses = new HashMap<>();

    Column input(String name, Kind kind) {
        return column(new Node.Input(name, kind));
    }

    Column apply(RowFunction function, List<Column> columns, List<Deferred<?>> statistics) {
        Kind kind = output(function, columns);
        List<Integer> learned = new ArrayList<>();
        for (Deferred<?> statistic : statistics) {
            if (statistic.graph != this) {
                throw new IllegalArgumentException(
                        "%s: its statistic belongs to another preprocessing".formatted(Operations.name(function)));
            }
            learned.add(statistic.analysis);
        }
        return column(new Node.Step(function, inputs(columns), List.copyOf(learned), kind));
    }

    /** Returns what an operation makes of columns; refuses columns that it does not take, by name. */
    Kind output(RowFunction function, List<Column> columns) {
        List<Integer> inputs = inputs(columns);
        try {
            return function.output(kinds(inputs));
        } catch (IllegalArgumentException refused) {
            throw refused(function, inputs, refused);
        }
    }

    <T extends Statistic> Deferred<T> analyze(Analyzer<T> analyzer, List<Column> columns) {
        List<Integer> inputs = inputs(columns);
        try {
            analyzer.accumulator(kinds(inputs));
        } catch (IllegalArgumentException refused) {
            throw refused(analyzer, inputs, refused);
        }
        var analysis = new Node.Analysis(analyzer, inputs);
        int id = knownAnalyses.computeIfAbsent(analysis, a -> {
            Operations.name(analyzer);
            analyses.add(a);
            return analyses.size() - 1;
        });
        return new Deferred<>(this, id);
    }

    private Column column(Node node) {
        int id = known.computeIfAbsent(node, n -> {
            if (n instanceof Node.Step step) {
                Operations.name(step.function());
            }
            nodes.add(n);
            return nodes.size() - 1;
        });
        return new Column(this, id, node.kind());
    }

    private List<Integer> inputs(List<Column> columns) {
        List<Integer> inputs = new ArrayList<>();
        for (Column column : columns) {
            if (column.graph != this) {
                throw new IllegalArgumentException("a column belongs to another preprocessing");
            }
            inputs.add(column.node);
        }
        return List.copyOf(inputs);
    }

    private List<Kind> kinds(List<Integer> inputs) {
        return inputs.stream().map(id -> nodes.get(id).kind()).toList();
    }

    IllegalArgumentException refused(Object operation, List<Integer> inputs, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                Origin.of(nodes, inputs).operation(Operations.name(operation)) + ": " + cause.getMessage(), cause);
    }
}
