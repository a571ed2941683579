// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A preprocessing with all that it learned: makes features of rows, in training and in a server alike; immutable, for any number of threads.
 *
 * <p>Row by row: what becomes of a row never depends on the other rows of its batch. As JSON ({@link #toJson}) it has a version; a later
 * release reads it, and gives the same features. TFT's {@code transform_fn} and {@code TFTransformOutput}.
 */
public final class TransformGraph {
    /**
     * What an analyzer learned.
     *
     * @param analyzer its name, such as {@code mean_and_var}
     * @param columns the inputs that it read, directly or through other operations
     * @param statistic what it learned
     */
    public record Learned(String analyzer, List<String> columns, Statistic statistic) {}

    final FeatureSpec inputs;
    final List<Node> nodes;
    final List<Node.Analysis> analyses;
    final List<Statistic> statistics;
    final Map<String, Integer> outputs;
    private final InstancePass pass;
    private final FeatureSpec features;

    TransformGraph(
            FeatureSpec inputs,
            List<Node> nodes,
            List<Node.Analysis> analyses,
            List<Statistic> statistics,
            Map<String, Integer> outputs) {
        this.inputs = inputs;
        this.nodes = List.copyOf(nodes);
        this.analyses = List.copyOf(analyses);
        this.statistics = List.copyOf(statistics);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        requireInputs();
        this.pass = new InstancePass(this.nodes, this.outputs.values(), this.statistics);
        var kinds = new LinkedHashMap<String, Kind>();
        this.outputs.forEach((name, node) -> kinds.put(name, pass.kind(node, this.statistics)));
        this.features = new FeatureSpec(kinds);
    }

    private void requireInputs() {
        for (int id : InstancePass.needed(nodes, outputs.values())) {
            if (nodes.get(id) instanceof Node.Input input
                    && !input.kind().equals(inputs.columns().get(input.name()))) {
                throw new IllegalArgumentException(
                        "this transform graph is damaged: its steps read column %s as %s, and its inputs have %s"
                                .formatted(
                                        input.name(),
                                        input.kind(),
                                        inputs.columns().containsKey(input.name())
                                                ? inputs.columns().get(input.name())
                                                : "no such column"));
            }
        }
    }

    /** Returns what a batch must have. */
    public FeatureSpec inputs() {
        return inputs;
    }

    /** Returns what the features are, in order. */
    public FeatureSpec outputs() {
        return features;
    }

    /** Returns what was learned, in the order in which the preprocessing function asks for it. */
    public List<Learned> statistics() {
        List<Learned> learned = new ArrayList<>();
        for (int a = 0; a < analyses.size(); a++) {
            Node.Analysis analysis = analyses.get(a);
            learned.add(new Learned(
                    Operations.name(analysis.analyzer()),
                    List.copyOf(Origin.of(nodes, analysis.inputs()).columns()),
                    statistics.get(a)));
        }
        return learned;
    }

    /**
     * Returns the features of a batch's rows.
     *
     * @throws IllegalArgumentException if the batch lacks a column or has another, or one of the wrong type, or an operation refuses a value:
     *     names column and operation, and the row
     */
    public Batch transform(Batch batch) {
        inputs.check(batch);
        Values[] values = pass.over(batch);
        var made = new LinkedHashMap<String, Values>();
        outputs.forEach((name, node) -> {
            Kind kind = features.columns().get(name);
            made.put(name, values[node].kind().equals(kind) ? values[node] : values[node].dense(kind.width()));
        });
        return new Batch(batch.rows(), made);
    }

    /**
     * Returns the features of each batch, computed on all processors.
     *
     * @throws IllegalArgumentException as {@link #transform} does
     */
    public List<Batch> transformAll(Iterable<Batch> batches) {
        List<Batch> features = new ArrayList<>();
        InParallel.over(batches, this::transform, features::add);
        return features;
    }

    /**
     * Returns the graph of some features only; inputs that they do not need, such as the label, are no longer asked for.
     *
     * @throws IllegalArgumentException if a feature is not here, or none is named
     */
    public TransformGraph only(String... features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("no feature would be left; a graph makes at least one");
        }
        var kept = new LinkedHashMap<String, Integer>();
        for (String feature : features) {
            Integer node = outputs.get(feature);
            if (node == null) {
                throw new IllegalArgumentException(
                        "no feature %s; there are %s".formatted(feature, String.join(", ", outputs.keySet())));
            }
            kept.put(feature, node);
        }
        return Pruning.of(this, kept);
    }

    /** Returns the graph without some features, and without the inputs that only they need; see {@link #only}. */
    public TransformGraph without(String... features) {
        List<String> gone = Arrays.asList(features);
        only(features);
        return only(
                outputs.keySet().stream().filter(name -> !gone.contains(name)).toArray(String[]::new));
    }

    /** Returns the graph as JSON, indented, always the same for the same graph. */
    public String toJson() {
        return GraphJson.write(this);
    }

    /**
     * Returns the graph that was written.
     *
     * @throws IllegalArgumentException if the text is not a graph, of a later version, or names an operation that this library does not have;
     *     says which and what to do
     */
    public static TransformGraph fromJson(String json) {
        return GraphJson.read(json);
    }

    /** Writes the graph to a file, UTF-8. */
    public void save(Path file) throws IOException {
        Files.writeString(file, toJson(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the graph in a file.
     *
     * @throws IllegalArgumentException as {@link #fromJson} does; the message names the file
     */
    public static TransformGraph load(Path file) throws IOException {
        try {
            return fromJson(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(file + ": " + refused.getMessage(), refused);
        }
    }

    /** Returns inputs and features in words. */
    @Override
    public String toString() {
        return "%s -> %s"
                .formatted(
                        String.join(", ", inputs.columns().keySet()),
                        outputs().columns().entrySet().stream()
                                .map(feature -> feature.getKey() + " " + feature.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
