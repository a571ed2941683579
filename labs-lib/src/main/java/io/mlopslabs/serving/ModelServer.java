// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.mlopslabs.engine.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running HTTP server that answers with saved models.
 *
 * <p>{@code ModelServer.serving(folder).start()} returns at once when the models are loaded; the server lives on threads of its own until it
 * is closed. The folder is TensorFlow Serving's base path: {@code folder/1}, {@code folder/2}, ... hold the versions, and its name is the
 * model's. New versions are picked up while it runs; one that is damaged or half written is not served, and the old one goes on.
 */
public final class ModelServer implements AutoCloseable {
    private static final int BACKLOG = 1024; // connections that wait to be accepted

    private final Settings settings;
    private final Map<String, ServedModel> models;
    private final Javalin javalin;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ModelServer(Settings settings) {
        this.settings = settings;
        this.models = settings.models();
        ServerSocketChannel door = bind(settings);
        models.values().forEach(ServedModel::refresh);
        var routes = new Routes(models, settings.limits, new Observers(settings.observers), settings.metrics);
        this.javalin = Javalin.create(config -> configure(config, settings, routes, door))
                .start();
        var watcher = new Thread(this::watch, "model-server-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    /**
     * Returns the settings of a server of one or more models: newest version of each, a free port of 127.0.0.1, standard limits.
     *
     * @param base the folder of a model, whose folders with a number are its versions
     * @param more folders of other models
     * @throws IllegalArgumentException if a folder is not there, or two have the same name
     */
    public static Settings serving(Path base, Path... more) {
        var bases = new ArrayList<Path>();
        bases.add(base.toAbsolutePath().normalize());
        for (Path other : more) {
            bases.add(other.toAbsolutePath().normalize());
        }
        for (Path folder : bases) {
            if (!Files.isDirectory(folder) || folder.getFileName() == null) {
                throw new IllegalArgumentException(
                        "%s is not a folder; give the one that holds a model's versions, such as %s"
                                .formatted(folder, folder.resolve("1")));
            }
            if (bases.stream()
                            .filter(one -> folder.getFileName().equals(one.getFileName()))
                            .count()
                    > 1) {
                throw new IllegalArgumentException(
                        "two models are called %s; a server tells them apart by the names of their folders"
                                .formatted(folder.getFileName()));
            }
        }
        return new Settings(
                List.copyOf(bases),
                VersionPolicy.latest(),
                "127.0.0.1",
                0,
                ServerLimits.standard(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                List.of(),
                Optional.empty(),
                ServedNetwork.Loader.of(DeviceChoice.configured()));
    }

    /** Returns the address of the server, such as {@code http://127.0.0.1:8501}, without a slash at its end. */
    public URI uri() {
        return URI.create("http://%s:%d".formatted(settings.host, javalin.port()));
    }

    /** Looks at the folders now instead of at the next poll, and returns when new versions are loaded. */
    public ModelServer refresh() {
        models.values().forEach(ServedModel::refresh);
        return this;
    }

    /** Takes no new requests, lets the running ones finish within the time of grace, and frees the models; closing again does nothing. */
    @Override
    public void close() {
        closed.countDown();
        try {
            javalin.stop();
        } catch (RuntimeException late) {
            // Requests that did not finish in time were cut off: what grace means.
        }
        models.values().forEach(ServedModel::close);
    }

    /** Waits until the server is closed. */
    void join() {
        try {
            closed.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    Collection<ServedModel> models() {
        return models.values();
    }

    /** Takes the port before anything is loaded: that it is taken should be said at once, and in our words. */
    private static ServerSocketChannel bind(Settings settings) {
        var address = new InetSocketAddress(settings.host, settings.port);
        if (address.isUnresolved()) {
            throw new IllegalStateException(problem(settings, "unknown host"));
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
            throw new IllegalStateException(problem(settings, String.valueOf(refused.getMessage())), refused);
        }
    }

    private static String problem(Settings settings, String reason) {
        String place = "port %d of %s".formatted(settings.port, settings.host);
        if (reason.contains("already in use")) {
            return place + " is taken; stop what listens there, or choose another port";
        }
        if (reason.contains("Permission denied")) {
            return place + " needs root; choose one above 1023";
        }
        return "the server cannot listen on %s (%s); 127.0.0.1 is this machine itself".formatted(place, reason);
    }

    private void watch() {
        try {
            while (!closed.await(settings.poll.toMillis(), TimeUnit.MILLISECONDS)) {
                refresh();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void configure(JavalinConfig config, Settings settings, Routes routes, ServerSocketChannel door) {
        ServerLimits limits = settings.limits;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        // Threads that wait for their turn, those that predict, and some for Jetty itself and for questions about the
        // server.
        var threads = new QueuedThreadPool(limits.concurrent() + limits.waiting() + 16, 4);
        threads.setName("model-server");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setHandler(new FrontDoor(limits));
            server.setErrorHandler(new JsonErrors(new Observers(settings.observers)));
            server.setStopTimeout(settings.grace.toMillis());
        });
        config.jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new JsonErrors(new Observers(settings.observers))));
        config.jetty.addConnector((server, http) -> {
            http.setSendServerVersion(false);
            var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
            connector.setIdleTimeout(limits.idleTime().toMillis());
            connector.setShutdownIdleTimeout(100);
            try {
                connector.open(door);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible); // the port is bound already
            }
            return connector;
        });
        routes.register(config.routes);
    }

    /** How a server is to run; immutable, each method returns changed settings. */
    public static final class Settings {
        private final List<Path> bases;
        private final VersionPolicy policy;
        private final String host;
        private final int port;
        private final ServerLimits limits;
        private final Duration poll;
        private final Duration grace;
        private final List<RequestObserver> observers;
        private final Optional<Supplier<String>> metrics;
        private final ServedNetwork.Loader loader;

        private Settings(
                List<Path> bases,
                VersionPolicy policy,
                String host,
                int port,
                ServerLimits limits,
                Duration poll,
                Duration grace,
                List<RequestObserver> observers,
                Optional<Supplier<String>> metrics,
                ServedNetwork.Loader loader) {
            this.bases = bases;
            this.policy = policy;
            this.host = host;
            this.port = port;
            this.limits = limits;
            this.poll = poll;
            this.grace = grace;
            this.observers = observers;
            this.metrics = metrics;
            this.loader = loader;
        }

        /** Sets which versions are served; the newest, if not set. */
        public Settings versions(VersionPolicy served) {
            return new Settings(bases, served, host, port, limits, poll, grace, observers, metrics, loader);
        }

        /** Sets the port, 0 for a free one. */
        public Settings port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("port is %d; it lies in 0 to 65535".formatted(number));
            }
            return new Settings(bases, policy, host, number, limits, poll, grace, observers, metrics, loader);
        }

        /** Sets the address to listen on. {@code 0.0.0.0} lets other machines in; the server asks nobody who they are. */
        public Settings host(String address) {
            return new Settings(bases, policy, address, port, limits, poll, grace, observers, metrics, loader);
        }

        /** Sets the limits. */
        public Settings limits(ServerLimits other) {
            return new Settings(bases, policy, host, port, other, poll, grace, observers, metrics, loader);
        }

        /** Sets the pause between two looks at the folders; a second, if not set. */
        public Settings polledEvery(Duration pause) {
            if (pause.toMillis() < 1) {
                throw new IllegalArgumentException("pause is %s; it is at least a millisecond".formatted(pause));
            }
            return new Settings(bases, policy, host, port, limits, pause, grace, observers, metrics, loader);
        }

        /** Sets how long {@link ModelServer#close()} waits for running requests; 10 seconds, if not set. */
        public Settings grace(Duration longest) {
            if (longest.toMillis() < 1) {
                throw new IllegalArgumentException("grace is %s; it is at least a millisecond".formatted(longest));
            }
            return new Settings(bases, policy, host, port, limits, poll, longest, observers, metrics, loader);
        }

        /** Adds one that sees every answered request. */
        public Settings observedBy(RequestObserver observer) {
            var all = new ArrayList<>(observers);
            all.add(observer);
            return new Settings(bases, policy, host, port, limits, poll, grace, List.copyOf(all), metrics, loader);
        }

        /** Sets what {@code /metrics} answers: Prometheus' text format 0.0.4. */
        public Settings metrics(Supplier<String> text) {
            return new Settings(bases, policy, host, port, limits, poll, grace, observers, Optional.of(text), loader);
        }

        /** Sets what loads a version. */
        Settings loadedBy(ServedNetwork.Loader other) {
            return new Settings(bases, policy, host, port, limits, poll, grace, observers, metrics, other);
        }

        /**
         * Loads the models and opens the port.
         *
         * @throws IllegalStateException if the port is taken
         */
        public ModelServer start() {
            return new ModelServer(this);
        }

        private Map<String, ServedModel> models() {
            var models = new LinkedHashMap<String, ServedModel>();
            for (Path base : bases) {
                var model = new ServedModel(base, policy, loader);
                models.put(model.name(), model);
            }
            return models;
        }
    }
}
