// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs each job in processes of this machine, as the user who calls: for one's own work, or for work that somebody vouches for.
 *
 * <p>Keeps accidents away: an exit, a loop, a full heap, a flood of output, processes left behind. It is no wall. A cell may read and write what this user
 * may, use the network, and fill the disk.
 *
 * <p>A job has a temporary folder, removed at its end. A grader that is killed takes its kernels along, and the next one to open sweeps up what
 * it left in the temporary folder.
 */
public final class NativeSandbox implements Sandbox {
    /** What {@code kernel/sandbox.py} allows for the start of the kernel, and time to write and to end all processes. */
    private static final Duration MARGIN = Duration.ofSeconds(90);

    /** What it may take to end them when it is told to. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path python;
    private final Path runner;
    private final Path temporary;
    private final Duration margin;
    private final Duration grace;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    NativeSandbox(Path python, Path runner, Path temporary, Duration margin, Duration grace) {
        this.python = python;
        this.runner = runner;
        this.temporary = temporary;
        this.margin = margin;
        this.grace = grace;
    }

    /**
     * Opens the sandbox of a course that is set up.
     *
     * @param course the folder of the checkout, with {@code .venv} and {@code kernel}
     * @throws InfrastructureException if the course is not set up there, or there is no temporary folder
     */
    public static NativeSandbox open(Path course) throws InfrastructureException {
        Path root = course.toAbsolutePath();
        Path python = root.resolve(".venv/bin/python");
        Path runner = root.resolve("kernel/sandbox.py");
        if (!Files.isExecutable(python) || !Files.isRegularFile(runner)) {
            throw new InfrastructureException(
                    "The Java kernel is not installed in " + root + "; ./course lab --check installs it");
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            JobFolder.sweep(temporary);
        } catch (IOException e) {
            throw new InfrastructureException(
                    "The temporary folder " + temporary + " cannot be read; give this user the right to", e);
        }
        return new NativeSandbox(python, runner, temporary, MARGIN, GRACE);
    }

    @Override
    public Execution run(Job job) throws InfrastructureException {
        try (JobFolder folder = JobFolder.in(temporary)) {
            folder.write(JobFiles.of(job));
            int code = run(job, folder);
            Optional<byte[]> ending = folder.read(JobFiles.ENDING, JobFiles.LARGEST_ENDING);
            Optional<byte[]> notebook = folder.read(JobFiles.NOTEBOOK, JobFiles.LARGEST_NOTEBOOK);
            if (code != 0 || ending.isEmpty() || notebook.isEmpty()) {
                throw new InfrastructureException("kernel/sandbox.py ended with " + code + " and left no result of "
                        + job.name() + ": " + lastWord(folder));
            }
            return JobFiles.execution(job, ending.get(), notebook.get(), false);
        } catch (IOException e) {
            throw new InfrastructureException(
                    job.name() + " could not be run in " + temporary + " (" + e.getMessage()
                            + "); see whether there is room and run it again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException(job.name() + " was stopped", e);
        }
    }

    /** Returns the exit code of the runner; whatever happens, neither it nor its kernel lives afterwards. */
    private int run(Job job, JobFolder folder) throws IOException, InterruptedException, InfrastructureException {
        Process process = new ProcessBuilder(List.of(
                        python.toString(), runner.toString(), folder.path().toString()))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        running.add(process);
        try {
            Duration limit = closed ? Duration.ZERO : job.limit().plus(margin);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (closed) {
                throw new InfrastructureException(job.name() + " was stopped");
            }
            if (!ended) {
                throw new InfrastructureException("kernel/sandbox.py did not end " + job.name() + " within "
                        + limit.toSeconds() + " s; run it again, and alone if this machine is busy");
            }
            return process.exitValue();
        } finally {
            end(process);
            running.remove(process);
        }
    }

    private static Path log(JobFolder folder) {
        return folder.path().resolve("runner.log");
    }

    private static String lastWord(JobFolder folder) throws IOException {
        byte[] said = folder.read("runner.log", 1 << 20).orElse(new byte[0]);
        return new String(said, StandardCharsets.UTF_8)
                .strip()
                .lines()
                .reduce("it said nothing", (before, line) -> line);
    }

    /** Lets the runner end its kernel and all that this started, and does it in its place if it does not. */
    private void end(Process process) {
        List<ProcessHandle> family = process.descendants().toList(); // known as such only while the runner lives
        process.destroy();
        if (!ends(process)) {
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean ends(Process process) {
        boolean interrupted = Thread.interrupted(); // an end that is asked for must not itself be cut short
        try {
            return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Process::destroy);
    }
}
