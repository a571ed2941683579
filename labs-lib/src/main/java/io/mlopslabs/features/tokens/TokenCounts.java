// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How often each token was seen; where there are weights or labels, the sum of weights of each token with each label instead.
 *
 * <p>Sums are kept as two doubles, the second for what the first cannot hold, so that rows in another order give the same sum.
 */
final class TokenCounts {
    final TokenTable table = new TokenTable(0);
    private long[] counts; // null where there are sums
    private double[][] sums; // of each token: by label, the sum and its rest
    private double[] rows = {}; // the same of all rows

    TokenCounts(boolean summed) {
        if (summed) {
            sums = new double[8][];
        } else {
            counts = new long[8];
        }
    }

    /** Counts a token. */
    void add(String token, long times) {
        int number = number(token);
        counts[number] += times;
    }

    /** Adds the weight of a token that came with a label. */
    void add(String token, int label, double weight) {
        int number = number(token);
        sums[number] = add(sums[number], label, weight);
    }

    /** Adds the weight of a row that has a label. */
    void addRow(int label, double weight) {
        rows = add(rows, label, weight);
    }

    private int number(String token) {
        int before = table.size();
        int number = table.add(token);
        if (number == before) {
            Fingerprint.checkPaired(token);
            if (counts != null && number == counts.length) {
                counts = Arrays.copyOf(counts, number + (number >> 1) + 8);
            } else if (sums != null && number == sums.length) {
                sums = Arrays.copyOf(sums, number + (number >> 1) + 8);
            }
            if (sums != null) {
                sums[number] = new double[2];
            }
        }
        return number;
    }

    private static double[] add(double[] to, int label, double weight) {
        double[] sums = 2 * label < to.length ? to : Arrays.copyOf(to, 2 * label + 2);
        double sum = sums[2 * label];
        double more = sum + weight;
        double part = more - sum;
        sums[2 * label] = more;
        sums[2 * label + 1] += (sum - (more - part)) + (weight - part); // Knuth's exact error of the addition
        return sums;
    }

    /** Returns the count of a token, or the sum of its weights. */
    double total(int number) {
        return counts != null ? counts[number] : Arrays.stream(sums[number]).sum();
    }

    /** Returns the sums of a token's weights by label, as many as the token needs. */
    double[] byLabel(int number) {
        return plain(sums[number]);
    }

    /** Returns the sums of all rows' weights by label. */
    double[] rowsByLabel() {
        return plain(rows);
    }

    private static double[] plain(double[] pairs) {
        double[] plain = new double[pairs.length / 2];
        Arrays.setAll(plain, i -> pairs[2 * i] + pairs[2 * i + 1]);
        return plain;
    }

    void addAll(TokenCounts other) {
        for (int n = 0; n < other.table.size(); n++) {
            if (counts != null) {
                add(other.table.token(n), other.counts[n]);
            } else {
                int number = number(other.table.token(n));
                sums[number] = addAll(sums[number], other.sums[n]);
            }
        }
        rows = addAll(rows, other.rows);
    }

    private static double[] addAll(double[] to, double[] pairs) {
        double[] sums = to;
        for (int i = 0; i < pairs.length; i++) {
            sums = add(sums, i / 2, pairs[i]);
        }
        return sums;
    }

    void write(DataOutput out) throws IOException {
        write(rows, out);
        out.writeInt(table.size());
        for (int n = 0; n < table.size(); n++) {
            byte[] token = table.token(n).getBytes(StandardCharsets.UTF_8);
            out.writeInt(token.length);
            out.write(token);
            if (counts != null) {
                out.writeLong(counts[n]);
            } else {
                write(sums[n], out);
            }
        }
    }

    private static void write(double[] numbers, DataOutput out) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    static TokenCounts read(boolean summed, DataInput in) throws IOException {
        var read = new TokenCounts(summed);
        read.rows = numbers(in);
        for (int left = length(in); left > 0; left--) {
            byte[] token = new byte[length(in)];
            in.readFully(token);
            int number = read.number(new String(token, StandardCharsets.UTF_8));
            if (summed) {
                read.sums[number] = numbers(in);
            } else {
                read.counts[number] = in.readLong();
            }
        }
        return read;
    }

    private static double[] numbers(DataInput in) throws IOException {
        double[] numbers = new double[length(in)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("these bytes are no counts of tokens: a length is " + length);
        }
        return length;
    }
}
