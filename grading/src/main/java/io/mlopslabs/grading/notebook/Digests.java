// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests in hexadecimal, as {@code sha256sum} and {@code md5sum} print them. */
public final class Digests {
    private Digests() {}

    /** Returns the SHA-256 of {@code bytes}, 64 digits. */
    public static String sha256(byte[] bytes) {
        return hex("SHA-256", bytes);
    }

    /** Returns the MD5 of {@code bytes}, 32 digits: for formats that ask for it, never against somebody who means harm. */
    public static String md5(byte[] bytes) {
        return hex("MD5", bytes);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
