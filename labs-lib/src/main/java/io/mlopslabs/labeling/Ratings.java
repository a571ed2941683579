// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.labeling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which annotator gave which item which label; anybody may have skipped anything, and may have rated an item more than once.
 *
 * <p>Labels come in ascending order (text by code point) unless {@link #withLabels} fixes it; the order matters for weighted kappa and for
 * ordinal alpha, and sorted text is rarely the intended one: "high" &lt; "low" &lt; "mid". Immutable.
 *
 * @param <L> label, such as {@code String} or {@code Integer}
 */
public final class Ratings<L extends Comparable<? super L>> {
    private final List<String> items;
    private final List<String> annotators;
    private final List<L> labels;
    final int[][] by; // [item]: the annotator of each of its ratings
    final int[][] codes; // [item]: the label of the same rating, by its place in labels

    private Ratings(List<String> items, List<String> annotators, List<L> labels, int[][] by, int[][] codes) {
        this.items = List.copyOf(items);
        this.annotators = List.copyOf(annotators);
        this.labels = List.copyOf(labels);
        this.by = by;
        this.codes = codes;
    }

    /**
     * One label that one annotator gave one item.
     *
     * @param item name of what was rated
     * @param annotator name of who rated it
     * @param label not null, and not NaN: a rating that is missing is left out
     */
    public record Rating<L>(String item, String annotator, L label) {}

    /**
     * Collects ratings; items and annotators keep the order in which they first occur.
     *
     * @throws IllegalArgumentException if there is none, or a label is null or NaN; names item and annotator
     */
    public static <L extends Comparable<? super L>> Ratings<L> of(Collection<Rating<L>> ratings) {
        var items = new LinkedHashSet<String>();
        var annotators = new LinkedHashSet<String>();
        for (Rating<L> rating : ratings) {
            items.add(rating.item());
            annotators.add(rating.annotator());
        }
        return coded(new ArrayList<>(items), new ArrayList<>(annotators), ratings);
    }

    /**
     * Reads a table: {@code table.get(item).get(annotator)}, null where the annotator skipped the item. Items are called "0", "1" ...
     *
     * @param annotators name of each column, unique
     * @param table one line per item, as long as {@code annotators}
     * @throws IllegalArgumentException if a line has another length, a name is used twice, there is no rating, or a label is NaN; names
     *     item and annotator
     */
    public static <L extends Comparable<? super L>> Ratings<L> ofTable(
            List<String> annotators, List<? extends List<L>> table) {
        if (new LinkedHashSet<>(annotators).size() < annotators.size()) {
            throw new IllegalArgumentException("a name is used twice among the annotators " + annotators);
        }
        List<String> items =
                IntStream.range(0, table.size()).mapToObj(Integer::toString).toList();
        var ratings = new ArrayList<Rating<L>>();
        for (int i = 0; i < table.size(); i++) {
            List<L> line = table.get(i);
            if (line.size() != annotators.size()) {
                throw new IllegalArgumentException(
                        "item \"%d\" has %d ratings for %d annotators; give null where one skipped it"
                                .formatted(i, line.size(), annotators.size()));
            }
            for (int a = 0; a < line.size(); a++) {
                if (line.get(a) != null) {
                    ratings.add(new Rating<>(items.get(i), annotators.get(a), line.get(a)));
                }
            }
        }
        return coded(items, annotators, ratings);
    }

    /** Takes labelling functions for annotators and rows for items; an abstention is no rating, and every class a label. */
    public static Ratings<Integer> of(LabelMatrix votes) {
        int[][] by = new int[votes.rows()][];
        int[][] codes = new int[votes.rows()][];
        for (int row = 0; row < by.length; row++) {
            int[] line = votes.votes(row);
            by[row] = IntStream.range(0, line.length)
                    .filter(f -> line[f] != LabelingFunction.ABSTAIN)
                    .toArray();
            codes[row] = Arrays.stream(by[row]).map(f -> line[f]).toArray();
        }
        return new Ratings<>(
                IntStream.range(0, by.length).mapToObj(Integer::toString).toList(),
                votes.functions(),
                IntStream.range(0, votes.cardinality()).boxed().toList(),
                by,
                codes);
    }

    private static <L extends Comparable<? super L>> Ratings<L> coded(
            List<String> items, List<String> annotators, Collection<Rating<L>> ratings) {
        if (ratings.isEmpty()) {
            throw new IllegalArgumentException("there are no ratings; give at least one");
        }
        var seen = new TreeSet<L>(Ratings::compare);
        for (Rating<L> rating : ratings) {
            if (rating.label() == null
                    || rating.label().equals(Double.NaN)
                    || rating.label().equals(Float.NaN)) {
                throw new IllegalArgumentException(
                        "item \"%s\", annotator \"%s\": the label is %s; leave out a rating that is missing"
                                .formatted(rating.item(), rating.annotator(), rating.label()));
            }
            seen.add(rating.label());
        }
        Map<String, Integer> itemAt = places(items);
        Map<String, Integer> annotatorAt = places(annotators);
        Map<L, Integer> labelAt = places(seen);
        int[] counts = new int[items.size()];
        ratings.forEach(rating -> counts[itemAt.get(rating.item())]++);
        int[][] by = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        int[][] codes = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (Rating<L> rating : ratings) {
            int item = itemAt.get(rating.item());
            int place = by[item].length - counts[item]--;
            by[item][place] = annotatorAt.get(rating.annotator());
            codes[item][place] = labelAt.get(rating.label());
        }
        return new Ratings<>(items, annotators, new ArrayList<>(seen), by, codes);
    }

    private static <K> Map<K, Integer> places(Collection<K> keys) {
        var places = new LinkedHashMap<K, Integer>();
        keys.forEach(key -> places.put(key, places.size()));
        return places;
    }

    // Text by code point, as Python sorts it; compareTo would put some emoji before other characters.
    private static <L extends Comparable<? super L>> int compare(L a, L b) {
        return a instanceof String left && b instanceof String right
                ? Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray())
                : a.compareTo(b);
    }

    /**
     * Returns these ratings with the labels in this order; labels that nobody gave may be among them.
     *
     * @throws IllegalArgumentException if a label that was given is missing, or one occurs twice
     */
    public Ratings<L> withLabels(List<L> order) {
        Map<L, Integer> places = places(order);
        if (places.size() < order.size()) {
            throw new IllegalArgumentException("a label occurs twice in " + order);
        }
        for (L label : labels) {
            if (!places.containsKey(label)) {
                throw new IllegalArgumentException("the label " + label + " was given and is not in " + order);
            }
        }
        int[][] moved = Arrays.stream(codes)
                .map(line -> Arrays.stream(line)
                        .map(code -> places.get(labels.get(code)))
                        .toArray())
                .toArray(int[][]::new);
        return new Ratings<>(items, annotators, order, by, moved);
    }

    /** Returns the names of the items, those without a rating too. */
    public List<String> items() {
        return items;
    }

    /** Returns the names of the annotators, those without a rating too. */
    public List<String> annotators() {
        return annotators;
    }

    /** Returns the labels in their order. */
    public List<L> labels() {
        return labels;
    }

    /**
     * Returns how many ratings an annotator gave: look at it before you judge one by a handful of items.
     *
     * @throws IllegalArgumentException if nobody is called so
     */
    public long count(String annotator) {
        int place = place(annotator);
        return Arrays.stream(by)
                .flatMapToInt(Arrays::stream)
                .filter(a -> a == place)
                .count();
    }

    /**
     * Returns how often each item got each label: {@code [item][label]}.
     *
     * <p>The table that Fleiss' kappa takes; statsmodels' {@code aggregate_raters}.
     */
    public int[][] table() {
        int[][] table = new int[items.size()][labels.size()];
        for (int i = 0; i < codes.length; i++) {
            for (int code : codes[i]) {
                table[i][code]++;
            }
        }
        return table;
    }

    int place(String annotator) {
        int place = annotators.indexOf(annotator);
        if (place < 0) {
            throw new IllegalArgumentException("there is no annotator \"" + annotator + "\"; there are " + annotators);
        }
        return place;
    }

    /** Checks that nobody rated an item twice, as agreement between annotators needs it. */
    void requireOneEach() {
        for (int i = 0; i < by.length; i++) {
            var seen = new LinkedHashSet<Integer>();
            for (int annotator : by[i]) {
                if (!seen.add(annotator)) {
                    throw new IllegalArgumentException(
                            "annotator \"%s\" rated item \"%s\" more than once; agreement takes one rating of each"
                                    .formatted(annotators.get(annotator), items.get(i)));
                }
            }
        }
    }
}
