// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The body of a message, in memory; two are equal when their bytes are. */
final class Body {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] bytes;

    /** Takes the array as it is: nobody may change it afterwards. */
    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    int size() {
        return bytes.length;
    }

    HttpRequest.BodyPublisher publisher() {
        return bytes.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(bytes);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** Returns the document, empty when the bytes are no JSON. */
    Optional<JsonNode> json() {
        try {
            return Optional.of(JSON.readTree(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the start as text. */
    String start(int mostBytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, mostBytes), StandardCharsets.UTF_8);
        return bytes.length > mostBytes ? start + "…" : start;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
