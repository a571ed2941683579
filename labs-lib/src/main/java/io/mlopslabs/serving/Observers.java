// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who see every answer of a server. */
record Observers(List<RequestObserver> all) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

    Observers {
        all = List.copyOf(all);
    }

    /** Returns these and one more. */
    Observers and(RequestObserver another) {
        return new Observers(Stream.concat(all.stream(), Stream.of(another)).toList());
    }

    /**
     * Tells every observer of an answer that is about to be sent.
     *
     * @param model empty for none
     * @param operation empty for none
     * @param begin nanosecond of the request's first byte
     */
    void tell(String model, String operation, Answer answer, long begin) {
        if (all.isEmpty()) {
            return;
        }
        Duration duration = Duration.ofNanos(Math.max(0, System.nanoTime() - begin));
        var served = new ServedRequest(model, answer.version(), operation, answer.status(), duration, answer.seen());
        for (RequestObserver observer : all) {
            try {
                observer.answered(served);
            } catch (RuntimeException | Error failure) {
                LOG.error("an observer failed at {} of {}", operation, model, failure);
            }
        }
    }
}
