// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A labelled set of grey images of one size.
 *
 * <p>Row {@code i} is the pair of {@link #image(int)} and {@link #label(int)}. A label is a class number from 0, its name is {@link
 * #className(int)}. Immutable, never empty: an image set without rows has no size and nothing to learn from.
 */
public final class ImageSet {
    private final String name;
    private final List<GrayImage> images;
    private final int[] labels;
    private final List<String> classNames;

    private ImageSet(String name, List<GrayImage> images, int[] labels, List<String> classNames) {
        this.name = name;
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
    }

    /**
     * Returns the set of these images with these labels; both are copied.
     *
     * @param name what a reader calls the set, such as {@code fashion-4k train}
     * @param images one or more, all of one size
     * @param labels one class number per image, in the same order
     * @param classNames the name of class 0, 1, ...; a class may have no images
     * @throws IllegalArgumentException if there are no images, a count or size differs, or a label has no class name; names the row
     */
    public static ImageSet of(String name, List<GrayImage> images, int[] labels, List<String> classNames) {
        Objects.requireNonNull(name, "name");
        List<GrayImage> rows = List.copyOf(images);
        List<String> classes = List.copyOf(classNames);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("an image set has at least 1 image; %s has none".formatted(name));
        }
        if (rows.size() != labels.length) {
            throw new IllegalArgumentException("each image has one label; %s has %d images and %d labels"
                    .formatted(name, rows.size(), labels.length));
        }
        GrayImage first = rows.get(0);
        for (int i = 0; i < labels.length; i++) {
            GrayImage image = rows.get(i);
            if (image.width() != first.width() || image.height() != first.height()) {
                throw new IllegalArgumentException("image %d of %s is %d x %d; image 0 is %d x %d"
                        .formatted(i, name, image.width(), image.height(), first.width(), first.height()));
            }
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("label %d of %s is %d; there are class names for 0 to %d"
                        .formatted(i, name, labels[i], classes.size() - 1));
            }
        }
        return new ImageSet(name, rows, labels.clone(), classes);
    }

    /** Returns what a reader calls the set. */
    public String name() {
        return name;
    }

    /** Returns the number of images, 1 or more. */
    public int size() {
        return images.size();
    }

    /** Returns the columns of each image. */
    public int width() {
        return images.get(0).width();
    }

    /** Returns the rows of pixels of each image. */
    public int height() {
        return images.get(0).height();
    }

    /** Returns the image of row {@code i}; throws {@link IndexOutOfBoundsException} if there is no such row. */
    public GrayImage image(int i) {
        return images.get(i);
    }

    /** Returns all images in row order; the list cannot be changed. */
    public List<GrayImage> images() {
        return images;
    }

    /** Returns the class number of row {@code i}; throws {@link IndexOutOfBoundsException} if there is no such row. */
    public int label(int i) {
        return labels[Objects.checkIndex(i, labels.length)];
    }

    /** Returns a new array with the class number of each row. */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns the names of class 0, 1, ...; the list cannot be changed. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns the class name of row {@code i}: not of class number {@code i}, which is {@code classNames().get(i)}. */
    public String className(int i) {
        return classNames.get(label(i));
    }

    /**
     * Returns the set of these rows, in this order; all class names are kept.
     *
     * <p>A row may be named more than once, as a bootstrap sample does. Same rows as NumPy's {@code images[rows]}, without negative numbers.
     *
     * @param rows one or more row numbers
     * @throws IllegalArgumentException if {@code rows} is empty or names a row that is not there
     */
    public ImageSet select(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows is empty; an image set has at least 1 image");
        }
        List<GrayImage> chosen = new ArrayList<>(rows.length);
        int[] chosenLabels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= size()) {
                throw new IllegalArgumentException(
                        "rows[%d] is %d; %s has rows 0 to %d".formatted(i, rows[i], name, size() - 1));
            }
            chosen.add(images.get(rows[i]));
            chosenLabels[i] = labels[rows[i]];
        }
        return new ImageSet(name, List.copyOf(chosen), chosenLabels, classNames);
    }

    @Override
    public String toString() {
        return "%s: %d images of %d x %d, %d classes".formatted(name, size(), width(), height(), classNames.size());
    }
}
