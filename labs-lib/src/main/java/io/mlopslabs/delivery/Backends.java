// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests on to servers; whatever goes wrong there comes back as an outcome, never as an exception. */
final class Backends {
    /** A request as it goes on. */
    record Call(String method, String pathAndQuery, Headers headers, Body body) {}

    /** What became of a call. */
    sealed interface Outcome {
        /** Returns the status for the client. */
        int status();

        /** The server answered. */
        record Reply(int status, Headers headers, Body body) implements Outcome {}

        /** It did not; status and sentence are for the client. */
        record Failure(int status, String error) implements Outcome {}

        /** Tells whether the server is to blame: it did not answer, or with a status of 500 or more. */
        default boolean failed() {
            return status() >= 500;
        }
    }

    private final HttpClient client;
    private final Duration timeout;
    private final int maxBodyBytes;

    Backends(Duration timeout, int maxBodyBytes) {
        // HTTP/1.1: an offer to upgrade would go out with every first request. Redirects are the client's to follow.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.timeout = timeout;
        this.maxBodyBytes = maxBodyBytes;
    }

    CompletableFuture<Outcome> send(Role role, URI server, Call call) {
        HttpRequest request;
        try {
            request = request(server, call);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    new Outcome.Failure(400, "the request cannot be sent on: " + e.getMessage()));
        }
        var exchange = client.sendAsync(request, head -> new LimitedBody(maxBodyBytes));
        // Not HttpRequest.timeout, which ends with the answer's head: a server can hang in the middle of a body.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, problem) -> {
                    if (problem == null) {
                        return reply(response);
                    }
                    exchange.cancel(true);
                    return failure(role, problem);
                });
    }

    private static HttpRequest request(URI server, Call call) {
        var builder = HttpRequest.newBuilder(Addresses.on(server, call.pathAndQuery()));
        builder.method(call.method(), call.body().publisher());
        for (Headers.Field field : call.headers().request().fields()) {
            builder.header(field.name(), field.value());
        }
        return builder.build();
    }

    private static Outcome reply(HttpResponse<Body> response) {
        var fields = new ArrayList<Headers.Field>();
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> fields.add(new Headers.Field(name, value))));
        return new Outcome.Reply(response.statusCode(), new Headers(fields), response.body());
    }

    private Outcome failure(Role role, Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof LimitedBody.TooLarge) {
                return new Outcome.Failure(
                        502, "the answer of the %s server is larger than %d bytes".formatted(role, maxBodyBytes));
            }
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new Outcome.Failure(503, "the %s server cannot be reached".formatted(role));
        }
        if (cause instanceof TimeoutException) {
            return new Outcome.Failure(
                    504, "the %s server did not answer within %s s".formatted(role, timeout.toMillis() / 1000.0));
        }
        if (cause instanceof IOException) {
            return new Outcome.Failure(502, "the %s server broke off".formatted(role));
        }
        return new Outcome.Failure(502, "the %s server could not be asked: %s".formatted(role, cause));
    }
}
