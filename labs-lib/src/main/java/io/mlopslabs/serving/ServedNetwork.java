// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.engine.ImageClassifier;
import java.nio.file.Path;
import java.util.List;

/** A loaded model of images: grey ones of one size in, a probability per class out. */
non-sealed interface ServedNetwork extends Servable {
    int width();

    int height();

    /** Returns the probability of each class for each image, its pixels row by row from 0 (black) to 1 (white). */
    float[][] probabilities(float[]... images);

    @Override
    default Signature.Images signature() {
        return new Signature.Images(height(), width());
    }

    @Override
    default void tryOut(Path folder) {
        for (float probability : probabilities(new float[width() * height()])[0]) {
            if (!(probability >= 0 && probability <= 1.001f)) { // softmax in 32 bits can end a hair above 1
                throw new IllegalArgumentException(
                        "the model in %s answers a black image with the probability %s".formatted(folder, probability));
            }
        }
    }

    /** One that the engine saved. */
    record Saved(ImageClassifier classifier) implements ServedNetwork {
        @Override
        public int width() {
            return classifier.width();
        }

        @Override
        public int height() {
            return classifier.height();
        }

        @Override
        public List<String> classNames() {
            return classifier.classNames();
        }

        @Override
        public float[][] probabilities(float[]... images) {
            return classifier.network().probabilities(images);
        }

        @Override
        public void close() {
            classifier.close();
        }
    }
}
