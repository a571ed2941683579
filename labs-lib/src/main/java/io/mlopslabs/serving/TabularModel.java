// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.TransformGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A transform graph and the model that was fitted on its features: raw rows of a table in, the probability of each of two classes out.
 *
 * <p>What a {@link ModelServer} serves where {@link #save} wrote a version. The server makes the features with the graph that made those of
 * the training, so that a row gets the same probabilities here and there, bit by bit.
 *
 * <pre>{@code
 * var model = new TabularModel(graph.without("late"), logistic, List.of("on time", "late"));
 * model.save(folder.resolve("1"), flights.without("late"));
 * }</pre>
 *
 * @param graph makes the features; of numbers only, and without the label, which a client does not know
 * @param model fitted on {@code graph.transform(rows).toMatrix()}
 * @param classNames the name of class 0, then that of class 1
 */
public record TabularModel(TransformGraph graph, LogisticRegressionModel model, List<String> classNames) {
    /**
     * Checks that the model fits the features.
     *
     * @throws IllegalArgumentException if there are not two class names, a feature holds texts or has no fixed number of values, or the model
     *     has coefficients for other features; names the feature
     */
    public TabularModel {
        classNames = List.copyOf(classNames);
        if (classNames.size() != 2 || classNames.get(0).equals(classNames.get(1))) {
            throw new IllegalArgumentException(
                    "the classes are %s; a logistic regression tells two apart, by different names"
                            .formatted(classNames));
        }
        requireFitting(graph.outputs().columns(), model);
    }

    private static void requireFitting(Map<String, Kind> features, LogisticRegressionModel model) {
        features.forEach((name, kind) -> {
            if (!kind.dtype().isNumeric() || kind.isRagged()) {
                throw new IllegalArgumentException(
                        "feature %s is %s; a model takes a fixed count of numbers: leave it out of the graph, or encode it"
                                .formatted(name, kind));
            }
        });
        int width = features.values().stream().mapToInt(Kind::width).sum();
        if (width != model.coef().length) {
            throw new IllegalArgumentException(
                    "the graph makes %d numbers of a row (%s), and the model has %d coefficients; give the graph whose features it was fitted on, without the label"
                            .formatted(
                                    width,
                                    features.entrySet().stream()
                                            .map(feature -> feature.getKey() + " "
                                                    + feature.getValue().width())
                                            .collect(Collectors.joining(", ")),
                                    model.coef().length));
        }
        List<String> names = List.copyOf(features.keySet());
        if (names.size() == width && !model.columns().isEmpty()) {
            for (int i = 0; i < width; i++) {
                if (!names.get(i).equals(model.columns().get(i))) {
                    throw new IllegalArgumentException(
                            "feature %d of the graph is %s, and that of the model %s; give the graph whose features it was fitted on"
                                    .formatted(i, names.get(i), model.columns().get(i)));
                }
            }
        }
    }

    /**
     * Returns the probability of class 0 and of class 1 of each row, shape (rows, 2); each row sums to 1.
     *
     * @param rows exactly the columns of {@code graph.inputs()}
     * @throws IllegalArgumentException if a column is missing, one too many or of another type, an operation refuses a value, or a feature is
     *     not finite; names column, operation and row
     */
    public double[][] probabilities(Batch rows) {
        return probabilities(features(rows));
    }

    double[][] features(Batch rows) {
        return graph.transform(rows).toMatrix();
    }

    double[][] probabilities(double[][] features) {
        double[] second = model.predictProbability(features);
        double[][] both = new double[second.length][];
        for (int row = 0; row < second.length; row++) {
            if (Double.isNaN(second[row])) {
                throw new IllegalArgumentException(
                        "LogisticRegressionModel: row %d: its features are so large that the log odds are no number"
                                .formatted(row));
            }
            both[row] = new double[] {1 - second[row], second[row]};
        }
        return both;
    }

    /**
     * Writes a version for a server: {@code transform_graph.json}, {@code tabular_model.json}, and {@code examples.json}, a request with the
     * first ten of {@code examples} and the answer that it must get.
     *
     * <p>A reader sees the old model or the new one, never parts of both: {@code tabular_model.json}, which knows the others by their SHA-256,
     * is put in place last. A server sends itself the examples before it answers anybody, and does not serve a version that answers them with
     * other probabilities than it did here. Rows with NaN or infinity are passed over, as JSON has no word for them.
     *
     * @param folder made if needed; its name is the version, such as {@code flights/1}
     * @param examples rows that a client might send, with exactly the columns of {@code graph.inputs()}
     * @throws IllegalArgumentException if no row can be sent to a server, or as {@link #probabilities(Batch)} does
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void save(Path folder, Batch examples) {
        TabularFolder.write(folder, this, examples);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IllegalArgumentException if a file is missing, damaged, of a later version or not the one that was saved with the others; says
     *     which and what to do
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static TabularModel load(Path folder) {
        return TabularFolder.read(folder);
    }
}
