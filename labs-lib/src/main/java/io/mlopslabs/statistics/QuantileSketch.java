// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values in levels: one at level {@code h} stands for 2^h rows. A level that holds {@code size} values is halved into the next.
 *
 * <p>Halving keeps every second value of the sorted level, each for two. For any x the number of rows at most x then changes by at most 2^h:
 * upward when the values at even positions are kept (0, 2, ...), downward when those at odd positions are. Both sums are kept, the smaller
 * one is fed next, and the larger is the bound. A halving at level h uses up at least {@code size * 2^h} rows of weight, so there are at most
 * n / (size 2^h) of them, however the parts were merged: no level adds more than n / size to the bound.
 */
final class QuantileSketch {
    private final int size;
    private final List<Level> levels = new ArrayList<>();
    private long upward;
    private long downward;
    private long nan;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    private static final class Level {
        double[] values = new double[16];
        int used;

        void add(double x) {
            if (used == values.length) {
                values = Arrays.copyOf(values, 2 * used);
            }
            values[used++] = x;
        }
    }

    QuantileSketch(int size) {
        this.size = size;
        levels.add(new Level());
    }

    void add(double x) {
        if (Double.isNaN(x)) {
            nan++;
            return;
        }
        min = Math.min(min, x);
        max = Math.max(max, x);
        Level bottom = levels.get(0);
        bottom.add(x);
        if (bottom.used >= size) {
            halveFullLevels();
        }
    }

    void merge(QuantileSketch other) {
        for (int h = 0; h < other.levels.size(); h++) {
            Level theirs = other.levels.get(h);
            Level ours = level(h);
            for (int i = 0; i < theirs.used; i++) {
                ours.add(theirs.values[i]);
            }
        }
        upward += other.upward;
        downward += other.downward;
        nan += other.nan;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        halveFullLevels();
    }

    private Level level(int h) {
        while (levels.size() <= h) {
            levels.add(new Level());
        }
        return levels.get(h);
    }

    private void halveFullLevels() {
        for (int h = 0; h < levels.size(); h++) {
            Level level = levels.get(h);
            if (level.used >= size) {
                halve(level, h);
            }
        }
    }

    private void halve(Level level, int h) {
        Arrays.sort(level.values, 0, level.used);
        Level next = level(h + 1);
        boolean up = upward <= downward;
        int even = level.used - level.used % 2;
        for (int i = up ? 0 : 1; i < even; i += 2) {
            next.add(level.values[i]);
        }
        if (up) {
            upward += 1L << h;
        } else {
            downward += 1L << h;
        }
        level.values[0] = level.values[level.used - 1]; // an odd one out stays: the largest
        level.used -= even;
    }

    Quantiles quantiles() {
        int kept = levels.stream().mapToInt(level -> level.used).sum();
        double[][] sorted = new double[levels.size()][];
        for (int h = 0; h < sorted.length; h++) {
            Level level = levels.get(h);
            sorted[h] = Arrays.copyOf(level.values, level.used);
            Arrays.sort(sorted[h]);
        }
        double[] values = new double[kept];
        long[] through = new long[kept];
        int[] at = new int[sorted.length];
        long rows = 0;
        for (int i = 0; i < kept; i++) {
            int smallest = -1;
            for (int h = 0; h < sorted.length; h++) {
                if (at[h] < sorted[h].length
                        && (smallest < 0 || Double.compare(sorted[h][at[h]], sorted[smallest][at[smallest]]) < 0)) {
                    smallest = h;
                }
            }
            values[i] = sorted[smallest][at[smallest]++];
            rows += 1L << smallest;
            through[i] = rows;
        }
        return new Quantiles(values, through, nan, min, max, Math.max(upward, downward));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(nan);
        out.writeLong(upward);
        out.writeLong(downward);
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeInt(levels.size());
        for (Level level : levels) {
            out.writeInt(level.used);
            for (int i = 0; i < level.used; i++) {
                out.writeDouble(level.values[i]);
            }
        }
    }

    static QuantileSketch read(int size, DataInput in) throws IOException {
        var sketch = new QuantileSketch(size);
        sketch.nan = in.readLong();
        sketch.upward = in.readLong();
        sketch.downward = in.readLong();
        sketch.min = in.readDouble();
        sketch.max = in.readDouble();
        int levels = in.readInt();
        for (int h = 0; h < levels; h++) {
            Level level = sketch.level(h);
            for (int left = in.readInt(); left > 0; left--) {
                level.add(in.readDouble());
            }
        }
        return sketch;
    }
}
