// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which this library recognises files, ids and pictures: equal digests mean equal bytes. */
public final class Sha256 {
    private Sha256() {}

    /** Returns the 32 bytes of the digest of {@code bytes}, which may be empty. */
    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java platform has SHA-256", e);
        }
    }

    /** Returns the digest of {@code bytes} as 64 lower-case hexadecimal digits, as {@code sha256sum} prints it. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }
}
