// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.javalin.http.Context;

/** A request as far as it came: what the front door leaves for the routes. */
final class Received {
    static final String ATTRIBUTE = Received.class.getName();

    private final long begin;
    private final byte[] body;
    private final Refusal refusal;

    /**
     * Keeps what came.
     *
     * @param begin nanosecond of the first byte
     * @param refusal why the request is to be refused, or null
     */
    Received(long begin, byte[] body, Refusal refusal) {
        this.begin = begin;
        this.body = body;
        this.refusal = refusal;
    }

    static Received of(Context request) {
        return request.attribute(ATTRIBUTE);
    }

    long begin() {
        return begin;
    }

    byte[] body() {
        return body;
    }

    void requireAdmitted() {
        if (refusal != null) {
            throw refusal;
        }
    }
}
