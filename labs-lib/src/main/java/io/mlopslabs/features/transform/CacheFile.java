// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.data.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A state and the SHA-256 of its bytes before it. */
final class CacheFile {
    private static final int DIGEST = 32;

    private CacheFile() {}

    static byte[] wrap(byte[] state) {
        byte[] file = Arrays.copyOf(Sha256.of(state), DIGEST + state.length);
        System.arraycopy(state, 0, file, DIGEST, state.length);
        return file;
    }

    static byte[] unwrap(Path name, byte[] file) throws IOException {
        byte[] state = file.length < DIGEST ? new byte[0] : Arrays.copyOfRange(file, DIGEST, file.length);
        if (file.length < DIGEST || !Arrays.equals(Sha256.of(state), Arrays.copyOf(file, DIGEST))) {
            throw new IOException(
                    "the analyzer cache %s is damaged; delete the file, and it is computed anew".formatted(name));
        }
        return state;
    }
}
