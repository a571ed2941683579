// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The most frequent values of a column, from a table that keeps a fixed number of them.
 *
 * <p>While no more values than its capacity are distinct, every count is exact. Beyond, a count is never too high and too low by at most
 * {@link #undercount()}, which for {@code n} rows never exceeds {@code 2 n / capacity}; a value that occurs more often than that is listed.
 * A value that is listed need not be frequent: hold its count against the bound.
 *
 * <p>The same values, counts and order as TFDV's {@code top_values} while exact; TFDV's own sketch may be too high instead.
 *
 * @see "Misra and Gries 1982, Finding repeated elements, doi:10.1016/0167-6423(82)90012-0"
 * @see "Agarwal et al. 2013, Mergeable summaries, doi:10.1145/2500128"
 */
public final class FrequentItems {
    /** The default number of values that are kept. */
    public static final int DEFAULT_CAPACITY = 16_384;

    /**
     * A value and how often it was seen.
     *
     * @param value as it was added
     * @param count rows; too low by at most {@link FrequentItems#undercount()}
     */
    public record Item(String value, long count) {}

    // Python and C++ compare texts byte by byte; Java's strings differ from that beyond U+FFFF
    private static final Comparator<Item> GREATEST_FIRST = Comparator.comparingLong(Item::count)
            .thenComparing(item -> item.value().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .reversed();

    private final List<Item> items;
    private final long total;
    private final long undercount;

    FrequentItems(Map<String, Long> counts, long total, long undercount) {
        items = counts.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .sorted(GREATEST_FIRST)
                .toList();
        this.total = total;
        this.undercount = undercount;
    }

    /** Returns the accumulator of a column of texts with {@link #DEFAULT_CAPACITY}. */
    public static Accumulator<String, ?, FrequentItems> accumulator() {
        return accumulator(DEFAULT_CAPACITY);
    }

    /**
     * Returns the accumulator of a column of texts; for other values see {@link Accumulator#contramap}.
     *
     * @param capacity how many values are kept; see the class for what it buys
     * @throws IllegalArgumentException if {@code capacity} is below 1
     */
    public static Accumulator<String, ?, FrequentItems> accumulator(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity is " + capacity + "; give how many values to keep, at least 1");
        }
        return new FrequentItemsAccumulator(capacity);
    }

    /**
     * Returns the {@code k} values of the highest counts, or all that are kept if they are fewer.
     *
     * <p>Highest first; of equal counts the value that comes later in the order of UTF-8 bytes stands first, as in TFDV.
     *
     * @throws IllegalArgumentException if {@code k} is negative
     */
    public List<Item> top(int k) {
        if (k < 0) {
            throw new IllegalArgumentException("k is " + k + "; give how many values to list, at least 0");
        }
        return items.subList(0, Math.min(k, items.size()));
    }

    /** Returns the number of rows. */
    public long total() {
        return total;
    }

    /** Returns by how many rows a count may be too low, and how often a value may have occurred that is not kept; 0 when exact. */
    public long undercount() {
        return undercount;
    }

    /** Returns one line: the five most frequent values, rows and the bound. */
    @Override
    public String toString() {
        return top(5) + " of " + items.size() + ", n = " + total + ", too low by at most " + undercount;
    }
}
