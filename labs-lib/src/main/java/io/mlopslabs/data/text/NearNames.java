// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that somebody may have meant, for messages about one that is not there. */
public final class NearNames {
    private static final int MOST = 3;
    private static final int FAR = 3; // edits; a longer way is another word

    private NearNames() {}

    /** Returns {@code "; did you mean 'a' or 'b'?"}, or which names there are if none is near. */
    public static String hint(String wanted, Collection<String> names) {
        List<String> near = near(wanted, names);
        if (!near.isEmpty()) {
            return "; did you mean "
                    + near.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" or "))
                    + "?";
        }
        return names.isEmpty() ? "; there are none" : "; there are " + String.join(", ", names);
    }

    /** Returns at most three names that are at most three edits and half the length away, nearest first; case does not count. */
    public static List<String> near(String wanted, Collection<String> names) {
        int most = Math.max(1, Math.min(FAR, wanted.length() / 2));
        return names.stream()
                .filter(name -> distance(wanted, name) <= most)
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(MOST)
                .toList();
    }

    /** Returns the number of letters to insert, remove or replace. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
