// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

/**
 * Sees every request that a server has answered, for metrics, logs and drift detectors.
 *
 * <p>Called once per request, after the answer is known, on the thread that answered it, so several calls may run at once. An observer that throws
 * loses its observation and harms nobody: the answer goes out all the same.
 */
@FunctionalInterface
public interface RequestObserver {
    /** Takes note of one answered request. */
    void answered(ServedRequest request);
}
