// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.VolumeOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One container, from its start to its removal, in which nothing is worth attacking: no network, no writable file but in small memory disks, no
 * right that a plain user lacks, and limits on memory, processes and processors.
 */
final class LockedContainer {
    /** Label that tells the containers of one sandbox from those of another in the same process. */
    static final String SANDBOX = "io.mlopslabs.sandbox";

    /** Where the job lies in it. */
    static final String JOB = "/work";

    private static final String USER = "1000:1000";
    private static final long MEMORY = 2L << 30; // a heap of 1 GB, PyTorch beside it, and what lies in the memory disks
    private static final long PROCESSES = 256; // threads count; a notebook with its kernel has about 60
    private static final long NANOS = 1_000_000_000;
    private static final String READ = "[ -f \"$0\" ] && [ ! -L \"$0\" ] && exec head -c \"$1\" \"$0\"";
    private static final long KILLED = 137;
    private static final Duration READING = Duration.ofSeconds(30);
    private static final Duration GIVING_UP = Duration.ofSeconds(10);
    private static final Duration LIFE_AFTER_LIMIT = Duration.ofMinutes(10);

    private final ContainerEngine engine;
    private final GenericContainer<?> container;
    private final String id;

    private LockedContainer(ContainerEngine engine, GenericContainer<?> container) {
        this.engine = engine;
        this.container = container;
        this.id = container.getContainerId();
    }

    /** What a command came to: its exit code, empty if it had to be left; the beginning of its stdout, as asked for, and the end of its stderr. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ended(Optional<Long> exit, byte[] said, String lastWords) {}

    /**
     * Starts a container that waits.
     *
     * @param sandbox what the label {@link #SANDBOX} says
     * @param limit what will be run in it at most; well after that it ends by itself, should its owner be gone
     */
    static LockedContainer start(ContainerEngine engine, String image, String sandbox, Duration limit)
            throws InfrastructureException {
        long life = limit.plus(LIFE_AFTER_LIMIT).toSeconds();
        var container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false) // built here or nowhere
                .withCommand("sleep", Long.toString(life))
                .withLabel(Owner.LABEL, Owner.self().label())
                .withLabel(SANDBOX, sandbox)
                .withNetworkMode("none")
                .withCreateContainerCmdModifier(command -> lock(command, engine.processors()));
        var start = new Start(container);
        try {
            engine.ask("start a sandbox", start);
        } catch (InfrastructureException e) {
            start.giveUp();
            throw e;
        }
        return new LockedContainer(engine, container);
    }

    /** A start, and a caller who may give up on it; of the two the second removes the container. */
    private record Start(GenericContainer<?> container, AtomicBoolean settled, CountDownLatch over)
            implements Callable<Void> {
        Start(GenericContainer<?> container) {
            this(container, new AtomicBoolean(), new CountDownLatch(1));
        }

        @Override
        public Void call() {
            try {
                container.start();
                settle();
                return null;
            } finally {
                over.countDown();
            }
        }

        void giveUp() {
            settle();
            uninterrupted(() -> over.await(GIVING_UP.toSeconds(), TimeUnit.SECONDS));
        }

        private void settle() {
            if (!settled.compareAndSet(false, true)) {
                uninterrupted(() -> {
                    container.stop();
                    return true;
                });
            }
        }
    }

    /** Lets a thread that is to stop clean up before. */
    private static void uninterrupted(Callable<Boolean> cleanUp) {
        boolean interrupted = Thread.interrupted();
        try {
            cleanUp.call();
        } catch (Exception e) {
            // the sandbox removes what is left when it is closed
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void lock(CreateContainerCmd command, long processors) {
        HostConfig host = command.getHostConfig();
        command.withUser(USER)
                .withHostConfig(host.withInit(true) // who reaps the children of a killed kernel
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of(
                                "/tmp", "rw,nosuid,nodev,noexec,size=64m,mode=1777",
                                "/home/learner", "rw,nosuid,nodev,noexec,size=16m,uid=1000,gid=1000"))
                        .withMounts(List.of(jobDisk()))
                        .withMemory(MEMORY)
                        .withMemorySwap(MEMORY)
                        .withPidsLimit(PROCESSES)
                        .withNanoCPUs(Math.min(2, processors) * NANOS)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withLogConfig(
                                new LogConfig(LogConfig.LoggingType.NONE))); // a log would lie on this machine's disk
    }

    /** A volume, because the engine reads and writes files in no other memory disk; without a name, so that it goes with the container. */
    private static Mount jobDisk() {
        return new Mount()
                .withType(MountType.VOLUME)
                .withTarget(JOB)
                .withVolumeOptions(new VolumeOptions()
                        .withLabels(Map.of(Owner.LABEL, Owner.self().label()))
                        .withDriverConfig(new Driver()
                                .withName("local")
                                .withOptions(Map.of(
                                        "type",
                                        "tmpfs",
                                        "device",
                                        "tmpfs",
                                        "o",
                                        "size=256m,uid=1000,gid=1000,nosuid,nodev,noexec"))));
    }

    /** Writes files below {@link #JOB}, for everyone to read and nobody to change. */
    void write(Map<String, byte[]> files) throws InfrastructureException {
        byte[] archive = archive(files);
        engine.ask("copy a job into its sandbox", () -> {
            engine.client()
                    .copyArchiveToContainerCmd(id)
                    .withRemotePath(JOB)
                    .withTarInputStream(new ByteArrayInputStream(archive))
                    .exec();
            return archive;
        });
    }

    private static byte[] archive(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setMode(0444);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new AssertionError("in memory", e);
        }
        return bytes.toByteArray();
    }

    /** Runs a command as the plain user and waits for its end, at most for {@code limit}. */
    Ended run(Duration limit, int mostOfStdout, String... command) throws InfrastructureException {
        var listener = new Listener(mostOfStdout);
        try {
            String exec = engine.ask("prepare a command", () -> engine.client()
                    .execCreateCmd(id)
                    .withCmd(command)
                    .withUser(USER)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId());
            Optional<Long> exit = engine.ask("run a command", limit.plus(ContainerEngine.PATIENCE), () -> {
                long deadline = System.nanoTime() + limit.toNanos();
                try (var listening = engine.client().execStartCmd(exec).exec(listener)) {
                    return listening.awaitCompletion(limit.toNanos(), TimeUnit.NANOSECONDS)
                            ? exit(exec, deadline)
                            : Optional.empty();
                }
            });
            return listener.ended(exit);
        } catch (InfrastructureException e) {
            if (isRunning()) {
                throw e;
            }
            return listener.ended(Optional.of(KILLED)); // with its container, and the engine may not know it any more
        }
    }

    private boolean isRunning() throws InfrastructureException {
        return Boolean.TRUE.equals(engine.ask(
                "look at a sandbox",
                () -> engine.client().inspectContainerCmd(id).exec().getState().getRunning()));
    }

    /** The engine hands out the end of what a command says a moment before it notes the exit. */
    private Optional<Long> exit(String exec, long deadline) throws InterruptedException {
        while (System.nanoTime() < deadline) {
            var state = engine.client().inspectExecCmd(exec).exec();
            if (!state.isRunning()) {
                return Optional.of(state.getExitCodeLong());
            }
            Thread.sleep(20);
        }
        return Optional.empty();
    }

    /**
     * Reads a file below {@link #JOB}.
     *
     * <p>By a command in the container and not by the engine's own copying, which would not stop in the middle: a file may claim to have ten terabytes.
     *
     * @return empty if there is no such file, or something else of that name, or one of over {@code most} bytes
     */
    Optional<byte[]> read(String name, int most) throws InfrastructureException {
        var ended = run(READING, most + 1, "sh", "-c", READ, JOB + "/" + name, Integer.toString(most + 1));
        return ended.exit().equals(Optional.of(0L)) && ended.said().length <= most
                ? Optional.of(ended.said())
                : Optional.empty();
    }

    /** Kills all that runs in it. Returns whether the operating system had ended something in it for want of memory: only then it tells. */
    boolean endedForMemory() throws InfrastructureException {
        return engine.ask("end a sandbox", () -> {
            var state = engine.client().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                try {
                    engine.client().killContainerCmd(id).exec();
                } catch (ConflictException e) {
                    // it was about to end by itself
                }
                engine.client()
                        .waitContainerCmd(id)
                        .exec(new WaitContainerResultCallback())
                        .awaitStatusCode(ContainerEngine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                state = engine.client().inspectContainerCmd(id).exec().getState();
            }
            return Boolean.TRUE.equals(state.getOOMKilled());
        });
    }

    /** Removes it, whatever runs in it. */
    void remove() {
        uninterrupted(() -> {
            engine.remove(id);
            container.stop(); // nothing is left to stop: Testcontainers forgets it
            return true;
        });
    }

    /** Keeps the beginning of stdout and the end of stderr, whatever the length of the whole. */
    private static final class Listener extends ResultCallback.Adapter<Frame> {
        private static final int WORDS = 2000;

        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final int most;
        private String lastWords = "";

        Listener(int most) {
            this.most = most;
        }

        @Override
        public synchronized void onNext(Frame frame) {
            byte[] bytes = frame.getPayload();
            if (frame.getStreamType() == StreamType.STDERR) {
                String all = lastWords + new String(bytes, UTF_8);
                lastWords = all.substring(Math.max(0, all.length() - WORDS));
            } else {
                said.write(bytes, 0, Math.min(bytes.length, most - said.size()));
            }
        }

        synchronized Ended ended(Optional<Long> exit) {
            return new Ended(exit, said.toByteArray(), lastWords);
        }
    }
}
