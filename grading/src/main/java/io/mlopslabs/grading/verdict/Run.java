// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run in a sandbox took.
 *
 * @param name {@code all} or the id of the one exercise in it
 * @param wall from the call of the sandbox to its return
 * @param start what the start of the kernel took
 * @param cells what each cell took, in order
 * @param cpu processor time of all its processes by stage: {@code start} with the start of the runner, {@code cells}, {@code probes}, {@code end}; the
 *     engine's own work for a container is not among it
 */
public record Run(String name, Duration wall, Duration start, Map<String, Duration> cells, Map<String, Duration> cpu) {
    public Run {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        cpu = Collections.unmodifiableMap(new LinkedHashMap<>(cpu));
    }
}
