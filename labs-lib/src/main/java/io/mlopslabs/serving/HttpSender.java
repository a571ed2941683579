// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** Sends over HTTP/1.1, with a deadline for the whole exchange. */
final class HttpSender implements Sender {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // else the first request on each connection asks to change to HTTP/2
            // All on the client's one selector thread: what is done with an answer is short, and handing each to
            // another
            // thread takes two fifths of the client's time, from the same cores that the server may need.
            .executor(Runnable::run)
            .build();
    private final LongFunction<HttpRequest> requests;
    private final Duration timeout;

    HttpSender(LongFunction<HttpRequest> requests, Duration timeout) {
        this.requests = requests;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Integer> send(long number) {
        var exchange = client.sendAsync(requests.apply(number), HttpResponse.BodyHandlers.discarding());
        // The request's own timeout ends with the head of the answer; a body that never ends would be waited for.
        return exchange.copy()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true)) // without effect on what is complete
                .thenApply(HttpResponse::statusCode);
    }
}
