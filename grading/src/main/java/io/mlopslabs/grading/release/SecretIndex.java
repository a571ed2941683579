// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Finds any of many texts of at least {@link Secret#SHORTEST} characters in one pass over another text. */
final class SecretIndex {
    private final Map<String, List<String>> byStart = new HashMap<>();
    private final BitSet firstFour =
            new BitSet(); // spares most of the look-ups, which a picture in Base64 has millions of

    SecretIndex(Collection<String> wanted) {
        for (String text : wanted) {
            byStart.computeIfAbsent(text.substring(0, Secret.SHORTEST), start -> new ArrayList<>())
                    .add(text);
            firstFour.set(fourAt(text, 0));
        }
    }

    /** Tells {@code found} each text that stands in {@code compact}, and where. */
    void scan(String compact, ObjIntConsumer<String> found) {
        for (int at = 0; at + Secret.SHORTEST <= compact.length(); at++) {
            if (!firstFour.get(fourAt(compact, at))) {
                continue;
            }
            for (String text : byStart.getOrDefault(compact.substring(at, at + Secret.SHORTEST), List.of())) {
                if (compact.startsWith(text, at)) {
                    found.accept(text, at);
                }
            }
        }
    }

    private static int fourAt(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + 4; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash & 0xFFFF;
    }
}
