// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.mlopslabs.delivery.Backends.Call;
import io.mlopslabs.delivery.Backends.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * One HTTP door before real servers: it hands each request to the server that a {@link Routing} names, and its answer back.
 *
 * <p>A request goes on with method, path, query, headers and body as they came, less what concerns the one connection; the answer says in
 * {@code X-Served-By} which {@link Role} gave it. What the gateway answers by itself is JSON, {@code {"error": ...}}: 413 for a body that is
 * too large, 503 when it is busy or closing or the server cannot be reached, 502 when the server breaks off or answers too much, 504 when it
 * does not answer in time. Nothing is tried twice: a failed canary shows as failed.
 *
 * <p>Listens on 127.0.0.1 only. Bodies are held in memory, up to the limit of the settings each.
 */
public final class Gateway implements AutoCloseable {
    /**
     * What a gateway can be told.
     *
     * @param port to listen on; 0 for one that is free
     * @param timeout how long a server may take for a whole answer; positive
     * @param maxBodyBytes size of the largest body of a request or an answer; 1 or more
     * @param maxRequests requests at work at once, more are turned away with 503; 1 or more
     */
    public record Settings(int port, Duration timeout, int maxBodyBytes, int maxRequests) {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Settings {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port is %d; it lies in 0 to 65535".formatted(port));
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout is %s; give a positive one".formatted(timeout));
            }
            if (maxBodyBytes < 1 || maxRequests < 1) {
                throw new IllegalArgumentException("maxBodyBytes and maxRequests are at least 1; they are %d and %d"
                        .formatted(maxBodyBytes, maxRequests));
            }
        }

        /** Returns the settings for a notebook: a free port, 10 s, 16 MiB, 64 requests. */
        public static Settings standard() {
            return new Settings(0, Duration.ofSeconds(10), 16 << 20, 64);
        }

        /** Returns these settings with another port. */
        public Settings port(int port) {
            return new Settings(port, timeout, maxBodyBytes, maxRequests);
        }

        /** Returns these settings with another timeout. */
        public Settings timeout(Duration timeout) {
            return new Settings(port, timeout, maxBodyBytes, maxRequests);
        }

        /** Returns these settings with another size of the largest body. */
        public Settings maxBodyBytes(int bytes) {
            return new Settings(port, timeout, bytes, maxRequests);
        }

        /** Returns these settings with another number of requests at work at once. */
        public Settings maxRequests(int requests) {
            return new Settings(port, timeout, maxBodyBytes, requests);
        }
    }

    private static final String HOST = "127.0.0.1";
    // A client that is still sending reads no answer; so much of a body too large is thrown away to let it finish.
    private static final long MOST_DRAINED_BYTES = 256L << 20;
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final Settings settings;
    private final Backends backends;
    private final Semaphore places;
    private final Javalin door;
    private volatile Phase phase;
    private volatile boolean closing;

    private Gateway(Routing routing, Settings settings) {
        this.settings = settings;
        this.backends = new Backends(settings.timeout(), settings.maxBodyBytes());
        this.places = new Semaphore(settings.maxRequests());
        this.phase = new Phase(routing);
        this.door = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.host = HOST;
            config.jetty.port = settings.port();
            config.jetty.modifyServer(server -> {
                server.insertHandler(new GracefulHandler());
                server.setStopTimeout(CLOSING.toMillis());
            });
            config.routes.before(context -> {
                answer(context.req(), context.res());
                context.skipRemainingHandlers();
            });
        });
    }

    /** Opens a gateway with {@link Settings#standard()}. */
    public static Gateway start(Routing routing) {
        return start(routing, Settings.standard());
    }

    /**
     * Opens a gateway.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static Gateway start(Routing routing, Settings settings) {
        var gateway = new Gateway(Objects.requireNonNull(routing, "routing"), settings);
        try {
            gateway.door.start();
        } catch (RuntimeException e) {
            gateway.door.stop();
            throw new IllegalStateException(
                    "port %d of %s cannot be opened; give another, or 0 for a free one"
                            .formatted(settings.port(), HOST),
                    e);
        }
        return gateway;
    }

    /** Returns the address to ask, such as {@code http://127.0.0.1:40123}. */
    public URI uri() {
        return URI.create("http://" + HOST + ":" + door.port());
    }

    /** Returns the plan in force. */
    public Routing routing() {
        return phase.routing();
    }

    /**
     * Changes the plan, at once and for every later request; those at work end where they began.
     *
     * <p>Counts and comparisons start anew: numbers of two plans do not mix.
     */
    public void route(Routing routing) {
        phase = new Phase(Objects.requireNonNull(routing, "routing"));
    }

    /** Returns what was counted of each server of the plan in force, since it is in force. */
    public List<BackendCounts> counts() {
        return phase.counts();
    }

    /**
     * Returns what was counted of one server of the plan in force.
     *
     * @throws IllegalArgumentException if the plan has no such role
     */
    public BackendCounts counts(Role role) {
        List<BackendCounts> counts = phase.counts();
        return counts.stream()
                .filter(backend -> backend.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no %s server; it has %s"
                        .formatted(
                                role, counts.stream().map(BackendCounts::role).toList())));
    }

    /**
     * Returns what the shadow of the plan in force did, once none of its calls is running or after {@code wait}.
     *
     * @throws IllegalStateException if the plan has no shadow
     */
    public ShadowReport shadowReport(Duration wait) {
        Phase now = phase;
        if (!(now.routing() instanceof Routing.Shadow)) {
            throw new IllegalStateException("the plan has no shadow; give route a Routing.shadow first");
        }
        return now.comparisons().report(wait);
    }

    /** Takes no more requests, lets those at work end (20 s at most) and closes the door; a second call does nothing. */
    @Override
    public void close() {
        closing = true;
        door.stop();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (closing) {
            response.setHeader("Connection", "close");
            refuse(response, 503, "the gateway is closing");
            return;
        }
        if (!places.tryAcquire()) {
            response.setHeader("Retry-After", "1");
            refuse(response, 503, "%d requests are at work already; try again".formatted(settings.maxRequests()));
            return;
        }
        try {
            Body body = body(request);
            if (body == null) {
                refuse(response, 413, "the body is larger than %d bytes".formatted(settings.maxBodyBytes()));
                return;
            }
            forward(call(request, body), response);
        } finally {
            places.release();
        }
    }

    private void forward(Call call, HttpServletResponse response) throws IOException {
        Phase now = phase;
        Role role = now.choose(call.headers());
        CompletableFuture<Outcome> live = backends.send(role, now.server(role), call);
        if (now.routing() instanceof Routing.Shadow && now.comparisons().begin()) {
            shadow(now, call, live);
        }
        Outcome outcome = live.join();
        now.count(role, outcome);
        if (outcome instanceof Outcome.Reply reply) {
            response.setStatus(reply.status());
            for (Headers.Field field : reply.headers().response().fields()) {
                response.addHeader(field.name(), field.value());
            }
            response.setHeader("X-Served-By", role.toString());
            reply.body().writeTo(response.getOutputStream());
        } else if (outcome instanceof Outcome.Failure failure) {
            response.setHeader("X-Served-By", role.toString());
            refuse(response, failure.status(), failure.error());
        }
    }

    private void shadow(Phase now, Call call, CompletableFuture<Outcome> live) {
        var candidate = backends.send(Role.CANDIDATE, now.server(Role.CANDIDATE), call);
        String name = call.method() + " " + call.pathAndQuery();
        var unused = live.thenAcceptBothAsync(candidate, (answer, shadow) -> {
            now.count(Role.CANDIDATE, shadow);
            now.comparisons().end(name, answer, shadow);
        });
    }

    private static Call call(HttpServletRequest request, Body body) {
        var fields = new ArrayList<Headers.Field>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                fields.add(new Headers.Field(name, value));
            }
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return new Call(request.getMethod(), request.getRequestURI() + query, new Headers(fields), body);
    }

    /** Returns the body, or {@code null} when it is too large. */
    private Body body(HttpServletRequest request) throws IOException {
        boolean waits = request.getHeader("Expect") != null;
        if (request.getContentLengthLong() > settings.maxBodyBytes() && waits) {
            return null; // the client has not sent it, and need not
        }
        InputStream in = request.getInputStream();
        byte[] body = request.getContentLengthLong() > settings.maxBodyBytes()
                ? null
                : in.readNBytes(settings.maxBodyBytes());
        if (body != null && in.read() < 0) {
            return new Body(body);
        }
        in.skip(MOST_DRAINED_BYTES);
        return null;
    }

    private static void refuse(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(JsonNodeFactory.instance
                        .objectNode()
                        .put("error", error)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
