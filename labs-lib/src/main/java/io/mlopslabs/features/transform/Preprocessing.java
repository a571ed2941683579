// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;
import java.util.Map;

/**
 * A preprocessing function over columns of known types, not analyzed yet; immutable.
 *
 * <pre>{@code
 * TransformGraph graph = Preprocessing.of(
 *         FeatureSpec.of().float32("distance").string("carrier"),
 *         (in, out) -> out.put("distance", Scale.scaleToZScore(in.column("distance")))
 *                 .put("carrier", Vocabulary.computeAndApplyVocabulary(in.column("carrier"))))
 *     .analyze(flights);
 * Batch features = graph.transform(flights);
 * }</pre>
 *
 * <p>Agrees with TFT's {@code AnalyzeDataset}: analyzers that read what other statistics made are computed in a later pass.
 */
public final class Preprocessing {
    private final FeatureSpec inputs;
    private final GraphBuilder builder;
    private final Map<String, Integer> outputs;

    private Preprocessing(FeatureSpec inputs, GraphBuilder builder, Map<String, Integer> outputs) {
        this.inputs = inputs;
        this.builder = builder;
        this.outputs = outputs;
    }

    /**
     * Returns the preprocessing that {@code function} describes; calls it once, and reads no data.
     *
     * @throws IllegalArgumentException if an operation does not take its column, or nothing is put out
     */
    public static Preprocessing of(FeatureSpec inputs, PreprocessingFunction function) {
        var builder = new GraphBuilder();
        var outputs = new Outputs(builder);
        function.preprocess(new Inputs(builder, inputs), outputs);
        if (outputs.nodes.isEmpty()) {
            throw new IllegalArgumentException("the preprocessing function puts nothing out");
        }
        return new Preprocessing(inputs, builder, outputs.nodes);
    }

    /** Returns the types of the inputs. */
    public FeatureSpec inputs() {
        return inputs;
    }

    /** Returns the graph with the statistics of all rows of {@code batch}. */
    public TransformGraph analyze(Batch batch) {
        return analyze(List.of(batch));
    }

    /**
     * Returns the graph with the statistics of all rows of {@code batches}, which are gone through once, or once more for each analyzer that
     * stands on another's result.
     *
     * <p>Batches are analyzed on as many threads as there are processors and merged in their order: the statistics do not depend on the threads.
     *
     * @throws IllegalArgumentException if a batch lacks a column or has another, of the wrong type, or an operation refuses a value; names the
     *     column and the operation
     */
    public TransformGraph analyze(Iterable<Batch> batches) {
        return analyze(Map.of("", batches), AnalyzerCache.none());
    }

    /**
     * Returns the graph with the statistics of all rows of all data sets; reads only those whose analyzers' states are not in {@code cache}, and
     * keeps there what it computes. TFT's {@code AnalyzeDatasetWithCache}.
     *
     * <p>A day's state depends on the analyzer and all that it stands on, so that a changed preprocessing computes anew. An analyzer that
     * stands on another's statistic is computed anew when that statistic has changed.
     *
     * @param datasets by name, such as one per day; a name stands for the same rows each time
     * @throws IllegalArgumentException as {@link #analyze(Iterable)} does
     */
    public TransformGraph analyze(Map<String, ? extends Iterable<Batch>> datasets, AnalyzerCache cache) {
        var pass = new FullPass(inputs, builder.nodes, builder.analyses);
        return new TransformGraph(inputs, builder.nodes, builder.analyses, pass.over(datasets, cache), outputs);
    }
}
