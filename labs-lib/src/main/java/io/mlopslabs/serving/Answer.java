// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.serving.ServedRequest.Seen;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back to a client, and what observers learn about it. */
final class Answer {
    static final String JSON = "application/json";
    static final Seen NOTHING = new Seen.Nothing();

    private static final int LONGEST = 1000;

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final long version;
    private final Seen seen;

    private Answer(int status, String contentType, byte[] body, Map<String, String> headers, long version, Seen seen) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
        this.version = version;
        this.seen = seen;
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, Map.of(), 0, NOTHING);
    }

    static Answer json(byte[] body) {
        return of(JSON, body);
    }

    static Answer json(JsonNode body) {
        return json(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(Refusal refusal) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", shortened(refusal.getMessage()));
        if (!refusal.field().isEmpty()) {
            body.put("field", shortened(refusal.field()));
        }
        return json(body).withStatus(refusal.status()).withHeaders(refusal.headers());
    }

    /** Cuts what a client sent and a refusal repeats, such as a name of a megabyte. */
    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    Answer withStatus(int other) {
        return new Answer(other, contentType, body, headers, version, seen);
    }

    Answer withHeaders(Map<String, String> other) {
        return new Answer(status, contentType, body, other, version, seen);
    }

    /** Returns this answer as that of one version of a model. */
    Answer from(long number, Seen what) {
        return new Answer(status, contentType, body, headers, number, what);
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Returns the version that answered, 0 where none did. */
    long version() {
        return version;
    }

    Seen seen() {
        return seen;
    }
}
