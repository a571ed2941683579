// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.mlopslabs.statistics.Proportion;
import java.net.URI;

/**
 * What a gateway counted of one server.
 *
 * @param role the part that the server plays
 * @param server its address
 * @param requests requests that it was given and that have ended
 * @param failures those of them that it did not answer, or answered with a status of 500 or more
 */
public record BackendCounts(Role role, URI server, long requests, long failures) {
    /**
     * Returns the share of failures.
     *
     * @throws IllegalStateException if there was no request yet
     */
    public Proportion failureShare() {
        if (requests == 0) {
            throw new IllegalStateException(
                    "the %s server was given no request yet; a share needs at least one".formatted(role));
        }
        return new Proportion(failures, requests);
    }
}
