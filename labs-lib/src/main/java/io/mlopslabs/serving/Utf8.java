// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The check that bytes are UTF-8: a JSON parser looks into strings only, and forgives forms that are too long. */
final class Utf8 {
    private Utf8() {}

    /** Throws a refusal that names the first byte that is wrong. */
    static void require(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                requireStrictly(bytes);
                return;
            }
        }
    }

    private static void requireStrictly(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw Refusal.malformed(
                    "",
                    "the request is not UTF-8: byte %d (0x%02x) does not belong there"
                            .formatted(in.position(), Byte.toUnsignedInt(bytes[in.position()])));
        }
    }
}
