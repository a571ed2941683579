// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** TensorFlow's hashes of texts and of crosses, over UTF-8. */
final class Fingerprint {
    /** What a cross starts from where nobody says otherwise. */
    static final long CROSS_KEY = 0xDECAFCAFFEL;

    private static final Hasher64 FARM = Hashing.farmHashNa();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MURMUR = 0xc6a4a7935bd1e995L;

    private Fingerprint() {}

    /** Returns FarmHash's Fingerprint64 of a text. */
    static long fingerprint64(String text) {
        return FARM.hashBytesToLong(utf8(text));
    }

    /**
     * Returns the bytes of a text.
     *
     * @throws IllegalArgumentException for half a surrogate pair, which has none; Java would write a question mark
     */
    static byte[] utf8(String text) {
        checkPaired(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@code IllegalArgumentException} for a text that has no UTF-8 form. */
    static void checkPaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            throw new IllegalArgumentException(
                    "character %d of the text is half a surrogate pair, U+%04X, which UTF-8 cannot write; mend or drop the text first"
                            .formatted(i, (int) unit));
        }
    }

    /** Returns TensorFlow's FingerprintCat64: the hash of a hash and one more. */
    static long cat64(long first, long second) {
        long result = first ^ MURMUR;
        result ^= mixed(second * MURMUR) * MURMUR;
        result *= MURMUR;
        result = mixed(result) * MURMUR;
        return mixed(result);
    }

    private static long mixed(long value) {
        return value ^ (value >>> 47);
    }

    /**
     * Returns SipHash-2-4 of a text.
     *
     * @see "Aumasson and Bernstein 2012, SipHash: a fast short-input PRF, doi:10.1007/978-3-642-34931-7_28"
     */
    static long sipHash24(String text, long key0, long key1) {
        byte[] bytes = utf8(text);
        var state = new SipState(key0, key1);
        int end = bytes.length & ~7;
        for (int i = 0; i < end; i += 8) {
            state.take((long) LONGS.get(bytes, i));
        }
        long last = (long) bytes.length << 56;
        for (int i = bytes.length - 1; i >= end; i--) {
            last |= (bytes[i] & 0xFFL) << (8 * (i - end));
        }
        state.take(last);
        return state.result();
    }

    private static final class SipState {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        SipState(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long result() {
            v2 ^= 0xff;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
