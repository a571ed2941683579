// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.serving.ServedVersion.Lease;
import io.mlopslabs.serving.ServedVersion.Status;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The program behind {@code ./course serve MODEL_DIR [--port N]}: serves every version of one model until it is stopped.
 *
 * <p>The one class of this room that prints: here the caller is a person at a terminal.
 */
final class ServeCommand {
    private static final int FAILED = 1;

    private ServeCommand() {}

    /** Takes the folder and the port. */
    public static void main(String[] arguments) {
        Optional<ModelServer> server =
                start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), System.out, System.err);
        if (server.isEmpty()) {
            System.exit(FAILED);
        }
        // Ctrl-C runs this; halting here is what makes the exit code 0 instead of the signal's.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.get().close();
            System.out.println("Stopped.");
            Runtime.getRuntime().halt(0);
        }));
        server.get().join();
    }

    /** Starts a server and says where it is; says what is wrong and what to do, and returns none, where it cannot. */
    static Optional<ModelServer> start(Path folder, int port, PrintStream out, PrintStream err) {
        ModelServer server;
        try {
            requireVersions(folder);
            server = ModelServer.serving(folder)
                    .versions(VersionPolicy.all())
                    .port(port)
                    .start();
        } catch (IllegalArgumentException | IllegalStateException problem) {
            err.print(withHint(problem.getMessage()));
            return Optional.empty();
        }
        ServedModel model = server.models().iterator().next();
        if (model.available().isEmpty()) {
            server.close();
            Status newest = model.statuses().get(0);
            err.print(withHint("version %d cannot be served, nor any other: %s"
                    .formatted(newest.version(), newest.errorMessage())));
            return Optional.empty();
        }
        out.print(welcome(model, folder, server));
        out.flush();
        return Optional.of(server);
    }

    private static void requireVersions(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "there is no folder %s; give the one that holds the versions of a model, each in a folder with a number"
                            .formatted(folder));
        }
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute.resolve("model.json")) || TabularFolder.isOne(absolute)) {
            boolean version = ServedModel.isVersion(absolute.getFileName().toString());
            throw new IllegalArgumentException("%s holds a model, not the versions of one; %s"
                    .formatted(
                            folder,
                            version
                                    ? "serve the folder above: ./course serve " + absolute.getParent()
                                    : "move it into a folder with a number, such as %s, and serve %s"
                                            .formatted(folder.resolve("1"), folder)));
        }
        if (ServedModel.versionsIn(absolute).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds no version of a model; a version is a folder with a number, such as %s, that save of ImageClassifier or TabularModel wrote"
                            .formatted(folder, folder.resolve("1")));
        }
    }

    private static String welcome(ServedModel model, Path folder, ModelServer server) {
        List<Long> versions = model.available();
        String numbers = versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        var text = new StringBuilder("Serving %s (version%s %s) at %s; Ctrl-C stops.%n"
                .formatted(model.name(), versions.size() == 1 ? "" : "s", numbers, server.uri()));
        for (Status status : model.statuses()) {
            if (!status.errorMessage().isEmpty()) {
                text.append("Not served: version %d, %s%n".formatted(status.version(), status.errorMessage()));
            }
        }
        String url = server.uri() + "/v1/models/" + model.name();
        return text.append("""

                  curl %1$s
                  %2$s

                %3$s/openapi.json describes every path.
                """.formatted(url, firstRequest(model, folder, url), server.uri()))
                .toString();
    }

    private static String firstRequest(ServedModel model, Path folder, String url) {
        try (Lease newest = model.lease()) {
            return newest.servable() instanceof ServedTable
                    ? "curl -H 'Content-Type: application/json' -d @%s %s:predict"
                            .formatted(
                                    folder.resolve(Long.toString(newest.number()))
                                            .resolve(TabularFolder.EXAMPLES),
                                    url)
                    : "curl -F image=@PICTURE.png -o found.png '%s:detect?confidence=0.5'".formatted(url);
        }
    }

    /** Turns "what is wrong; what to do" into a sentence and a hint. */
    private static String withHint(String problem) {
        int end = problem.lastIndexOf("; ");
        String what = end < 0 ? problem : problem.substring(0, end);
        String hint = end < 0 ? "" : "hint: %s.%n".formatted(problem.substring(end + 2));
        return "%n%s%s.%n%s".formatted(what.substring(0, 1).toUpperCase(Locale.ROOT), what.substring(1), hint);
    }
}
