// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.leakage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The set of runs of consecutive words of a text: what two near-copies have in common.
 *
 * <p>The text is put in lower case; words are the longest runs of letters, numbers and {@code _}, one letter being enough. A text with
 * fewer words than a run has one shingle, of all its words; a text without words has none. A run that comes twice counts once, and accents
 * written in two ways are two words.
 *
 * <p>Immutable.
 *
 * @see "Broder 1997, On the resemblance and containment of documents, doi:10.1109/SEQUEN.1997.666900"
 */
public final class Shingles {
    /** Words per shingle where nothing else is said. */
    public static final int WORDS = 3;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private final Set<String> runs;

    private Shingles(Set<String> runs) {
        this.runs = runs;
    }

    /** Returns the runs of {@link #WORDS} words of a text. */
    public static Shingles of(String text) {
        return of(text, WORDS);
    }

    /**
     * Returns the runs of {@code words} words of a text.
     *
     * @param words 1 or more
     * @throws IllegalArgumentException if {@code words} is smaller
     */
    public static Shingles of(String text, int words) {
        if (words < 1) {
            throw new IllegalArgumentException("a shingle of %d words is none; give 1 or more".formatted(words));
        }
        List<String> all = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            all.add(matcher.group());
        }
        Set<String> runs = new HashSet<>();
        int last = Math.max(0, all.size() - words);
        for (int start = 0; start <= last && !all.isEmpty(); start++) {
            runs.add(String.join(" ", all.subList(start, Math.min(all.size(), start + words))));
        }
        return new Shingles(runs);
    }

    /** Returns the number of different runs; 0 for a text without words. */
    public int size() {
        return runs.size();
    }

    /** Returns how many runs both texts have. */
    public int intersection(Shingles other) {
        Set<String> small = runs.size() < other.runs.size() ? runs : other.runs;
        Set<String> large = small == runs ? other.runs : runs;
        return (int) small.stream().filter(large::contains).count();
    }

    /** Returns how many runs either text has. */
    public int union(Shingles other) {
        return size() + other.size() - intersection(other);
    }

    /** Returns intersection / union, in {@code [0, 1]}; 1 if both texts are without words. */
    public double jaccard(Shingles other) {
        return jaccard(intersection(other), size(), other.size());
    }

    static double jaccard(int intersection, int size, int otherSize) {
        int union = size + otherSize - intersection;
        return union == 0 ? 1 : (double) intersection / union;
    }

    Set<String> runs() {
        return runs;
    }
}
