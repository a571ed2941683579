// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinBindException;
import io.mlopslabs.delivery.Arrival.Refused;
import io.mlopslabs.delivery.Backends.Call;
import io.mlopslabs.delivery.Backends.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * One HTTP door before real servers: it hands each request to the server that a {@link Routing} names, and its answer back.
 *
 * <p>A request goes on with method, path, query, headers and body as they came, less what concerns the one connection; the answer says in
 * {@code X-Served-By} which {@link Role} gave it. What the gateway answers by itself is JSON, {@code {"error": ...}}: 413 for a body that is
 * too large, 408 for one too slow, 400 for one that breaks off; 503 when it is busy or closing or the server cannot be reached, 502 when the
 * server breaks off or answers too much, 504 when it does not answer in time. Nothing is tried twice: a failed canary shows as failed.
 *
 * <p>Listens on 127.0.0.1 only. Bodies are held in memory, up to the limit of the settings each.
 */
public final class Gateway implements AutoCloseable {
    /**
     * What a gateway can be told.
     *
     * @param port to listen on; 0 for one that is free
     * @param timeout how long a client may take for a whole body, and a server for a whole answer; positive
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

        /** Returns the settings for a notebook: a free port, 10 s, 8 MiB, 256 requests. */
        public static Settings standard() {
            return new Settings(0, Duration.ofSeconds(10), 8 << 20, 256);
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
    private static final Duration SPARE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Backends backends;
    private final Arrival arrival;
    private final Semaphore places;
    private final Javalin door;
    private volatile Phase phase;
    private volatile boolean closing;
    private volatile URI uri;

    private Gateway(Routing routing, Settings settings) {
        this.settings = settings;
        this.backends = new Backends(settings.timeout(), settings.maxBodyBytes());
        this.arrival = new Arrival(settings.maxBodyBytes(), settings.timeout());
        this.places = new Semaphore(settings.maxRequests());
        this.phase = new Phase(routing);
        this.door = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.threadPool = threads(settings.maxRequests());
            config.jetty.modifyServer(server -> {
                server.setErrorHandler(new JsonErrors());
                server.setStopTimeout(settings.timeout().plus(SPARE).toMillis());
            });
            config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrors()));
            config.jetty.addConnector((server, http) -> connector(server, http, settings));
            config.routes.before(context -> {
                answer(context.req(), context.res());
                context.skipRemainingHandlers();
            });
        });
    }

    private static ThreadPool threads(int maxRequests) {
        // More than the places: who is turned away or still sending needs a thread too.
        var threads = new QueuedThreadPool(maxRequests + 64, 4);
        threads.setName("gateway");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Settings settings) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false); // the server's own is handed on
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(settings.port());
        // Longer than a server may take: Jetty counts the wait for it as silence.
        connector.setIdleTimeout(SILENCE.plus(settings.timeout()).toMillis());
        connector.setShutdownIdleTimeout(100);
        connector.setAcceptQueueSize(1024);
        return connector;
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
            gateway.uri = URI.create("http://%s:%d".formatted(HOST, gateway.door.port()));
        } catch (JavalinBindException taken) {
            throw new IllegalStateException(
                    "port %d of %s is taken or may not be used; choose another, or 0 for a free one"
                            .formatted(settings.port(), HOST),
                    taken);
        }
        return gateway;
    }

    /** Returns the address to ask, such as {@code http://127.0.0.1:40123}. */
    public URI uri() {
        return uri;
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

    /** Takes no more requests, lets those at work end and closes the door; a second call does nothing. */
    @Override
    public void close() {
        closing = true;
        try {
            door.stop();
        } catch (RuntimeException late) {
            // Somebody who sends or reads too slowly was cut off: all that could be waited for has ended.
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) {
        response.setContentType(null); // Javalin's text/plain is not the server's word
        try {
            if (closing) {
                throw new Refused(503, "the gateway is closing");
            }
            Body body = arrival.body(request);
            try {
                forward(call(request, body), response);
            } finally {
                arrival.release(body);
            }
        } catch (Refused e) {
            if (e.status() == 503) {
                response.setHeader("Retry-After", "1");
            }
            response.setHeader("Connection", "close");
            refuse(response, e.status(), e.getMessage());
        }
    }

    private void forward(Call call, HttpServletResponse response) throws Refused {
        if (!places.tryAcquire()) {
            throw new Refused(503, "%d requests are at work already; try again".formatted(settings.maxRequests()));
        }
        Phase now = phase;
        Role role = now.choose(call.headers());
        Outcome outcome;
        try {
            CompletableFuture<Outcome> live = backends.send(role, now.server(role), call);
            if (now.routing() instanceof Routing.Shadow && now.comparisons().begin()) {
                shadow(now, call, live);
            }
            outcome = live.join();
        } finally {
            places.release();
        }
        now.count(role, outcome);
        hand(outcome, role, response);
    }

    private static void hand(Outcome outcome, Role role, HttpServletResponse response) {
        response.setHeader("X-Served-By", role.toString());
        if (outcome instanceof Outcome.Reply reply) {
            response.setStatus(reply.status());
            for (Headers.Field field : reply.headers().response().fields()) {
                response.addHeader(field.name(), field.value());
            }
            write(response, reply.body());
        } else if (outcome instanceof Outcome.Failure failure) {
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

    private static Call call(HttpServletRequest request, Body body) throws Refused {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String pathAndQuery = request.getRequestURI() + query;
        if (!Addresses.isPath(pathAndQuery)) {
            throw new Refused(
                    400, "'%s' is not the path of a URI: write its characters as %%XX".formatted(pathAndQuery));
        }
        var fields = new ArrayList<Headers.Field>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                fields.add(new Headers.Field(name, value));
            }
        }
        return new Call(request.getMethod(), pathAndQuery, new Headers(fields), body);
    }

    private static void refuse(HttpServletResponse response, int status, String error) {
        response.setStatus(status);
        response.setContentType("application/json");
        write(response, new Body(JsonErrors.body(error)));
    }

    private static void write(HttpServletResponse response, Body body) {
        try {
            if (body.size() > 0) {
                response.setContentLength(body.size());
            }
            body.writeTo(response.getOutputStream());
        } catch (IOException e) {
            // The client has left; what it asked for was counted, and nobody is there to be told.
        }
    }
}
