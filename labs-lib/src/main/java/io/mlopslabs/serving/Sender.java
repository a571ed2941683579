// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.concurrent.CompletionStage;

/** How one request of a load test goes out. */
@FunctionalInterface
interface Sender {
    /** Sends a request and returns at once what will be the status of its answer, or the reason that there is none. */
    CompletionStage<Integer> send(long number);
}
