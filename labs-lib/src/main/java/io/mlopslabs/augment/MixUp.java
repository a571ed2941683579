// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.augment;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Blends two images, and their labels in the same shares.
 *
 * <p>The share of the first image is drawn from Beta(alpha, alpha), one draw per row; the partner of each row comes from a random
 * permutation, so that each image is a partner once. The paper and torchvision's {@code MixUp} draw one share per batch.
 *
 * @param alpha above 0; 0.2 keeps most images nearly pure, 1 draws all shares alike
 * @see "Zhang et al. 2018, mixup: beyond empirical risk minimization, arXiv:1710.09412"
 */
public record MixUp(double alpha) {
    /**
     * Two images in one.
     *
     * @param image the blend, rounded to whole levels
     * @param first class of the first image
     * @param second class of the second image
     * @param share of the first image, in {@code [0, 1]}; the second has the rest
     */
    public record Mixed(GrayImage image, int first, int second, double share) {
        /**
         * Returns the share of each class; sums to 1.
         *
         * @throws IllegalArgumentException if a class is not below {@code classes}
         */
        public double[] target(int classes) {
            if (first >= classes || second >= classes) {
                throw new IllegalArgumentException("this image mixes classes %d and %d; %d classes end at %d"
                        .formatted(first, second, classes, classes - 1));
            }
            double[] target = new double[classes];
            target[first] += share;
            target[second] += 1 - share;
            return target;
        }
    }

    /** Throws an {@code IllegalArgumentException} if alpha breaks its rule. */
    public MixUp {
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException("alpha is %s; it is a finite number above 0".formatted(alpha));
        }
    }

    /**
     * Returns {@code share * first + (1 - share) * second}, pixel by pixel.
     *
     * @throws IllegalArgumentException if the sizes differ or the share is not in {@code [0, 1]}
     */
    public static GrayImage blend(GrayImage first, GrayImage second, double share) {
        ImageAugmenter.requireShare("share", share);
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new IllegalArgumentException(
                    "the first image is %d x %d and the second %d x %d; only images of one size blend"
                            .formatted(first.width(), first.height(), second.width(), second.height()));
        }
        return Pixels.map(first, (x, y) -> Pixels.level(share * first.at(x, y) + (1 - share) * second.at(x, y)));
    }

    /** Returns one blend per row, whose first image is the row's own. */
    public List<Mixed> apply(ImageSet images, long seed) {
        var random = new SplittableRandom(seed);
        int[] partners = IntStream.range(0, images.size()).toArray();
        Draws.shuffle(partners, random);
        var mixed = new ArrayList<Mixed>();
        for (int row = 0; row < images.size(); row++) {
            double share = Draws.symmetricBeta(random, alpha);
            GrayImage blend = blend(images.image(row), images.image(partners[row]), share);
            mixed.add(new Mixed(blend, images.label(row), images.label(partners[row]), share));
        }
        return mixed;
    }
}
