// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/**
 * A load test of nobody, once per process, before the first that counts.
 *
 * <p>A JVM that has never sent a request takes 0.1 to 0.3 s for the first, in which dozens more fall due: without this the first report would
 * blame the server for the client's start.
 */
final class Rehearsal {
    private static final LoadTest PLAN =
            new LoadTest(1000, Duration.ofMillis(400), 8, Duration.ofSeconds(5)); // shorter, and the JIT is not done

    private static boolean held;

    private Rehearsal() {}

    /** Returns once it is over; where it cannot be held, the first load test starts cold. */
    static synchronized void once() {
        if (!held) {
            held = true;
            try {
                hold();
            } catch (IOException | InterruptedException notHeld) {
                // Nobody asked for it, so nobody misses it.
            }
        }
    }

    static LoadReport hold() throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            var uri = URI.create(
                    "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
            var request = HttpRequest.newBuilder(uri)
                    .POST(BodyPublishers.ofByteArray(new byte[1024]))
                    .build();
            var loop = new OpenLoop(PLAN, new SystemTicks(), new HttpSender(number -> request, PLAN.timeout()));
            loop.run();
            return loop.report();
        } finally {
            server.stop(0);
        }
    }
}
