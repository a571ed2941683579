// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.ImageClassifier;
import java.nio.file.Path;
import java.util.List;

/** A loaded model, whatever it takes: a probability per class comes out. */
sealed interface Servable extends AutoCloseable permits ServedNetwork, ServedTable {
    List<String> classNames();

    /** Returns what it takes. */
    Signature signature();

    /**
     * Answers once, before a client may ask.
     *
     * @param folder what to name
     * @throws IllegalArgumentException if the answer is none
     */
    void tryOut(Path folder);

    @Override
    void close();

    /** What makes one from a version's folder; throws where there is none or only a part of one. */
    @FunctionalInterface
    interface Loader {
        Servable load(Path folder);

        /** Returns the loader of what {@code ImageClassifier.save} and {@link TabularModel#save} wrote. */
        static Loader of(DeviceChoice device) {
            return folder -> TabularFolder.isOne(folder)
                    ? new ServedTable(TabularModel.load(folder))
                    : new ServedNetwork.Saved(ImageClassifier.load(folder, device));
        }
    }
}
