// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.data.GrayImage;
import java.util.List;

/** What names the crops; {@code ImageClassifier::probabilities} of the engine is one. */
@FunctionalInterface
public interface Classifier {
    /** Returns the probability of each class for each image, shape (images, classes). */
    float[][] probabilities(List<GrayImage> images);
}
