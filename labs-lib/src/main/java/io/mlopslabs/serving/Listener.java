// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of a server: Jetty and Javalin as this room wants them, on a port that was taken before. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);
    private static final int BACKLOG = 1024; // connections that wait to be accepted
    private static final int SPARE_THREADS = 16; // Jetty's own, and those that answer questions about the server
    private static final int LAST_WORD = 100; // milliseconds that a connection may be silent once the server stops

    private final Javalin javalin;

    private Listener(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Takes the port before anything is loaded: that it is taken should be said at once, and in our words. */
    static ServerSocketChannel bind(String host, int port) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalStateException(problem(host, port, "unknown host"));
        }
        try {
            ServerSocketChannel door = ServerSocketChannel.open();
            try {
                door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return door.bind(address, BACKLOG);
            } catch (IOException refused) {
                door.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new IllegalStateException(problem(host, port, String.valueOf(refused.getMessage())), refused);
        }
    }

    /** Answers on the port from now on. */
    static Listener start(
            ServerSocketChannel door, Routes routes, Observers observers, ServerLimits limits, Duration grace) {
        return new Listener(Javalin.create(config -> {
                    leaveAloneWhatWeDoOurselves(config);
                    config.jetty.threadPool = threads(limits);
                    config.jetty.modifyServer(server -> {
                        server.setHandler(new FrontDoor(limits));
                        server.setErrorHandler(new JsonErrors(observers));
                        server.setStopTimeout(grace.toMillis());
                    });
                    config.jetty.modifyServletContextHandler(
                            context -> context.setErrorHandler(new JsonErrors(observers)));
                    config.jetty.addConnector((server, http) -> connector(server, http, door, limits));
                    routes.register(config.routes);
                })
                .start());
    }

    int port() {
        return javalin.port();
    }

    /** Lets what runs finish within the time of grace. */
    void stop() {
        try {
            // Not javalin.stop(): it logs a stack trace where a request outlives the time of grace.
            javalin.jettyServer().server().stop();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (Exception late) {
            LOG.info("requests that outlived the time of grace were cut off", late);
        }
    }

    private static void leaveAloneWhatWeDoOurselves(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
    }

    private static QueuedThreadPool threads(ServerLimits limits) {
        var threads = new QueuedThreadPool(limits.concurrent() + limits.waiting() + SPARE_THREADS, 4);
        threads.setName("model-server");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerSocketChannel door, ServerLimits limits) {
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(limits.idleTime().toMillis());
        connector.setShutdownIdleTimeout(LAST_WORD);
        try {
            connector.open(door);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the port is bound already
        }
        return connector;
    }

    private static String problem(String host, int port, String reason) {
        String place = "port %d of %s".formatted(port, host);
        if (reason.contains("already in use")) {
            return place + " is taken; stop what listens there, or choose another port";
        }
        if (reason.contains("Permission denied")) {
            return place + " needs root; choose one above 1023";
        }
        return "the server cannot listen on %s (%s); 127.0.0.1 is this machine itself".formatted(place, reason);
    }
}
