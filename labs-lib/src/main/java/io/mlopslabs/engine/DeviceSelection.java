// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.Device;
import java.util.Objects;
import java.util.Optional;

/**
 * The device that will compute, next to the one that was asked for.
 *
 * @param device where arrays and models will live
 * @param requested what was asked for
 * @param notice one sentence for the reader when the wish could not be met, else empty; this package prints nothing
 */
public record DeviceSelection(Device device, DeviceChoice requested, Optional<String> notice) {
    public DeviceSelection {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(requested, "requested");
        Objects.requireNonNull(notice, "notice");
    }

    @Override
    public String toString() {
        String name = Engines.name(device);
        String line = name.equals(requested.toString()) ? name : name + " (asked for: " + requested + ")";
        return notice.map(sentence -> line + "; " + sentence).orElse(line);
    }
}
