// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.detection.ConnectedComponents.Component;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds bright things on a dark ground and names them.
 *
 * <p>Three steps. Proposals: the box of each connected component at several brightness thresholds; a bright part of a thing is a component of
 * its own at a higher threshold, so boxes nest. Classification: each box is cut out, made a square and given to the classifier, all in one
 * batch; its highest probability is the confidence. Suppression: of boxes of one class that overlap, the most confident stays.
 *
 * <p>Boxes of different classes never suppress each other: one thing can be found twice under two names, once with less confidence.
 */
public final class Detector {
    private final Classifier classifier;
    private final List<String> classNames;
    private final Settings settings;

    /**
     * What a detector can be told.
     *
     * @param thresholds brightness of the cuts, each 1 to 255, at least one; darker than the lowest one is ground
     * @param minSide shortest longer side of a box, in pixels: smaller ones are noise
     * @param minPixels fewest pixels of a component
     * @param inputSide side of the square images that the classifier takes, in pixels
     * @param iouThreshold overlap above which two boxes of one class are the same thing, in {@code [0, 1]}
     */
    public record Settings(List<Integer> thresholds, int minSide, int minPixels, int inputSide, double iouThreshold) {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Settings {
            thresholds = List.copyOf(thresholds);
            if (thresholds.isEmpty()) {
                throw new IllegalArgumentException("thresholds is empty; a detector cuts at one brightness or more");
            }
            for (int threshold : thresholds) {
                if (threshold < 1 || threshold > 255) {
                    throw new IllegalArgumentException("a threshold is %d; it lies in 1 to 255".formatted(threshold));
                }
            }
            if (minSide < 1 || minPixels < 1 || inputSide < 1) {
                throw new IllegalArgumentException(
                        "minSide, minPixels and inputSide are at least 1; they are %d, %d and %d"
                                .formatted(minSide, minPixels, inputSide));
            }
            Detection.requireShare("iouThreshold", iouThreshold);
        }

        /** Returns the settings for Fashion-MNIST scenes: cuts at 32, 64, 96 and 128, 28 x 28 inputs, overlap 0.3. */
        public static Settings standard() {
            return new Settings(List.of(32, 64, 96, 128), 10, 40, 28, 0.3);
        }
    }

    private Detector(Classifier classifier, List<String> classNames, Settings settings) {
        this.classifier = Objects.requireNonNull(classifier, "classifier");
        this.classNames = List.copyOf(classNames);
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** Returns a detector with {@link Settings#standard()}. */
    public static Detector of(Classifier classifier, List<String> classNames) {
        return new Detector(classifier, classNames, Settings.standard());
    }

    /**
     * Returns a detector.
     *
     * @param classifier trained on bright things on black that fill their square
     * @param classNames the name of class 0, 1, ... of the classifier
     */
    public static Detector of(Classifier classifier, List<String> classNames, Settings settings) {
        return new Detector(classifier, classNames, settings);
    }

    /**
     * Returns what stands in the image, most confident first.
     *
     * <p>More confidence asked gives a part of the same list: never another box.
     *
     * @param confidence the least confidence of a detection, in {@code [0, 1]}
     * @throws IllegalArgumentException if the confidence is outside
     */
    public List<Detection> detect(GrayImage image, double confidence) {
        Detection.requireShare("confidence", confidence);
        return detect(image, proposals(image), confidence);
    }

    /**
     * Returns what stands in these boxes of the image, most confident first.
     *
     * <p>For who wants to count or choose the {@link #proposals(GrayImage)} before the classifier is asked.
     *
     * @param boxes where to look
     * @param confidence the least confidence of a detection, in {@code [0, 1]}
     * @throws IllegalArgumentException if the confidence is outside
     * @throws IndexOutOfBoundsException if a box sticks out of the image
     */
    public List<Detection> detect(GrayImage image, List<Box> boxes, double confidence) {
        Detection.requireShare("confidence", confidence);
        if (boxes.isEmpty()) {
            return List.of();
        }
        float[][] probabilities = classifier.probabilities(
                boxes.stream().map(box -> input(image, box)).toList());
        var found = new ArrayList<Detection>();
        for (int i = 0; i < probabilities.length; i++) {
            float[] row = probabilities[i];
            if (row.length != classNames.size()) {
                throw new IllegalStateException("the classifier gave %d probabilities for %d class names"
                        .formatted(row.length, classNames.size()));
            }
            int best = 0;
            for (int c = 1; c < row.length; c++) {
                if (row[c] > row[best]) {
                    best = c;
                }
            }
            // Rounding can lift a float softmax a hair above 1.
            double share = Math.min(1, row[best]);
            if (share >= confidence) {
                found.add(new Detection(boxes.get(i), classNames.get(best), share));
            }
        }
        return NonMaximumSuppression.of(found, settings.iouThreshold());
    }

    /** Returns the boxes that the classifier is asked about, each once: by threshold, then in reading order. */
    public List<Box> proposals(GrayImage image) {
        Set<Box> boxes = new LinkedHashSet<>();
        for (int threshold : settings.thresholds()) {
            for (Component component : ConnectedComponents.of(image, threshold).components()) {
                Box box = component.box();
                if (Math.max(box.width(), box.height()) >= settings.minSide()
                        && component.pixels() >= settings.minPixels()) {
                    boxes.add(box);
                }
            }
        }
        return List.copyOf(boxes);
    }

    /**
     * Returns the box as the classifier sees it: ground black, padded to a centred square, resized.
     *
     * <p>Resized as {@code torch.nn.functional.interpolate(mode="bilinear", align_corners=False)} does, to the nearest brightness; a box whose
     * longer side is that of the classifier's input is copied unchanged.
     */
    public GrayImage input(GrayImage image, Box box) {
        int side = Math.max(box.width(), box.height());
        int left = (side - box.width()) / 2;
        int top = (side - box.height()) / 2;
        int ground =
                settings.thresholds().stream().min(Comparator.naturalOrder()).orElseThrow();
        int[] square = new int[side * side];
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                int value = image.at(box.x() + x, box.y() + y);
                square[(top + y) * side + left + x] = value < ground ? 0 : value;
            }
        }
        int to = settings.inputSide();
        byte[] pixels = new byte[to * to];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                pixels[y * to + x] =
                        (byte) Math.round(bilinear(square, side, source(x, side, to), source(y, side, to)));
            }
        }
        return GrayImage.of(to, to, pixels);
    }

    private static double source(int pixel, int from, int to) {
        return Math.max(0, (pixel + 0.5) * from / to - 0.5);
    }

    private static double bilinear(int[] square, int side, double x, double y) {
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(x0 + 1, side - 1);
        int y1 = Math.min(y0 + 1, side - 1);
        double right = x - x0;
        double down = y - y0;
        double upper = square[y0 * side + x0] * (1 - right) + square[y0 * side + x1] * right;
        double lower = square[y1 * side + x0] * (1 - right) + square[y1 * side + x1] * right;
        return upper * (1 - down) + lower * down;
    }
}
