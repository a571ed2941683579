// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A graph of some features only: steps, statistics and inputs that nobody needs are gone. */
final class Pruning {
    private Pruning() {}

    static TransformGraph of(TransformGraph graph, Map<String, Integer> outputs) {
        SortedSet<Integer> analyses = new TreeSet<>();
        SortedSet<Integer> nodes = new TreeSet<>(outputs.values());
        int before;
        do { // a statistic's description needs the steps that it was learned from, and those other statistics
            before = nodes.size() + analyses.size();
            nodes.addAll(InstancePass.needed(graph.nodes, nodes));
            nodes.stream()
                    .map(graph.nodes::get)
                    .filter(Node.Step.class::isInstance)
                    .forEach(step -> analyses.addAll(((Node.Step) step).statistics()));
            analyses.forEach(
                    analysis -> nodes.addAll(graph.analyses.get(analysis).inputs()));
        } while (nodes.size() + analyses.size() > before);

        Map<Integer, Integer> analysisAt = places(analyses);
        Map<Integer, Integer> nodeAt = places(nodes);
        List<Node> kept = new ArrayList<>();
        for (int id : nodes) {
            Node node = graph.nodes.get(id);
            kept.add(
                    node instanceof Node.Step step
                            ? new Node.Step(
                                    step.function(),
                                    step.inputs().stream().map(nodeAt::get).toList(),
                                    step.statistics().stream()
                                            .map(analysisAt::get)
                                            .toList(),
                                    step.kind())
                            : node);
        }
        List<Node.Analysis> learned = new ArrayList<>();
        List<Statistic> statistics = new ArrayList<>();
        for (int id : analyses) {
            Node.Analysis analysis = graph.analyses.get(id);
            learned.add(new Node.Analysis(
                    analysis.analyzer(),
                    analysis.inputs().stream().map(nodeAt::get).toList()));
            statistics.add(graph.statistics.get(id));
        }
        SortedSet<Integer> applied = InstancePass.needed(graph.nodes, outputs.values());
        var inputs = new LinkedHashMap<String, Kind>();
        graph.inputs.columns().forEach((name, kind) -> {
            if (applied.stream()
                    .anyMatch(id -> graph.nodes.get(id) instanceof Node.Input input
                            && input.name().equals(name))) {
                inputs.put(name, kind);
            }
        });
        var features = new LinkedHashMap<String, Integer>();
        outputs.forEach((name, node) -> features.put(name, nodeAt.get(node)));
        return new TransformGraph(new FeatureSpec(inputs), kept, learned, statistics, features);
    }

    private static Map<Integer, Integer> places(SortedSet<Integer> ids) {
        Map<Integer, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        return places;
    }
}
