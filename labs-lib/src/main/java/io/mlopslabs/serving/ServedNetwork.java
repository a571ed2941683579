// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.ImageClassifier;
import java.nio.file.Path;
import java.util.List;

/** A loaded model: grey images of one size in, a probability per class out. */
interface ServedNetwork extends AutoCloseable {
    int width();

    int height();

    List<String> classNames();

    /** Returns the probability of each class for each image, its pixels row by row from 0 (black) to 1 (white). */
    float[][] probabilities(float[]... images);

    @Override
    void close();

    /** What makes one from a version's folder; throws where there is none or only a part of one. */
    @FunctionalInterface
    interface Loader {
        ServedNetwork load(Path folder);

        /** Returns the loader of what {@code ImageClassifier.save} wrote. */
        static Loader of(DeviceChoice device) {
            return folder -> new Saved(ImageClassifier.load(folder, device));
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
