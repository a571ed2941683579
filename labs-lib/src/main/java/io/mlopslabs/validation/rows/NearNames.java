// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds a column, or says which names are near the one that was misspelt. */
final class NearNames {
    private static final int FAR = 3; // edits; a longer way is another word
    private static final int SHOWN = 3;

    private NearNames() {}

    static int indexOf(List<String> columns, String name) {
        int index = columns.indexOf(name);
        if (index >= 0) {
            return index;
        }
        List<String> near = columns.stream()
                .filter(column -> distance(column, name) <= Math.min(FAR, name.length() / 2))
                .sorted(Comparator.comparingInt(column -> distance(column, name)))
                .limit(SHOWN)
                .toList();
        throw new IllegalArgumentException("there is no column %s; %s %s"
                .formatted(
                        name,
                        near.isEmpty() ? "there are" : "near are",
                        String.join(", ", near.isEmpty() ? columns : near)));
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
