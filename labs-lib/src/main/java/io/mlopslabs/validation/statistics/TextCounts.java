// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How often each text occurs, as bytes in a table: exact up to {@link #EXACT} distinct texts, then the frequent ones and an estimate.
 *
 * <p>A full table forgets: the median count is taken off every text, and those left with nothing go. A count is then never too high, and low
 * by at most {@link #forgotten}, which stays below n / (EXACT / 2). The number of distinct texts comes from a sketch of their hashes from
 * then on, with a relative standard error of 0.6 %.
 *
 * <p>Before texts are forgotten, and when the owner asks, each is told to the owner with the count that it has not been told yet: so numbers are
 * parsed once for each distinct text, not once for each row.
 *
 * @see "Misra and Gries 1982, Finding repeated elements, doi:10.1016/0167-6423(82)90012-0"
 * @see "Ertl 2024, UltraLogLog, doi:10.14778/3654621.3654632"
 */
final class TextCounts implements Serializable {
    private static final long serialVersionUID = 1;

    static final int EXACT = 16_384;

    private static final Hasher64 HASHER = Hashing.komihash5_0();
    private static final int PRECISION = 14; // 16 kB

    /** Takes each distinct text with what has been counted of it since it was last told. */
    interface Listener {
        void accept(byte[] bytes, int start, int length, long count, double weight);
    }

    private final boolean weighted;
    private long[] slots = new long[64]; // by hash: its upper half, and entry + 1; 0 is free
    private long[] hashes = new long[32];
    private int[] starts = new int[33]; // in arena; the next one's is the end
    private long[] counts = new long[32];
    private long[] told = new long[32];
    private double[] weights;
    private double[] toldWeights;
    private byte[] arena = new byte[256];
    private int size;
    private long forgotten;
    private transient UltraLogLog distinct; // null while exact

    TextCounts(boolean weighted) {
        this.weighted = weighted;
        if (weighted) {
            weights = new double[32];
            toldWeights = new double[32];
        }
    }

    boolean exact() {
        return distinct == null;
    }

    /** By how much a count may be too low. */
    long forgotten() {
        return forgotten;
    }

    int size() {
        return size;
    }

    /** The number of distinct texts among {@code present}: exact, or an estimate that is no more than there are. */
    long distinct(long present) {
        return exact() ? size : Math.min(present, Math.max(size, Math.round(distinct.getDistinctCountEstimate())));
    }

    void add(byte[] bytes, int start, int length, long count, double weight, Listener beforeForgetting) {
        long hash = HASHER.hashBytesToLong(bytes, start, length);
        int entry = find(hash, bytes, start, length);
        if (entry < 0) {
            if (size == EXACT) {
                tell(beforeForgetting);
                forget();
            }
            entry = insert(hash, bytes, start, length);
            if (distinct != null) {
                distinct.add(hash);
            }
        }
        counts[entry] += count;
        if (weighted) {
            weights[entry] += weight;
        }
    }

    private int find(long hash, byte[] bytes, int start, int length) {
        int mask = slots.length - 1;
        int upper = (int) (hash >>> 32);
        for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
            long there = slots[slot];
            if (there == 0) {
                return -1;
            }
            int entry = (int) there - 1;
            if ((int) (there >>> 32) == upper
                    && Arrays.equals(arena, starts[entry], starts[entry + 1], bytes, start, start + length)) {
                return entry;
            }
        }
    }

    private int insert(long hash, byte[] bytes, int start, int length) {
        if (size == counts.length) {
            int room = Math.min(EXACT, 2 * size);
            hashes = Arrays.copyOf(hashes, room);
            starts = Arrays.copyOf(starts, room + 1);
            counts = Arrays.copyOf(counts, room);
            told = Arrays.copyOf(told, room);
            if (weighted) {
                weights = Arrays.copyOf(weights, room);
                toldWeights = Arrays.copyOf(toldWeights, room);
            }
        }
        int from = starts[size];
        if (arena.length - from < length) {
            arena = Arrays.copyOf(arena, Math.max(from + length, arena.length + (arena.length >> 1)));
        }
        System.arraycopy(bytes, start, arena, from, length);
        hashes[size] = hash;
        counts[size] = 0;
        told[size] = 0;
        if (weighted) {
            weights[size] = 0;
            toldWeights[size] = 0;
        }
        starts[++size] = from + length;
        if (2 * size > slots.length) {
            index(2 * slots.length);
        } else {
            enter(size - 1);
        }
        return size - 1;
    }

    private void index(int room) {
        slots = new long[room];
        for (int entry = 0; entry < size; entry++) {
            enter(entry);
        }
    }

    private void enter(int entry) {
        int mask = slots.length - 1;
        int slot = (int) hashes[entry] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = hashes[entry] >>> 32 << 32 | entry + 1;
    }

    /** Tells what has not been told. */
    void tell(Listener listener) {
        for (int entry = 0; entry < size; entry++) {
            if (counts[entry] != told[entry]) {
                double weight = weighted ? weights[entry] - toldWeights[entry] : 0;
                listener.accept(arena, starts[entry], length(entry), counts[entry] - told[entry], weight);
                told[entry] = counts[entry];
                if (weighted) {
                    toldWeights[entry] = weights[entry];
                }
            }
        }
    }

    private void forget() {
        if (distinct == null) {
            distinct = UltraLogLog.create(PRECISION);
            for (int entry = 0; entry < size; entry++) {
                distinct.add(hashes[entry]);
            }
        }
        long[] sorted = Arrays.copyOf(counts, size);
        Arrays.sort(sorted);
        long median = sorted[size / 2];
        int kept = 0;
        int end = 0;
        for (int entry = 0; entry < size; entry++) {
            if (counts[entry] > median) {
                int length = length(entry);
                int from = starts[entry];
                System.arraycopy(arena, from, arena, end, length);
                hashes[kept] = hashes[entry];
                counts[kept] = counts[entry] - median;
                told[kept] = told[entry] - median;
                if (weighted) {
                    weights[kept] = weights[entry];
                    toldWeights[kept] = toldWeights[entry];
                }
                starts[kept++] = end;
                end += length;
            }
        }
        size = kept;
        starts[size] = end;
        forgotten += median;
        index(slots.length);
    }

    /** Adds the other's texts. What either has not told goes to its listener first, so nothing is told twice. */
    void merge(TextCounts other, Listener mine, Listener theirs) {
        tell(mine);
        other.tell(theirs);
        if (other.distinct != null && distinct == null) {
            distinct = UltraLogLog.create(PRECISION);
            for (int entry = 0; entry < size; entry++) {
                distinct.add(hashes[entry]);
            }
        }
        if (other.distinct != null) {
            distinct.add(other.distinct);
        }
        for (int entry = 0; entry < other.size; entry++) {
            add(
                    other.arena,
                    other.starts[entry],
                    other.length(entry),
                    other.counts[entry],
                    weighted ? other.weights[entry] : 0,
                    (bytes, start, length, count, weight) -> {});
            int here = find(other.hashes[entry], other.arena, other.starts[entry], other.length(entry));
            told[here] = counts[here];
            if (weighted) {
                toldWeights[here] = weights[here];
            }
        }
        forgotten += other.forgotten;
    }

    byte[] bytes(int entry) {
        return Arrays.copyOfRange(arena, starts[entry], starts[entry + 1]);
    }

    int length(int entry) {
        return starts[entry + 1] - starts[entry];
    }

    long count(int entry) {
        return counts[entry];
    }

    double weight(int entry) {
        return weighted ? weights[entry] : counts[entry];
    }

    /** Entries by count or weight, greatest first; of equals the later one in the order of bytes comes first, as in TFDV. */
    int[] ranked(boolean byWeight) {
        Comparator<Integer> byAmount =
                byWeight ? Comparator.comparingDouble(this::weight) : Comparator.comparingLong(this::count);
        return IntStream.range(0, size)
                .boxed()
                .sorted(byAmount.thenComparing((a, b) -> Arrays.compareUnsigned(
                                arena, starts[a], starts[a + 1], arena, starts[b], starts[b + 1]))
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(distinct == null ? null : distinct.getState());
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        byte[] state = (byte[]) in.readObject();
        distinct = state == null ? null : UltraLogLog.wrap(state);
    }
}
