// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import io.mlopslabs.data.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files by the SHA-256 of their bytes; a file is there whole or not at all. */
record ArtifactFolder(Path folder) {
    /** Keeps the bytes, once, and returns their SHA-256. */
    String keep(byte[] bytes) {
        String sha256 = Sha256.hex(bytes);
        Path place = folder.resolve(sha256);
        try {
            if (!Files.exists(place)) {
                Files.createDirectories(folder);
                Path part = Files.createTempFile(folder, "part-", ".tmp");
                Files.write(part, bytes);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            }
            return sha256;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an artifact in " + folder, e);
        }
    }

    byte[] read(String sha256, String path) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve(sha256));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the artifact '%s' is gone: there is no readable file %s".formatted(path, folder.resolve(sha256)),
                    e);
        }
        if (!Sha256.hex(bytes).equals(sha256)) {
            throw new IllegalStateException("the artifact '%s' was changed: %s has other bytes than its name says"
                    .formatted(path, folder.resolve(sha256)));
        }
        return bytes;
    }
}
