// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.time.Duration;

/**
 * How much of everything a server takes, so that no client can take it all.
 *
 * @param requestBytes longest body of a request; a longer one is refused with 413
 * @param instances most instances of one prediction, fewer for a model of a table that makes more than 4,096 numbers of a row; more are refused
 *     with 422
 * @param pixels most pixels of an uploaded image, counted before it is decoded; more are refused with 413
 * @param concurrent predictions and detections that run at once; the others wait
 * @param waiting requests that wait at most; one more is refused with 503
 * @param requestTime longest time to receive a body (then 408), and longest time to wait for a turn (then 503)
 * @param idleTime silence after which a connection is closed
 */
public record ServerLimits(
        int requestBytes,
        int instances,
        int pixels,
        int concurrent,
        int waiting,
        Duration requestTime,
        Duration idleTime) {
    /** Throws an {@code IllegalArgumentException} that names the first limit that is not above 0 ({@code waiting} may be 0). */
    public ServerLimits {
        require("requestBytes", requestBytes, 1);
        require("instances", instances, 1);
        require("pixels", pixels, 1);
        require("concurrent", concurrent, 1);
        require("waiting", waiting, 0);
        require("requestTime", requestTime);
        require("idleTime", idleTime);
    }

    /**
     * Returns the limits of a server that is told none: bodies of 8 MiB, 1,024 instances, 4 megapixels (2,048 x 2,048), as many predictions at
     * once as the machine has processors, 256 requests waiting, 10 seconds for a request, 60 seconds of silence.
     */
    public static ServerLimits standard() {
        return new ServerLimits(
                8 << 20,
                1024,
                2048 * 2048,
                Runtime.getRuntime().availableProcessors(),
                256,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    /** Returns these limits with another longest body. */
    public ServerLimits withRequestBytes(int bytes) {
        return new ServerLimits(bytes, instances, pixels, concurrent, waiting, requestTime, idleTime);
    }

    /** Returns these limits with another number of instances. */
    public ServerLimits withInstances(int most) {
        return new ServerLimits(requestBytes, most, pixels, concurrent, waiting, requestTime, idleTime);
    }

    /** Returns these limits with another number of pixels. */
    public ServerLimits withPixels(int most) {
        return new ServerLimits(requestBytes, instances, most, concurrent, waiting, requestTime, idleTime);
    }

    /** Returns these limits with another number of predictions at once. */
    public ServerLimits withConcurrent(int most) {
        return new ServerLimits(requestBytes, instances, pixels, most, waiting, requestTime, idleTime);
    }

    /** Returns these limits with another number of requests that wait. */
    public ServerLimits withWaiting(int most) {
        return new ServerLimits(requestBytes, instances, pixels, concurrent, most, requestTime, idleTime);
    }

    /** Returns these limits with another time for a request. */
    public ServerLimits withRequestTime(Duration longest) {
        return new ServerLimits(requestBytes, instances, pixels, concurrent, waiting, longest, idleTime);
    }

    /** Returns these limits with another time of silence. */
    public ServerLimits withIdleTime(Duration longest) {
        return new ServerLimits(requestBytes, instances, pixels, concurrent, waiting, requestTime, longest);
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("%s is %d; it is at least %d".formatted(name, value, least));
        }
    }

    private static void require(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException("%s is %s; it is at least a millisecond".formatted(name, value));
        }
    }
}
