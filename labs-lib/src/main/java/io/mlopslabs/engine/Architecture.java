// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of a network before it has weights: a name, and a recipe that builds it for a number of classes.
 *
 * <p>The last layer gives one raw score (logit) per class; softmax comes later, with the loss or the prediction. A saved model keeps the
 * name only, so a name must say all that the recipe depends on.
 *
 * @param name what a saved model is found by, such as {@code mlp-128-64}
 * @param recipe makes a new, uninitialized DJL block for a number of classes
 */
public record Architecture(String name, IntFunction<Block> recipe) {
    private static final Pattern MLP = Pattern.compile("mlp((?:-[1-9]\\d{0,5})*)");

    /**
     * Returns a small convolutional network for grey images: 52,138 weights for 28 x 28 pixels and 10 classes.
     *
     * <p>Twice (convolution 3 x 3, ReLU, maximum over 2 x 2), with 8 then 16 filters, then a layer of 64 and one score per class. The same
     * family as LeCun's LeNet-5. Images have at least 4 columns and rows.
     */
    public static Architecture smallCnn() {
        return new Architecture("small-cnn", classes -> new SequentialBlock()
                .add(convolution(8))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(convolution(16))
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(linear(64))
                .add(Activation::relu)
                .add(linear(classes)));
    }

    /**
     * Returns a network of fully connected layers with ReLU between them; none gives logistic regression.
     *
     * @param hidden the width of each hidden layer, 1 or more
     * @throws IllegalArgumentException if a width is below 1
     */
    public static Architecture mlp(int... hidden) {
        int[] widths = hidden.clone();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] < 1) {
                throw new IllegalArgumentException(
                        "hidden[%d] is %d; a layer has at least 1 unit".formatted(i, widths[i]));
            }
        }
        String name = Arrays.stream(widths).mapToObj(width -> "-" + width).collect(Collectors.joining("", "mlp", ""));
        return new Architecture(name, classes -> {
            var block = new SequentialBlock().add(Blocks.batchFlattenBlock());
            IntStream.of(widths).forEach(width -> block.add(linear(width)).add(Activation::relu));
            return block.add(linear(classes));
        });
    }

    /**
     * Returns the architecture of this package that has this name.
     *
     * @throws IllegalArgumentException if there is none; names those there are
     */
    public static Architecture named(String name) {
        if (name.equals("small-cnn")) {
            return smallCnn();
        }
        var mlp = MLP.matcher(name);
        if (mlp.matches()) {
            return mlp(Pattern.compile("-")
                    .splitAsStream(mlp.group(1))
                    .filter(width -> !width.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray());
        }
        throw new IllegalArgumentException(
                "no architecture is called \"%s\"; there are small-cnn and mlp-WIDTH-WIDTH..., any other is passed to load"
                        .formatted(name));
    }

    private static Conv2d convolution(int filters) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .build();
    }

    private static Linear linear(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
