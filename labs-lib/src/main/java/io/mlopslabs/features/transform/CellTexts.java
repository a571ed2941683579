// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts of cells, one object for cells with the same bytes: most columns of texts repeat few of them. */
final class CellTexts {
    private static final int MOST = 1 << 14; // then repeats are too rare to be worth a look

    private String[] texts = new String[1 << 8];
    private byte[][] keys = new byte[1 << 8][];
    private int count;

    String get(byte[] bytes, int start, int length) {
        int at = place(bytes, start, length);
        if (keys[at] != null) {
            return texts[at];
        }
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (count < MOST) {
            keys[at] = Arrays.copyOfRange(bytes, start, start + length);
            texts[at] = text;
            if (2 * ++count > keys.length) {
                grow();
            }
        }
        return text;
    }

    /** Returns where the text is, or where it belongs. */
    private int place(byte[] bytes, int start, int length) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9E3779B9;
        int mask = keys.length - 1;
        int at = hash >>> 8 & mask;
        while (keys[at] != null && !Arrays.equals(keys[at], 0, keys[at].length, bytes, start, start + length)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        String[] oldTexts = texts;
        keys = new byte[2 * oldKeys.length][];
        texts = new String[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int at = place(oldKeys[i], 0, oldKeys[i].length);
                keys[at] = oldKeys[i];
                texts[at] = oldTexts[i];
            }
        }
    }
}
