// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says in JSON what Jetty refuses before a route is found, such as a request line that is none. */
final class JsonErrors extends ErrorHandler {
    private final Observers observers;

    JsonErrors(Observers observers) {
        this.observers = observers;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        String said = code == 500
                ? "the server failed"
                : "the request is not HTTP that this server reads: "
                        + (message == null ? HttpStatus.getMessage(code) : message);
        Answer answer = Answer.of(Refusal.of(code, "", said));
        observers.tell("", "", answer, request.getBeginNanoTime());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
