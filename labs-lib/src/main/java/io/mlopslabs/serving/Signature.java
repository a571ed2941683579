// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.features.transform.FeatureSpec;

/** What a served model takes. */
sealed interface Signature {
    String NAME = "serving_default";
    String OUTPUT = "probabilities";

    /** Grey images of one size. */
    record Images(int height, int width) implements Signature {
        static final String INPUT = "images";

        /** The largest number taken for a pixel: sums of much larger ones would leave the range of 32 bits inside the network. */
        static final float LARGEST = 1e6f;

        String shape() {
            return "[%d, %d]".formatted(height, width);
        }
    }

    /** Rows of a table. */
    record Table(FeatureSpec columns) implements Signature {
        String names() {
            return String.join(", ", columns.columns().keySet());
        }
    }
}
