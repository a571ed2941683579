// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Runs each job in a container of its own, for work that nobody vouches for.
 *
 * <p>The container has no network, a root that cannot be written to, 256 MB of memory disk for the job and its temporary files, 2 GB of memory with all
 * of these, 256 processes and threads, two processors, and a plain user without any capability. In it the image's own {@code kernel/sandbox.py} runs the
 * notebook; it holds nothing worth reading, no answer and no verdict.
 *
 * <p>The container is removed at the end of the job, whatever happened. What a killed grader left behind is removed when the next one starts,
 * and ends by itself ten minutes after the longest job would have.
 *
 * <p>Works with every engine that speaks Docker's API from 1.32 on; nothing is ever pulled.
 */
public final class ContainerSandbox implements Sandbox {
    /** What the start of the Java kernel may take, and the writing of the results: this much over its limit a job is stopped from outside. */
    private static final Duration MARGIN = Duration.ofSeconds(90);

    private static final String STARTED = "started\n"; // what kernel/sandbox.py says when the kernel is up

    private final ContainerEngine engine;
    private final String image;
    private final Duration margin;
    private final String mark = UUID.randomUUID().toString();
    private volatile boolean closed;

    private ContainerSandbox(ContainerEngine engine, String image, Duration margin) {
        this.engine = engine;
        this.image = image;
        this.margin = margin;
    }

    /**
     * Connects to the engine.
     *
     * @param image name of the sandbox image, as {@code docker/image.sh sandbox} prints it
     * @throws InfrastructureException if no engine answers or it has no such image
     */
    public static ContainerSandbox open(String image) throws InfrastructureException {
        return open(image, MARGIN);
    }

    static ContainerSandbox open(String image, Duration margin) throws InfrastructureException {
        var engine = ContainerEngine.connect();
        engine.requireImage(image);
        return new ContainerSandbox(engine, image, margin);
    }

    @Override
    public Execution run(Job job) throws InfrastructureException {
        try {
            refuseIfClosed();
            var container =
                    LockedContainer.start(engine, image, mark, job.limit().plus(margin));
            try {
                refuseIfClosed(); // a container that was started meanwhile is not among those that are being removed
                return run(job, container);
            } finally {
                container.remove();
            }
        } catch (InfrastructureException e) {
            if (closed || Thread.currentThread().isInterrupted()) {
                throw new InfrastructureException(job.name() + " was stopped", e);
            }
            throw e;
        }
    }

    private void refuseIfClosed() throws InfrastructureException {
        if (closed) {
            throw new InfrastructureException("The sandbox is closed");
        }
    }

    private Execution run(Job job, LockedContainer container) throws InfrastructureException {
        container.write(JobFiles.of(job));
        var ended = container.run(
                job.limit().plus(margin),
                STARTED.length(),
                ".venv/bin/python",
                "kernel/sandbox.py",
                LockedContainer.JOB);
        Optional<byte[]> ending = Optional.empty();
        Optional<byte[]> notebook = Optional.empty();
        if (ended.exit().equals(Optional.of(0L))) { // else its files may be of the cells' making
            ending = container.read(JobFiles.ENDING, JobFiles.LARGEST_ENDING);
            notebook = container.read(JobFiles.NOTEBOOK, JobFiles.LARGEST_NOTEBOOK);
        }
        boolean oomKilled = container.endedForMemory();
        try {
            if (ending.isPresent() && notebook.isPresent()) {
                return JobFiles.execution(job, ending.get(), notebook.get(), oomKilled);
            }
            throw new InfrastructureException("kernel/sandbox.py in " + image + " "
                    + ended.exit().map(code -> "ended with " + code).orElse("did not end")
                    + " before the Java kernel ran: " + lastLine(ended.lastWords()));
        } catch (InfrastructureException e) {
            if (new String(ended.said(), US_ASCII).equals(STARTED)) {
                return cutShort(ended.exit().isPresent() ? Ending.Kind.DIED : Ending.Kind.TIMEOUT, oomKilled);
            }
            throw e;
        }
    }

    /**
     * What is left of a job whose runner failed after the kernel was up. Nothing but the cells runs in the container, as the same user: they can end, halt,
     * starve or limit their runner, and none of these is a fault of this machine.
     */
    private static Execution cutShort(Ending.Kind kind, boolean oomKilled) {
        return new Execution(
                Optional.empty(),
                new Ending(kind, "", OptionalInt.empty(), oomKilled, Duration.ZERO, Map.of(), Map.of()));
    }

    private static String lastLine(String words) {
        return words.strip().lines().reduce("it said nothing", (before, line) -> line);
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Container container : engine.labelled(LockedContainer.SANDBOX + "=" + mark)) {
                engine.remove(container.getId());
            }
        } catch (InfrastructureException e) {
            // the engine is gone; what it may still hold is removed by the next grader
        }
    }
}
