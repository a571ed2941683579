// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier with weights: an architecture, the shape of what goes in, the classes that come out.
 *
 * <p>Owns native memory: close it. Predicting from several threads at once is safe while nobody trains, restores or closes it.
 */
public final class Network implements AutoCloseable {
    /** Whether layers such as dropout behave as in training. */
    enum Mode {
        TRAINING,
        INFERENCE
    }

    /** Whether the engine keeps gradients beside the weights. */
    enum Gradients {
        KEPT,
        NOT_KEPT
    }

    private final Architecture architecture;
    private final Shape input;
    private final List<String> classNames;
    private final DeviceSelection selection;
    private final Model model;
    private long seed;
    private History history = History.none();

    private Network(
            Architecture architecture,
            Shape input,
            List<String> classNames,
            DeviceSelection selection,
            long seed,
            Model model) {
        this.architecture = architecture;
        this.input = input;
        this.classNames = classNames;
        this.selection = selection;
        this.seed = seed;
        this.model = model;
    }

    /**
     * Returns a new network with random weights.
     *
     * @param architecture what it is made of
     * @param input shape of one example, without the batch
     * @param classNames one or more
     * @param seed of the first weights
     * @param device where it lives
     * @throws IllegalArgumentException if there are no classes
     */
    public static Network create(
            Architecture architecture, Shape input, List<String> classNames, long seed, DeviceChoice device) {
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("classNames is empty; a classifier has at least 1 class");
        }
        DeviceSelection selection = Engines.select(device);
        Engines.seed(seed);
        Model model = Model.newInstance(architecture.name(), selection.device(), "PyTorch");
        try {
            Block block = architecture.recipe().apply(classNames.size());
            block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(input));
            model.setBlock(block);
            return new Network(architecture, input, List.copyOf(classNames), selection, seed, model);
        } catch (RuntimeException failure) {
            // Such as a graphics card without room for the next layer: those before it would stay there.
            model.close();
            throw failure;
        }
    }

    /**
     * Reads a network of this package's architectures from a folder that {@link #save(Path)} wrote.
     *
     * @throws IllegalArgumentException if the folder holds no model, a damaged one, or one of an unknown architecture or format
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Network load(Path folder, DeviceChoice device) {
        ModelFolder saved = ModelFolder.read(folder);
        return saved.load(Architecture.named(saved.architecture()), device);
    }

    /**
     * Reads a network of your own architecture; its name must be the saved one.
     *
     * @throws IllegalArgumentException as {@link #load(Path, DeviceChoice)}, or if the names differ
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Network load(Path folder, Architecture architecture, DeviceChoice device) {
        return ModelFolder.read(folder).load(architecture, device);
    }

    /**
     * Writes the network to a folder, made if needed: DJL's {@code .params} file and {@code model.json}.
     *
     * <p>A reader sees the old model or the new one, never half of one: the weights get a name of their own, and {@code model.json}, which
     * names them, is put in place last. The same network gives the same bytes.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void save(Path folder) {
        ModelFolder.write(folder, this);
    }

    /**
     * Returns the probability of each class for each row, shape (rows, classes); each row sums to 1.
     *
     * <p>All rows go through the network at once. A row's numbers can differ in the last bits with the number of rows beside it.
     *
     * @param rows one example each, its numbers in order of the input shape; none gives none
     * @throws IllegalArgumentException if a row has another length than the input shape; names the row
     */
    public float[][] probabilities(float[]... rows) {
        int width = Math.toIntExact(input.size());
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException(
                        "row %d has %d numbers; the network takes %d".formatted(i, rows[i].length, width));
            }
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        float[][] probabilities = new float[rows.length][classNames.size()];
        if (rows.length == 0) {
            return probabilities;
        }
        try (NDManager scope = manager().newSubManager()) {
            NDArray features = scope.create(flat, new Shape(rows.length).addAll(input));
            float[] all = scores(scope, features, Mode.INFERENCE).softmax(-1).toFloatArray();
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(all, i * classNames.size(), probabilities[i], 0, classNames.size());
            }
            return probabilities;
        }
    }

    /** Returns a copy of all weights by parameter name, in the order of the layers. */
    public Map<String, float[]> weights() {
        var weights = new LinkedHashMap<String, float[]>();
        // DJL reads an array of a GPU through a copy on the CPU, which it would keep as long as the network.
        try (var copies = new NDScope()) {
            copies.suppressNotUsedWarning();
            for (Pair<String, Parameter> entry : block().getParameters()) {
                weights.put(entry.getKey(), entry.getValue().getArray().toFloatArray());
            }
        }
        return weights;
    }

    /**
     * Sets all weights, as {@link #weights()} gave them.
     *
     * @throws IllegalArgumentException if a name is missing or has another number of weights; then nothing is changed
     */
    public void restore(Map<String, float[]> weights) {
        for (Pair<String, Parameter> entry : block().getParameters()) {
            float[] values = weights.get(entry.getKey());
            long size = entry.getValue().getShape().size();
            if (values == null || values.length != size) {
                throw new IllegalArgumentException("%s needs %d weights; there are %s"
                        .formatted(entry.getKey(), size, values == null ? "none" : values.length));
            }
        }
        for (Pair<String, Parameter> entry : block().getParameters()) {
            NDArray array = entry.getValue().getArray();
            boolean recorded = array.hasGradient();
            // Not array.set: it makes the native library print a warning about itself. A duplicate, because what
            // create returns lives in a Java buffer, which intern would leave to the garbage collector.
            try (NDArray values = array.getManager().create(weights.get(entry.getKey()), array.getShape())) {
                array.intern(values.duplicate());
            }
            array.setRequiresGradient(recorded);
        }
    }

    /** Returns what it is made of. */
    public Architecture architecture() {
        return architecture;
    }

    /** Returns the shape of one example, without the batch. */
    public Shape input() {
        return input;
    }

    /** Returns the names of class 0, 1, .... */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns the number of weights. */
    public long size() {
        return parameters().stream()
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    /** Returns where it lives. */
    public DeviceSelection selection() {
        return selection;
    }

    /** Returns what its last training did, empty before any. */
    public History history() {
        return history;
    }

    /** Returns the DJL block, for what this class does not offer, such as gradients of the input; it is closed with this network. */
    public Block block() {
        return model.getBlock();
    }

    /** Returns the manager that owns the weights; arrays made in a sub-manager of it live on the network's device. */
    public NDManager manager() {
        return model.getNDManager();
    }

    /** Frees the weights; closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }

    @Override
    public String toString() {
        return "%s: %s to %d classes, %d weights on %s"
                .formatted(architecture.name(), input, classNames.size(), size(), Engines.name(selection.device()));
    }

    /** Returns the raw scores, shape (n, classes), in the scope's memory. */
    NDArray scores(NDManager scope, NDArray features, Mode mode) {
        var store = new ParameterStore(scope, false);
        return block().forward(store, new NDList(features), mode == Mode.TRAINING)
                .singletonOrThrow();
    }

    /** Returns the parameters that training moves: not the running means of batch normalization, nor what is frozen. */
    List<Parameter> learned() {
        return parameters().stream().filter(Parameter::requiresGradient).toList();
    }

    private List<Parameter> parameters() {
        return block().getParameters().values();
    }

    void record(Gradients gradients) {
        for (Parameter parameter : parameters()) {
            parameter.getArray().setRequiresGradient(gradients == Gradients.KEPT && parameter.requiresGradient());
        }
    }

    Model model() {
        return model;
    }

    long seed() {
        return seed;
    }

    /** What puts other weights into a DJL model. */
    @FunctionalInterface
    interface WeightsReader {
        void read(Model model) throws IOException, MalformedModelException;
    }

    /** Lets DJL read weights, refuses those of another shape, which DJL takes, and frees the old ones, which DJL keeps. */
    void replaceWeights(WeightsReader reader) throws IOException, MalformedModelException {
        List<NDArray> before = parameters().stream().map(Parameter::getArray).toList();
        reader.read(model);
        List<Parameter> after = parameters();
        for (int i = 0; i < before.size(); i++) {
            NDArray old = before.get(i);
            NDArray now = after.get(i).getArray();
            if (!now.getShape().equals(old.getShape())) {
                throw new MalformedModelException("%s has shape %s instead of %s"
                        .formatted(after.get(i).getName(), now.getShape(), old.getShape()));
            }
            if (now != old) {
                old.close();
            }
        }
    }

    void trained(long by, History with) {
        seed = by;
        history = with;
    }

    void requireFits(String side, Examples examples) {
        if (!examples.shape().equals(input) || !examples.classNames().equals(classNames)) {
            throw new IllegalArgumentException(
                    "the %s examples have shape %s and classes %s; the network takes %s and %s"
                            .formatted(side, examples.shape(), examples.classNames(), input, classNames));
        }
    }
}
