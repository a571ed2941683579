// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.data.Sha256;
import io.mlopslabs.statistics.Accumulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The analyses of a preprocessing: in rounds, each going once through the rows that no cache speaks for. */
final class FullPass {
    private final FeatureSpec inputs;
    private final List<Node> nodes;
    private final List<Node.Analysis> analyses;
    private final Statistic[] statistics;

    FullPass(FeatureSpec inputs, List<Node> nodes, List<Node.Analysis> analyses) {
        this.inputs = inputs;
        this.nodes = nodes;
        this.analyses = analyses;
        this.statistics = new Statistic[analyses.size()];
    }

    /** Returns the statistic of each analysis. */
    List<Statistic> over(Map<String, ? extends Iterable<Batch>> datasets, AnalyzerCache cache) {
        for (List<Integer> round : rounds()) {
            List<Learner<?>> learners = new ArrayList<>();
            for (int analysis : round) {
                learners.add(new Learner<>(accumulator(analysis), analysis, cache.keeps() ? key(analysis) : ""));
            }
            boolean any = false;
            for (Map.Entry<String, ? extends Iterable<Batch>> dataset : datasets.entrySet()) {
                any |= learn(dataset.getKey(), dataset.getValue(), learners, cache);
            }
            if (!any) {
                throw new IllegalArgumentException("there are no rows to learn from; the full pass needs at least one");
            }
            learners.forEach(learner -> statistics[learner.analysis] = learner.extract());
        }
        return List.of(statistics);
    }

    /** Returns the analyses by how many others stand before them in a row. */
    private Iterable<List<Integer>> rounds() {
        SortedMap<Integer, List<Integer>> rounds = new TreeMap<>();
        int[] depth = new int[analyses.size()];
        for (int a = 0; a < depth.length; a++) {
            for (int id : InstancePass.needed(nodes, analyses.get(a).inputs())) {
                if (nodes.get(id) instanceof Node.Step step) {
                    for (int before : step.statistics()) {
                        depth[a] = Math.max(depth[a], depth[before] + 1);
                    }
                }
            }
            rounds.computeIfAbsent(depth[a], d -> new ArrayList<>()).add(a);
        }
        return rounds.values();
    }

    private Accumulator<Row, ?, ?> accumulator(int analysis) {
        Node.Analysis of = analyses.get(analysis);
        return of.analyzer().accumulator(InstancePass.kinds(nodes, of.inputs()));
    }

    /** Returns what stands for an analysis and all that it reads. */
    private String key(int analysis) {
        String text = GraphJson.description(nodes, analyses.get(analysis), List.of(statistics(analysis)));
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private Object[] statistics(int analysis) {
        return InstancePass.needed(nodes, analyses.get(analysis).inputs()).stream()
                .map(nodes::get)
                .filter(Node.Step.class::isInstance)
                .flatMap(step -> ((Node.Step) step).statistics().stream())
                .distinct()
                .map(before -> statistics[before])
                .toArray();
    }

    /** Returns whether there were rows, now or when the cache was filled. */
    private boolean learn(String dataset, Iterable<Batch> batches, List<Learner<?>> learners, AnalyzerCache cache) {
        List<Learner<?>> open = learners.stream()
                .filter(learner -> !learner.takeFrom(cache, dataset))
                .toList();
        if (open.isEmpty()) {
            return true;
        }
        List<Integer> wanted = open.stream()
                .flatMap(learner -> analyses.get(learner.analysis).inputs().stream())
                .toList();
        var pass = new InstancePass(nodes, wanted, java.util.Arrays.asList(statistics));
        long[] rows = {0};
        List<Object> states = new ArrayList<>();
        open.forEach(learner -> states.add(learner.create()));
        InParallel.over(
                batches,
                batch -> {
                    inputs.check(batch);
                    Values[] values = pass.over(batch);
                    List<Object> parts = new ArrayList<>();
                    for (Learner<?> learner : open) {
                        parts.add(learner.state(values, batch.rows()));
                    }
                    return Map.entry(batch.rows(), parts);
                },
                counted -> {
                    rows[0] += counted.getKey();
                    List<Object> parts = counted.getValue();
                    for (int i = 0; i < open.size(); i++) {
                        states.set(i, open.get(i).merge(states.get(i), parts.get(i)));
                    }
                });
        for (int i = 0; i < open.size(); i++) {
            if (rows[0] > 0) {
                open.get(i).take(states.get(i), cache, dataset);
            }
        }
        return rows[0] > 0 || open.size() < learners.size();
    }

    /** An analysis on its way. */
    @SuppressWarnings("unchecked") // states come from the learner's own accumulator
    private final class Learner<S> {
        private final Accumulator<Row, S, ?> accumulator;
        private final int analysis;
        private final String key;
        private S all;

        Learner(Accumulator<Row, S, ?> accumulator, int analysis, String key) {
            this.accumulator = accumulator;
            this.analysis = analysis;
            this.key = key;
            this.all = accumulator.create();
        }

        Object create() {
            return accumulator.create();
        }

        Object merge(Object left, Object right) {
            return accumulator.merge((S) left, (S) right);
        }

        boolean takeFrom(AnalyzerCache cache, String dataset) {
            byte[] bytes = cache.get(dataset, key).orElse(null);
            if (bytes != null) {
                all = accumulator.merge(all, accumulator.fromBytes(bytes));
            }
            return bytes != null;
        }

        void take(Object state, AnalyzerCache cache, String dataset) {
            if (cache.keeps()) {
                cache.put(dataset, key, accumulator.toBytes((S) state));
            }
            all = accumulator.merge(all, (S) state);
        }

        Object state(Values[] values, int rows) {
            List<Integer> ids = analyses.get(analysis).inputs();
            Row row = new Row(InstancePass.arguments(values, ids));
            S state = accumulator.create();
            for (int r = 0; r < rows; r++) {
                row.moveTo(r);
                try {
                    state = accumulator.add(state, row);
                } catch (IllegalArgumentException refused) {
                    throw new IllegalArgumentException(
                            "%s, row %d: %s".formatted(name(), r, refused.getMessage()), refused);
                }
            }
            return state;
        }

        Statistic extract() {
            try {
                return (Statistic) Objects.requireNonNull(accumulator.extract(all));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(name() + ": " + refused.getMessage(), refused);
            }
        }

        private String name() {
            Node.Analysis of = analyses.get(analysis);
            return Origin.of(nodes, of.inputs()).operation(Operations.name(of.analyzer()));
        }
    }
}
