// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a job ended, and what it took.
 *
 * @param kind in which way
 * @param cell id of the cell that it ended in, empty if it went through
 * @param exit exit code of a kernel that ended by itself, negative for a signal; 3 is the JVM's own where memory ran out, or a {@code System.exit(3)}
 * @param oomKilled true if the kernel of the operating system ended it for want of memory
 * @param start what the start of the Java kernel took
 * @param cells what each cell took that ran, by cell id in order; the one that it ended in too
 * @param cpu processor time of the runner, the kernel and all that they started, by stage: {@code start}, {@code cells}, {@code probes}, {@code end};
 *     empty where the runner could not tell
 */
public record Ending(
        Kind kind,
        String cell,
        OptionalInt exit,
        boolean oomKilled,
        Duration start,
        Map<String, Duration> cells,
        Map<String, Duration> cpu) {
    /** The ways in which a job ends. */
    public enum Kind {
        /** Every cell was run, whether or not it failed. */
        OK,
        /** The Java kernel ended by itself. */
        DIED,
        /** A cell or the whole job reached its limit. */
        TIMEOUT,
        /** A cell or the whole job said more than it may. */
        OUTPUT
    }

    public Ending {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        cpu = Collections.unmodifiableMap(new LinkedHashMap<>(cpu));
    }
}
