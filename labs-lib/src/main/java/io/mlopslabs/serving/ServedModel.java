// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.serving.ServedVersion.Lease;
import io.mlopslabs.serving.ServedVersion.State;
import io.mlopslabs.serving.ServedVersion.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One model: its folder, the versions in it, and which of them answer. */
final class ServedModel {
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private final String name;
    private final Path base;
    private final VersionPolicy policy;
    private final Servable.Loader loader;
    private final ConcurrentSkipListMap<Long, ServedVersion> versions =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());
    private boolean closed;

    ServedModel(Path base, VersionPolicy policy, Servable.Loader loader) {
        this.name = base.getFileName().toString();
        this.base = base;
        this.policy = policy;
        this.loader = loader;
    }

    String name() {
        return name;
    }

    /** Returns the status of every version seen so far, newest first. */
    List<Status> statuses() {
        return versions.values().stream().map(ServedVersion::status).toList();
    }

    /** Returns the numbers of the versions that answer, newest first. */
    List<Long> available() {
        return versions.values().stream()
                .filter(version -> version.is(State.AVAILABLE))
                .map(ServedVersion::number)
                .toList();
    }

    /** Returns what the versions that answer take. */
    Set<Signature> signatures() {
        return versions.values().stream()
                .flatMap(version -> version.signature().stream())
                .collect(Collectors.toSet());
    }

    /** Returns the version of this number as a path writes it. */
    ServedVersion version(String number) {
        ServedVersion version = isVersion(number) ? versions.get(Long.parseLong(number)) : null;
        if (version == null) {
            throw Refusal.notFound("version", "model %s has no version %s; %s".formatted(name, number, known()));
        }
        return version;
    }

    /** Returns the use of one version. */
    Lease lease(String number) {
        ServedVersion version = version(number);
        Lease lease = version.lease();
        if (lease != null) {
            return lease;
        }
        Status status = version.status();
        if (status.state() == State.END || status.state() == State.UNLOADING) {
            throw Refusal.notFound(
                    "version", "version %s of model %s is no longer served; %s".formatted(number, name, known()));
        }
        throw Refusal.unavailable("version %s of model %s is not ready%s"
                .formatted(number, name, status.errorMessage().isEmpty() ? "" : ": " + status.errorMessage()));
    }

    /** Returns the use of the newest version that answers. */
    Lease lease() {
        for (ServedVersion version : versions.values()) {
            Lease lease = version.lease();
            if (lease != null) {
                return lease;
            }
        }
        throw Refusal.unavailable("model %s is not ready: no version of it is available".formatted(name));
    }

    /** Compares the folder with what is served: loads what is new, tries again what failed, retires what is no longer wanted. */
    synchronized void refresh() {
        if (closed) {
            return;
        }
        SortedSet<Long> present;
        try {
            present = versionsIn(base);
        } catch (UncheckedIOException unreadable) {
            return; // what is served goes on being served: a folder that cannot be listed is not an empty one
        }
        SortedSet<Long> wanted = policy.choose(present);
        for (long number : wanted) {
            ServedVersion version = versions.get(number);
            if (version == null || version.is(State.END)) {
                versions.put(number, new ServedVersion(number, base.resolve(Long.toString(number))));
            }
        }
        for (long number : wanted) {
            ServedVersion version = versions.get(number);
            if (version.is(State.START) || version.is(State.LOADING)) {
                version.load(loader);
            }
        }
        boolean covered = wanted.isEmpty()
                || wanted.stream().anyMatch(number -> versions.get(number).is(State.AVAILABLE));
        for (ServedVersion version : versions.values()) {
            boolean gone = !present.contains(version.number());
            if (!wanted.contains(version.number()) && (covered || gone)) {
                version.retire();
            }
        }
    }

    /** Retires every version; nothing is loaded any more. */
    synchronized void close() {
        closed = true;
        versions.values().forEach(ServedVersion::retire);
    }

    /** Returns whether a folder of this name is a version. */
    static boolean isVersion(String name) {
        return VERSION.matcher(name).matches();
    }

    /** Returns the numbers of the folders that are versions. */
    static SortedSet<Long> versionsIn(Path base) {
        try (Stream<Path> files = Files.list(base)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(ServedModel::isVersion)
                    .map(Long::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s cannot be listed".formatted(base), unreadable);
        }
    }

    private String known() {
        Collection<Long> available = available();
        return available.isEmpty()
                ? "none is available"
                : available.stream().map(String::valueOf).collect(Collectors.joining(", ", "available: ", ""));
    }
}
