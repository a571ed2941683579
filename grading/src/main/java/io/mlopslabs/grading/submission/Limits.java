// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import java.time.Duration;
import java.util.Map;

/**
 * How long a rebuilt notebook may run.
 *
 * @param cells seconds of single cells, by id
 * @param each what a cell that is not among them may take
 * @param job what all of them together may take, the start of the kernel among it
 */
public record Limits(Map<String, Duration> cells, Duration each, Duration job) {
    public Limits {
        cells = Map.copyOf(cells);
    }

    Duration of(String cell) {
        return cells.getOrDefault(cell, each);
    }
}
