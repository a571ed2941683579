// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the gateway says by itself, in JSON; as Jetty's error handler also what Jetty refuses before it looks further. */
final class JsonErrors extends ErrorHandler {
    static byte[] body(String error) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", error)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String error = code >= 500 || message == null ? "the request could not be handed on" : message;
        response.write(true, ByteBuffer.wrap(body(error)), callback);
    }
}
