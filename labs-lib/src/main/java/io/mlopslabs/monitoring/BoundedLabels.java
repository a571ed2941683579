// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values that a label may take: the first {@code limit} different ones as they are, all later ones as {@code other}.
 *
 * <p>Each value of a label is a time series in Prometheus, kept for good; one taken from a request would let any client fill its memory.
 */
final class BoundedLabels {
    static final String OTHER = "other";

    private final int limit;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedLabels(int limit) {
        this.limit = limit;
    }

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        synchronized (known) {
            if (known.size() < limit) {
                known.add(value);
                return value;
            }
        }
        return OTHER;
    }
}
