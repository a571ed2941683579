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
 */
public record Run(String name, Duration wall, Duration start, Map<String, Duration> cells) {
    public Run {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
}
