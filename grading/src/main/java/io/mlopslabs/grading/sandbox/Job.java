// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import io.mlopslabs.grading.notebook.Notebook;
import java.time.Duration;
import java.util.Map;

/**
 * One notebook to run, cell after cell; a cell that fails does not stop the next.
 *
 * @param name what messages call it
 * @param notebook the cells; a code cell's {@code metadata.course.limit} is what it may take, in seconds (default: the job's limit)
 * @param probes inputs of the probe cells by exercise, each the bytes of a JSON file as {@code io.mlopslabs.notebook.Probe} reads it
 * @param limit what all cells together may take; the start of the kernel does not count
 */
public record Job(String name, Notebook notebook, Map<String, byte[]> probes, Duration limit) {
    public Job {
        probes = Map.copyOf(probes);
    }
}
