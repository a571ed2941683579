// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** The engine as Testcontainers finds it, behind calls that end: none of the client's own has a limit. */
final class ContainerEngine {
    /** What any call but a run may take; the slowest seen, a start on a busy machine, took 3 s. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> SETTINGS =
            List.of("TESTCONTAINERS_RYUK_DISABLED", "TESTCONTAINERS_HOST_OVERRIDE");
    private static final String HINT = "; ./course doctor says whether an engine answers";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "container-engine");
        thread.setDaemon(true); // a call that never returns must not keep the command alive
        return thread;
    });
    private DockerClient client;
    private long processors;

    private ContainerEngine() {}

    /** Connects, and removes what a grader left behind that was killed. */
    static ContainerEngine connect() throws InfrastructureException {
        for (String setting : SETTINGS) {
            if (System.getenv(setting) == null) {
                throw new InfrastructureException(
                        setting + " is not set, and Testcontainers would pull an image of its own; ./course sets it");
            }
        }
        var engine = new ContainerEngine();
        engine.client = engine.ask(
                "answer", () -> quietly(() -> DockerClientFactory.instance().client()));
        refuseAnother(System.getenv("DOCKER_HOST"));
        engine.processors = engine.ask(
                        "describe itself", () -> engine.client.infoCmd().exec())
                .getNCPU();
        engine.removeOrphans();
        return engine;
    }

    /** Where nothing answers at the address that was asked for, Testcontainers takes whatever else it finds. */
    private static void refuseAnother(String wanted) throws InfrastructureException {
        String found = DockerClientFactory.instance()
                .getTransportConfig()
                .getDockerHost()
                .toString();
        if (wanted != null && !wanted.equals(found)) {
            throw new InfrastructureException("DOCKER_HOST names " + wanted
                    + ", and nothing answers there; start that engine, or unset DOCKER_HOST to use the one at "
                    + found);
        }
    }

    /** Testcontainers notes the engine that it found in the home folder; the next start finds it as quickly without. */
    private static DockerClient quietly(Callable<DockerClient> connecting) throws Exception {
        Path notes = Path.of(System.getProperty("user.home"), ".testcontainers.properties");
        Optional<byte[]> before = Files.exists(notes) ? Optional.of(Files.readAllBytes(notes)) : Optional.empty();
        try {
            return connecting.call();
        } finally {
            if (before.isPresent()) {
                Files.write(notes, before.get());
            } else {
                Files.deleteIfExists(notes);
            }
        }
    }

    DockerClient client() {
        return client;
    }

    /** Returns how many processors the engine has; it refuses a container that asks for more. */
    long processors() {
        return processors;
    }

    void requireImage(String image) throws InfrastructureException {
        try {
            ask("look for the image " + image, () -> client.inspectImageCmd(image)
                    .exec());
        } catch (InfrastructureException e) {
            if (e.getCause() instanceof NotFoundException) {
                throw new InfrastructureException(
                        "There is no image " + image + "; docker/image.sh sandbox builds it", e.getCause());
            }
            throw e;
        }
    }

    private void removeOrphans() throws InfrastructureException {
        for (Container container : labelled(Owner.LABEL)) {
            if (!Owner.parse(container.getLabels().get(Owner.LABEL)).lives()) {
                remove(container.getId());
            }
        }
    }

    /** Returns the containers with a label, running or not; {@code label} is its name, or {@code name=value}. */
    List<Container> labelled(String label) throws InfrastructureException {
        return ask("list its containers", () -> client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec());
    }

    /** Removes a container, running or not, and its volumes; one that is gone is no fault. */
    void remove(String container) throws InfrastructureException {
        try {
            ask("remove a container", () -> client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (InfrastructureException e) {
            if (!(e.getCause() instanceof NotFoundException) && !(e.getCause() instanceof ConflictException)) {
                throw e; // the other two: it is gone, or another thread is removing it
            }
        }
    }

    /**
     * Asks the engine for something, at most for {@link #PATIENCE}; {@code what} follows "The container engine could not".
     *
     * <p>A call that is given up is not interrupted: its clean-up would be as well, and it ends with its container.
     */
    <T> T ask(String what, Callable<T> call) throws InfrastructureException {
        return ask(what, PATIENCE, call);
    }

    <T> T ask(String what, Duration limit, Callable<T> call) throws InfrastructureException {
        try {
            return threads.submit(call).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new InfrastructureException(
                    "The container engine could not " + what + " (" + reason(e.getCause()) + ")" + HINT, e.getCause());
        } catch (TimeoutException e) {
            throw new InfrastructureException(
                    "The container engine could not " + what + " within " + limit.toSeconds() + " s" + HINT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Stopped while the container engine was to " + what, e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return words.strip().replaceAll("\\s+", " ");
    }
}
