// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on loopback that answers every request the same way, and counts them. */
final class StubServer implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final Javalin server;

    private StubServer(Handler answer) {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.http.maxRequestSize = 1 << 24;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.routes.before(context -> {
                requests.incrementAndGet();
                context.bodyAsBytes(); // Jetty closes a connection whose request was answered unread
                answer.handle(context);
                context.skipRemainingHandlers();
            });
        });
        server.start();
    }

    static StubServer answering(Handler answer) {
        return new StubServer(answer);
    }

    static StubServer saying(String text) {
        return answering(context -> context.result(text));
    }

    static StubServer json(String json) {
        return answering(context -> context.contentType("application/json").result(json));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop();
    }
}
