// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.Map;

/** What a server says instead of what was asked for: a status, a sentence, and the place in the request, empty for the whole. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;
    private final transient Map<String, String> headers;

    private Refusal(int status, String field, String message, Map<String, String> headers) {
        super(message, null, false, false); // no stack trace: a refusal is an answer, and hostile clients ask for many
        this.status = status;
        this.field = field;
        this.headers = headers;
    }

    static Refusal of(int status, String field, String message) {
        return new Refusal(status, field, message, Map.of());
    }

    /** 400: not a request that can be read. */
    static Refusal malformed(String field, String message) {
        return of(400, field, message);
    }

    /** 404. */
    static Refusal notFound(String field, String message) {
        return of(404, field, message);
    }

    /** 405; {@code allowed} lists methods separated by commas. */
    static Refusal notAllowed(String method, String allowed) {
        return new Refusal(
                405,
                "",
                "%s is not a method of this path; use %s".formatted(method, allowed),
                Map.of("Allow", allowed));
    }

    /** 413; the connection is closed, as what follows on it may be the rest of the body. */
    static Refusal tooLarge(String field, String message) {
        return of(413, field, message);
    }

    /** 415. */
    static Refusal unsupported(String field, String message) {
        return of(415, field, message);
    }

    /** 422: it can be read, and is not what the model takes. */
    static Refusal unprocessable(String field, String message) {
        return of(422, field, message);
    }

    /** 503: asking again may help. */
    static Refusal unavailable(String message) {
        return new Refusal(503, "", message, Map.of("Retry-After", "1"));
    }

    int status() {
        return status;
    }

    String field() {
        return field;
    }

    Map<String, String> headers() {
        return headers;
    }
}
