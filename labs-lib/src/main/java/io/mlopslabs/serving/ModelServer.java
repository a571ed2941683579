// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.engine.DeviceChoice;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running HTTP server that answers with saved models, of grey images or of rows of a table.
 *
 * <p>{@code ModelServer.serving(folder).start()} returns when the models are loaded; the server then lives on threads of its own until it is
 * closed. The folder is TensorFlow Serving's base path: {@code folder/1}, {@code folder/2}, ... hold the versions, and its name is the
 * model's. New versions are picked up while it runs; one that is damaged or half written is not served, and the old one serves on.
 *
 * <p>Several servers may serve one folder, and a version that is served may be deleted: it is in memory.
 */
public final class ModelServer implements AutoCloseable {
    private static final String ANYWHERE = "0.0.0.0";
    private static final String THIS_MACHINE = "127.0.0.1";

    private final Settings settings;
    private final Map<String, ServedModel> models = new LinkedHashMap<>();
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ModelServer(Settings settings) {
        this.settings = settings;
        ServerSocketChannel door = Listener.bind(settings.host, settings.port);
        for (Path base : settings.bases) {
            var model = new ServedModel(base, settings.policy, settings.loader);
            models.put(model.name(), model);
            model.refresh();
        }
        var routes = new Routes(models, settings.limits, settings.observers, settings.metrics);
        this.listener = Listener.start(door, routes, settings.observers, settings.limits, settings.grace);
        var watcher = new Thread(this::watch, "model-server-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    /**
     * Returns the settings of a server of one or more models: the newest version of each, a free port of 127.0.0.1, standard limits.
     *
     * @param base the folder of a model, whose folders with a number are its versions; it may hold none yet
     * @param more folders of other models
     * @throws IllegalArgumentException if a folder is not there, or two have the same name
     */
    public static Settings serving(Path base, Path... more) {
        List<Path> bases = Stream.concat(Stream.of(base), Stream.of(more))
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
        for (int i = 0; i < bases.size(); i++) {
            Path folder = bases.get(i);
            if (!Files.isDirectory(folder) || folder.getFileName() == null) {
                throw new IllegalArgumentException(
                        "%s is not a folder; give the one that holds a model's versions, such as %s"
                                .formatted(folder, folder.resolve("1")));
            }
            if (bases.subList(0, i).stream().anyMatch(one -> one.getFileName().equals(folder.getFileName()))) {
                throw new IllegalArgumentException(
                        "two models are called %s; a server tells them apart by the names of their folders"
                                .formatted(folder.getFileName()));
            }
        }
        return new Settings(bases);
    }

    /** Returns the address of the server, such as {@code http://127.0.0.1:8501}, without a slash at its end. */
    public URI uri() {
        String host = settings.host.equals(ANYWHERE) ? THIS_MACHINE : settings.host;
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, listener.port()));
    }

    /** Looks at the folders now instead of at the next poll, and returns this server when what is new is loaded. */
    public ModelServer refresh() {
        models.values().forEach(ServedModel::refresh);
        return this;
    }

    /**
     * Takes no new requests, lets the running ones finish within the time of grace, and frees the models; closing again does nothing.
     *
     * <p>What still runs after the time of grace is cut off; the memory of its model is freed when it is through.
     */
    @Override
    public void close() {
        listener.stop();
        models.values().forEach(ServedModel::close);
        closed.countDown();
    }

    @Override
    public String toString() {
        return "ModelServer at %s: %s"
                .formatted(
                        uri(),
                        models.values().stream()
                                .map(model -> model.name() + " " + model.available())
                                .collect(Collectors.joining(", ")));
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

    private void watch() {
        try {
            while (!closed.await(settings.pause.toMillis(), TimeUnit.MILLISECONDS)) {
                refresh();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** How a server is to run; immutable, each method returns changed settings. */
    public static final class Settings {
        private final List<Path> bases;
        private VersionPolicy policy = VersionPolicy.latest();
        private String host = THIS_MACHINE;
        private int port;
        private ServerLimits limits = ServerLimits.standard();
        private Duration pause = Duration.ofSeconds(1);
        private Duration grace = Duration.ofSeconds(10);
        private Observers observers = new Observers(List.of());
        private Optional<Supplier<String>> metrics = Optional.empty();
        private Servable.Loader loader = Servable.Loader.of(DeviceChoice.configured());

        private Settings(List<Path> bases) {
            this.bases = bases;
        }

        /** Returns a copy after a change, which nobody else has seen yet. */
        private Settings with(Consumer<Settings> change) {
            var copy = new Settings(bases);
            copy.policy = policy;
            copy.host = host;
            copy.port = port;
            copy.limits = limits;
            copy.pause = pause;
            copy.grace = grace;
            copy.observers = observers;
            copy.metrics = metrics;
            copy.loader = loader;
            change.accept(copy);
            return copy;
        }

        /** Sets which versions are served; the newest, if not set. */
        public Settings versions(VersionPolicy served) {
            Objects.requireNonNull(served, "served");
            return with(copy -> copy.policy = served);
        }

        /**
         * Sets the port; a free one, if not set.
         *
         * @param number 1 to 65535, or 0 for a free one
         * @throws IllegalArgumentException if the number is outside
         */
        public Settings port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("port is %d; it lies in 0 to 65535".formatted(number));
            }
            return with(copy -> copy.port = number);
        }

        /**
         * Sets the address to listen on; 127.0.0.1, if not set, where only programs on this machine reach it.
         *
         * @param address such as {@code 0.0.0.0}, which lets every machine in: the server asks nobody who they are
         */
        public Settings host(String address) {
            Objects.requireNonNull(address, "address");
            return with(copy -> copy.host = address);
        }

        /** Sets how much a server takes; {@link ServerLimits#standard()}, if not set. */
        public Settings limits(ServerLimits most) {
            Objects.requireNonNull(most, "most");
            return with(copy -> copy.limits = most);
        }

        /**
         * Sets the pause between two looks at the folders; a second, if not set.
         *
         * @throws IllegalArgumentException if it is below a millisecond
         */
        public Settings polledEvery(Duration time) {
            requirePositive("pause", time);
            return with(copy -> copy.pause = time);
        }

        /**
         * Sets how long {@link ModelServer#close()} waits for running requests; 10 seconds, if not set.
         *
         * @throws IllegalArgumentException if it is below a millisecond
         */
        public Settings grace(Duration longest) {
            requirePositive("grace", longest);
            return with(copy -> copy.grace = longest);
        }

        /** Adds one that sees every answer before it is sent. */
        public Settings observedBy(RequestObserver observer) {
            Objects.requireNonNull(observer, "observer");
            return with(copy -> copy.observers = observers.and(observer));
        }

        /**
         * Sets what {@code /metrics} answers; without it there is no such path.
         *
         * @param text makes a page of Prometheus' text format 0.0.4; called at each request, by several threads at once
         */
        public Settings metrics(Supplier<String> text) {
            return with(copy -> copy.metrics = Optional.of(text));
        }

        /** Sets what loads a version. */
        Settings loadedBy(Servable.Loader other) {
            return with(copy -> copy.loader = other);
        }

        /**
         * Loads the models, opens the port and returns the server, which the caller closes.
         *
         * <p>A model without a version that can be served does not keep the server from starting: {@code /health} says what is missing.
         *
         * @throws IllegalStateException if the port is taken or may not be used; says what to do
         */
        public ModelServer start() {
            return new ModelServer(this);
        }

        private static void requirePositive(String name, Duration time) {
            if (time.toMillis() < 1) {
                throw new IllegalArgumentException("%s is %s; it is at least a millisecond".formatted(name, time));
            }
        }
    }
}
