// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a network learns from: rows of numbers, one class each.
 *
 * <p>Rows stay where they are and go to the device one batch at a time.
 */
public final class Examples {
    /** Changes an image each time that it is seen in training, as augmentation does; the label stays. */
    @FunctionalInterface
    public interface ImageView {
        /**
         * Returns the image that the network sees, of the same size.
         *
         * @param image the image of this row
         * @param row its place, from 0
         * @param epoch from 1
         */
        GrayImage of(GrayImage image, int row, int epoch);
    }

    private final Shape shape;
    private final IntFunction<float[]> rows;
    private final int[] labels;
    private final List<String> classNames;

    private final IntFunction<IntFunction<float[]>> rowsOfEpoch;

    private Examples(Shape shape, IntFunction<float[]> rows, int[] labels, List<String> classNames) {
        this(shape, rows, labels, classNames, unused -> rows);
    }

    private Examples(
            Shape shape,
            IntFunction<float[]> rows,
            int[] labels,
            List<String> classNames,
            IntFunction<IntFunction<float[]>> rowsOfEpoch) {
        this.shape = shape;
        this.rows = rows;
        this.labels = labels;
        this.classNames = classNames;
        this.rowsOfEpoch = rowsOfEpoch;
    }

    /** Returns these images as examples of shape (1, height, width), black 0 and white 1. */
    public static Examples of(ImageSet images) {
        return new Examples(
                shape(images.image(0)), i -> images.image(i).normalized(), images.labels(), images.classNames());
    }

    /**
     * Returns these images as examples that look different in each epoch of a training, and as they are in validation.
     *
     * <p>{@code Examples.of(train, (image, row, epoch) -> augmenter.apply(image, 1_000_003L * epoch + row))}. Same role as a Keras {@code
     * ImageDataGenerator} or random torchvision transforms in a data set. The view must give the same image for the same row and epoch, or the
     * same seed no longer gives the same network. Where it returns an image of another size, the training fails and names the row.
     */
    public static Examples of(ImageSet images, ImageView view) {
        Shape shape = shape(images.image(0));
        return new Examples(
                shape, i -> images.image(i).normalized(), images.labels(), images.classNames(), epoch -> row -> {
                    GrayImage seen = view.of(images.image(row), row, epoch);
                    if (!shape(seen).equals(shape)) {
                        throw new IllegalArgumentException("the view of image %d is %d x %d; the image is %d x %d"
                                .formatted(row, seen.width(), seen.height(), images.width(), images.height()));
                    }
                    return seen.normalized();
                });
    }

    /**
     * Returns these rows as examples of shape (columns). Neither array is copied: do not change them while a network learns.
     *
     * @param rows one or more rows of one length; scale them first, as a network learns badly from large numbers
     * @param labels one class number per row, from 0
     * @param classNames the name of class 0, 1, ...
     * @throws IllegalArgumentException if there are no rows, a length differs, or a label has no class name; names the row
     */
    public static Examples of(float[][] rows, int[] labels, List<String> classNames) {
        if (rows.length == 0 || rows.length != labels.length) {
            throw new IllegalArgumentException(
                    "each row has one label and there is at least one; there are %d rows and %d labels"
                            .formatted(rows.length, labels.length));
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length == 0 || rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "row %d has %d columns; row 0 has %d".formatted(i, rows[i].length, rows[0].length));
            }
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("label %d is %d; there are class names for 0 to %d"
                        .formatted(i, labels[i], classNames.size() - 1));
            }
        }
        return new Examples(new Shape(rows[0].length), i -> rows[i], labels, List.copyOf(classNames));
    }

    /** Returns the number of examples, 1 or more. */
    public int size() {
        return labels.length;
    }

    /** Returns the shape of one example. */
    public Shape shape() {
        return shape;
    }

    /** Returns the names of class 0, 1, .... */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns a new array with the class number of each example. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Returns the examples of these rows, in this order; a row may be named more than once.
     *
     * @throws IllegalArgumentException if {@code chosen} is empty or names a row that is not there
     */
    public Examples select(int[] chosen) {
        if (chosen.length == 0) {
            throw new IllegalArgumentException("no rows are chosen; there is at least 1 example");
        }
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] < 0 || chosen[i] >= size()) {
                throw new IllegalArgumentException(
                        "chosen[%d] is %d; there are examples 0 to %d".formatted(i, chosen[i], size() - 1));
            }
        }
        int[] kept = chosen.clone();
        return new Examples(
                shape,
                i -> rows.apply(kept[i]),
                Arrays.stream(kept).map(row -> labels[row]).toArray(),
                classNames,
                epoch -> {
                    IntFunction<float[]> seen = rowsOfEpoch.apply(epoch);
                    return i -> seen.apply(kept[i]);
                });
    }

    /** Returns the features of one example as they are outside of training; not to be changed. */
    float[] row(int i) {
        return rows.apply(i);
    }

    /** Returns the examples as training sees them in this epoch, from 1. */
    Examples inEpoch(int epoch) {
        return new Examples(shape, rowsOfEpoch.apply(epoch), labels, classNames);
    }

    static Shape shape(GrayImage image) {
        return new Shape(1, image.height(), image.width());
    }

    /** Returns the features of the examples {@code order[from]} to {@code order[to - 1]} as one array. */
    NDArray features(NDManager manager, int[] order, int from, int to) {
        int width = Math.toIntExact(shape.size());
        float[] batch = new float[(to - from) * width];
        for (int i = from; i < to; i++) {
            System.arraycopy(rows.apply(order[i]), 0, batch, (i - from) * width, width);
        }
        return manager.create(batch, new Shape(to - from).addAll(shape));
    }

    /** Returns the labels of the same examples, as numbers of the type that DJL's losses compare with. */
    NDArray labels(NDManager manager, int[] order, int from, int to) {
        float[] batch = new float[to - from];
        for (int i = from; i < to; i++) {
            batch[i - from] = labels[order[i]];
        }
        return manager.create(batch);
    }
}
