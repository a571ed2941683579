// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.data.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the states of analyzers by data set, so that tomorrow's run reads tomorrow's rows only. TFT's analyzer cache.
 *
 * <p>What is kept is the state, such as the counts of all tokens, never the answer: merged days give the statistic of one pass over all of them.
 */
public interface AnalyzerCache {
    /** Returns the state that was put, or nothing. */
    Optional<byte[]> get(String dataset, String analyzer);

    /** Keeps a state; {@code analyzer} is a text of letters and digits that stands for the analyzer and all that it reads. */
    void put(String dataset, String analyzer, byte[] state);

    /** Returns whether {@link #put} has a use; if not, states are not turned into bytes. */
    default boolean keeps() {
        return true;
    }

    /** Returns a cache that keeps nothing. */
    static AnalyzerCache none() {
        return new AnalyzerCache() {
            @Override
            public Optional<byte[]> get(String dataset, String analyzer) {
                return Optional.empty();
            }

            @Override
            public void put(String dataset, String analyzer, byte[] state) {}

            @Override
            public boolean keeps() {
                return false;
            }
        };
    }

    /** Returns an empty cache in memory, for several threads. */
    static AnalyzerCache inMemory() {
        Map<String, byte[]> states = new ConcurrentHashMap<>();
        return new AnalyzerCache() {
            @Override
            public Optional<byte[]> get(String dataset, String analyzer) {
                return Optional.ofNullable(states.get(dataset + "/" + analyzer)).map(byte[]::clone);
            }

            @Override
            public void put(String dataset, String analyzer, byte[] state) {
                states.put(dataset + "/" + analyzer, state.clone());
            }
        };
    }

    /**
     * Returns the cache in a folder, which is made when there is something to keep: a file for each state, in a folder for each data set.
     *
     * <p>A file that was cut off or changed is found out by its checksum and reported as an {@link UncheckedIOException} that names it: delete
     * it, and it is computed anew. Trust the folder as you trust the program: a state is read back as Java objects.
     */
    static AnalyzerCache in(Path folder) {
        return new AnalyzerCache() {
            @Override
            public Optional<byte[]> get(String dataset, String analyzer) {
                Path file = file(dataset, analyzer);
                try {
                    return Optional.of(CacheFile.unwrap(file, Files.readAllBytes(file)));
                } catch (NoSuchFileException none) {
                    return Optional.empty();
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable.getMessage(), unreadable);
                }
            }

            @Override
            public void put(String dataset, String analyzer, byte[] state) {
                Path file = file(dataset, analyzer);
                try {
                    Files.createDirectories(file.getParent());
                    Path part = Files.createTempFile(file.getParent(), analyzer, ".part");
                    Files.write(part, CacheFile.wrap(state));
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException unwritable) {
                    throw new UncheckedIOException(
                            "the analyzer cache %s cannot be written".formatted(file), unwritable);
                }
            }

            private Path file(String dataset, String analyzer) {
                String name = dataset.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
                        ? dataset
                        : "x"
                                + Sha256.hex(dataset.getBytes(StandardCharsets.UTF_8))
                                        .substring(0, 24);
                return folder.resolve(name).resolve(analyzer + ".state");
            }
        };
    }
}
