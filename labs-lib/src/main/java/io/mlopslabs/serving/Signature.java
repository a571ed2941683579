// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

/** What a served model takes: grey images of one size. */
record Signature(int height, int width) {
    static final String NAME = "serving_default";
    static final String INPUT = "images";
    static final String OUTPUT = "probabilities";

    /** The largest number taken for a pixel: sums of much larger ones would leave the range of 32 bits inside the network. */
    static final float LARGEST = 1e6f;

    static Signature of(ServedNetwork network) {
        return new Signature(network.height(), network.width());
    }

    String shape() {
        return "[%d, %d]".formatted(height, width);
    }
}
