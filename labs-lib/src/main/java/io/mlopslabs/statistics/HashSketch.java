// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A set of hashes: all of them while they are few, beyond that what UltraLogLog keeps of them. */
final class HashSketch {
    private static final int PRECISION = 14;
    private static final int SKETCHED = -1; // where the bytes of a state hold no number of hashes

    private final int exact; // as many hashes are kept
    private long[] table = new long[64]; // by the lower bits of the hash; 0 is free; null once sketched
    private boolean zero; // whether the hash 0 is among them
    private int size; // of the table
    private UltraLogLog sketch; // null while all hashes are kept

    HashSketch(int exact) {
        this.exact = exact;
    }

    static long hash(String value) {
        return Hashing.komihash5_0().hashCharsToLong(value);
    }

    void add(long hash) {
        if (sketch != null) {
            sketch.add(hash);
        } else if (hash == 0) {
            zero = true;
        } else {
            insert(hash);
        }
        if (sketch == null && size + (zero ? 1 : 0) > exact) {
            sketch();
        }
    }

    private void insert(long hash) {
        int slot = (int) hash & table.length - 1;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & table.length - 1;
        }
        if (table[slot] == hash) {
            return;
        }
        table[slot] = hash;
        if (2 * ++size > table.length) {
            long[] full = table;
            table = new long[2 * full.length];
            size = 0;
            for (long one : full) {
                if (one != 0) {
                    insert(one);
                }
            }
        }
    }

    private void sketch() {
        sketch = UltraLogLog.create(PRECISION);
        if (zero) {
            sketch.add(0);
        }
        for (long one : table) {
            if (one != 0) {
                sketch.add(one);
            }
        }
        table = null;
    }

    void merge(HashSketch other) {
        if (other.sketch != null) {
            if (sketch == null) {
                sketch();
            }
            sketch.add(other.sketch);
            return;
        }
        if (other.zero) {
            add(0);
        }
        for (long one : other.table) {
            if (one != 0) {
                add(one);
            }
        }
    }

    DistinctCount count() {
        return sketch == null
                ? new DistinctCount(size + (zero ? 1 : 0), 0)
                : new DistinctCount(Math.round(sketch.getDistinctCountEstimate()), DistinctCount.SKETCH_ERROR);
    }

    void write(DataOutput out) throws IOException {
        if (sketch != null) {
            out.writeInt(SKETCHED);
            out.write(sketch.getState());
            return;
        }
        out.writeInt(size);
        out.writeBoolean(zero);
        for (long one : table) {
            if (one != 0) {
                out.writeLong(one);
            }
        }
    }

    static HashSketch read(int exact, DataInput in) throws IOException {
        var read = new HashSketch(exact);
        int hashes = in.readInt();
        if (hashes == SKETCHED) {
            byte[] registers = new byte[1 << PRECISION];
            in.readFully(registers);
            read.table = null;
            read.sketch = UltraLogLog.wrap(registers);
            return read;
        }
        read.zero = in.readBoolean();
        for (int i = 0; i < hashes; i++) {
            read.insert(in.readLong());
        }
        return read;
    }
}
