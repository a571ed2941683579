// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
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
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One container, from its start to its removal, in which nothing is worth attacking: no network, no writable file but in small memory disks, no
 * right that a plain user lacks, and limits on memory, processes and processors.
 */
final class LockedContainer {
    /** Where the job lies in it. */
    static final String JOB = "/work";

    private static final String USER = "1000:1000";
    private static final long MEMORY = 2L << 30; // a heap of 1 GB, PyTorch beside it, and what lies in the memory disks
    private static final long PROCESSES = 256; // threads count; a notebook with its kernel has about 60
    private static final long NANOS = 1_000_000_000;
    private static final Duration LIFE_AFTER_LIMIT = Duration.ofMinutes(10);

    private final ContainerEngine engine;
    private final GenericContainer<?> container;
    private final String id;

    private LockedContainer(ContainerEngine engine, GenericContainer<?> container) {
        this.engine = engine;
        this.container = container;
        this.id = container.getContainerId();
    }

    /** What a command came to: its exit code, empty if it had to be stopped, and the end of what it said on stderr. */
    record Ended(Optional<Long> exit, String lastWords) {}

    /**
     * Starts a container that waits.
     *
     * @param limit what will be run in it at most; well after that it ends by itself, should its owner be gone
     */
    static LockedContainer start(ContainerEngine engine, String image, Duration limit) throws InfrastructureException {
        long life = limit.plus(LIFE_AFTER_LIMIT).toSeconds();
        var container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false) // built here or nowhere
                .withCommand("sleep", Long.toString(life))
                .withLabel(Owner.LABEL, Owner.self().label())
                .withNetworkMode("none")
                .withCreateContainerCmdModifier(command -> lock(command, engine.processors()));
        engine.ask("start a sandbox", () -> {
            container.start();
            return container;
        });
        return new LockedContainer(engine, container);
    }

    private static void lock(CreateContainerCmd command, long processors) {
        HostConfig host = command.getHostConfig();
        command.withUser(USER)
                .withHostConfig(host.withInit(true) // who reaps the children of a killed kernel
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of(
                                "/tmp", "rw,nosuid,nodev,noexec,size=256m,mode=1777",
                                "/home/learner", "rw,nosuid,nodev,noexec,size=64m,uid=1000,gid=1000"))
                        .withMounts(List.of(jobDisk()))
                        .withMemory(MEMORY)
                        .withMemorySwap(MEMORY)
                        .withPidsLimit(PROCESSES)
                        .withNanoCPUs(Math.min(2, processors) * NANOS)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")));
    }

    /** A volume, because the engine reads and writes files in no other memory disk; without a name, so that it goes with the container. */
    private static Mount jobDisk() {
        return new Mount()
                .withType(MountType.VOLUME)
                .withTarget(JOB)
                .withVolumeOptions(new VolumeOptions()
                        .withDriverConfig(new Driver()
                                .withName("local")
                                .withOptions(Map.of(
                                        "type",
                                        "tmpfs",
                                        "device",
                                        "tmpfs",
                                        "o",
                                        "size=64m,uid=1000,gid=1000,nosuid,nodev,noexec"))));
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
    Ended run(Duration limit, String... command) throws InfrastructureException {
        String exec = engine.ask("prepare a command", () -> engine.client()
                .execCreateCmd(id)
                .withCmd(command)
                .withUser(USER)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId());
        var words = new LastWords();
        boolean over = engine.ask(
                "run a command",
                limit.plus(ContainerEngine.PATIENCE),
                () -> engine.client().execStartCmd(exec).exec(words).awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS));
        Optional<Long> exit = over
                ? Optional.ofNullable(engine.ask("say how a command ended", () -> engine.client()
                        .inspectExecCmd(exec)
                        .exec()
                        .getExitCodeLong()))
                : Optional.empty();
        return new Ended(exit, words.toString());
    }

    /**
     * Reads a file below {@link #JOB}.
     *
     * @return empty if there is no such file, or something else of that name, or one of over {@code most} bytes
     */
    Optional<byte[]> read(String name, int most) throws InfrastructureException {
        return engine.ask("copy a result out of its sandbox", () -> {
            try (var stream = engine.client().copyArchiveFromContainerCmd(id, JOB + "/" + name).exec()) {
                var tar = new TarArchiveInputStream(stream);
                var entry = tar.getNextEntry();
                return entry != null && entry.isFile() && entry.getSize() <= most
                        ? Optional.of(tar.readNBytes(most))
                        : Optional.empty();
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Kills all that runs in it. Returns whether the operating system had ended something in it for want of memory: only then it tells. */
    boolean endedForMemory() throws InfrastructureException {
        return engine.ask("end a sandbox", () -> {
            var state = engine.client().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                engine.client().killContainerCmd(id).exec();
                engine.client()
                        .waitContainerCmd(id)
                        .exec(new WaitContainerResultCallback())
                        .awaitStatusCode(ContainerEngine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                state = engine.client().inspectContainerCmd(id).exec().getState();
            }
            return Boolean.TRUE.equals(state.getOOMKilled());
        });
    }

    void remove() throws InfrastructureException {
        engine.remove(id);
        container.stop(); // there is nothing left to stop: Testcontainers forgets it
    }

    /** Keeps the end of stderr, whatever the length of the whole. */
    private static final class LastWords extends ResultCallback.Adapter<Frame> {
        private static final int KEPT = 2000;

        private String words = "";

        @Override
        public synchronized void onNext(Frame frame) {
            if (frame.getStreamType() == StreamType.STDERR) {
                String all = words + new String(frame.getPayload(), UTF_8);
                words = all.substring(Math.max(0, all.length() - KEPT));
            }
        }

        @Override
        public synchronized String toString() {
            return words;
        }
    }
}
