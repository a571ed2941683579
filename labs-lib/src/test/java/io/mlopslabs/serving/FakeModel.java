// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A model's folder whose versions are {@link FakeNetwork}s: complete once they hold a file named ready. */
final class FakeModel {
    final Path base;
    final Map<Long, FakeNetwork> loaded = new ConcurrentHashMap<>();
    final AtomicInteger loads = new AtomicInteger();
    private final Supplier<FakeNetwork> kind;

    FakeModel(Path folder, String name) throws IOException {
        this(folder, name, FakeNetwork::new);
    }

    FakeModel(Path folder, String name, Supplier<FakeNetwork> kind) throws IOException {
        this.base = Files.createDirectories(folder.resolve(name));
        this.kind = kind;
    }

    FakeModel with(long... versions) throws IOException {
        for (long version : versions) {
            Files.writeString(half(version).resolve("ready"), "");
        }
        return this;
    }

    /** Makes the folder of a version without what makes it complete. */
    Path half(long version) throws IOException {
        return Files.createDirectories(base.resolve(Long.toString(version)));
    }

    void remove(long version) throws IOException {
        Path folder = base.resolve(Long.toString(version));
        Files.deleteIfExists(folder.resolve("ready"));
        Files.delete(folder);
    }

    FakeNetwork network(long version) {
        return loaded.get(version);
    }

    ServedNetwork load(Path folder) {
        loads.incrementAndGet();
        if (!Files.exists(folder.resolve("ready"))) {
            throw new IllegalArgumentException("the model in %s is half written".formatted(folder.getFileName()));
        }
        FakeNetwork network = kind.get();
        loaded.put(Long.valueOf(folder.getFileName().toString()), network);
        return network;
    }

    ModelServer.Settings settings() {
        return ModelServer.serving(base).loadedBy(this::load).versions(VersionPolicy.all());
    }

    ServedModel served(VersionPolicy policy) {
        return new ServedModel(base, policy, this::load);
    }
}
