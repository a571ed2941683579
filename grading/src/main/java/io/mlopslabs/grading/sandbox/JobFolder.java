// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A temporary folder of one job, gone when it is closed. Its name holds the process that made it, so that the next one can tell what a killed one left. */
final class JobFolder implements AutoCloseable {
    private static final String PREFIX = "mlopslabs-job-";

    private final Path path;

    private JobFolder(Path path) {
        this.path = path;
    }

    /** Makes one in {@code parent}; nobody but this user may look into it. */
    static JobFolder in(Path parent) throws IOException {
        return new JobFolder(Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-"));
    }

    /** Removes what processes that no longer live have left in {@code parent}. */
    static void sweep(Path parent) throws IOException {
        for (Path folder : list(parent)) {
            try {
                if (isOrphan(folder)) {
                    remove(folder);
                }
            } catch (IOException e) {
                // another user's, or being removed by somebody else at this moment
            }
        }
    }

    private static boolean isOrphan(Path folder) {
        String name = folder.getFileName().toString();
        String pid = name.startsWith(PREFIX) ? name.substring(PREFIX.length()).replaceFirst("-.*", "") : "";
        return pid.matches("[1-9][0-9]{0,17}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    Path path() {
        return path;
    }

    void write(Map<String, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            Path target = path.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** Returns the bytes of a file, empty if there is none, it is no plain file, or it is longer than {@code most}. */
    Optional<byte[]> read(String name, int most) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS) || Files.size(file) > most) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllBytes(file));
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
            File folder = path.toFile(); // one that a cell may have closed
            if (folder.setReadable(true) && folder.setWritable(true) && folder.setExecutable(true)) {
                for (Path inside : list(path)) {
                    remove(inside);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var listed = Files.list(folder)) {
            return listed.toList();
        }
    }
}
