// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import io.mlopslabs.data.GrayImage;
import java.util.List;
import java.util.Objects;

/**
 * A picture, and what really stands in it.
 *
 * @param image the picture
 * @param truth each thing and the smallest box around its ink, in the order in which they were placed
 */
public record Scene(GrayImage image, List<Truth> truth) {
    /**
     * One thing that really is there.
     *
     * @param box the smallest box around its ink
     * @param label name of its class
     */
    public record Truth(Box box, String label) {
        public Truth {
            Objects.requireNonNull(box, "box");
            Objects.requireNonNull(label, "label");
        }
    }

    public Scene {
        Objects.requireNonNull(image, "image");
        truth = List.copyOf(truth);
    }
}
