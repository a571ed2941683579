// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Ids as vectors, for models that take numbers: from a table that was made elsewhere, or with a 1 at the id's place.
 *
 * <p>All vectors are {@code FLOAT32} and of a width that is known before the full pass. An id without a vector is an error that names operation,
 * column and row, unless it is said what stands for it: an unknown token never becomes a row of zeros by itself.
 */
public final class Embedding {
    private Embedding() {}

    /** What an id beyond the depth becomes. */
    public enum Unknown {
        /** An error. */
        ERROR,
        /** No 1 anywhere, as in {@code tf.one_hot}. */
        ZEROS
    }

    /** How the vectors of a row become one. */
    public enum Pooling {
        /** Their mean. */
        MEAN,
        /** Their sum. */
        SUM
    }

    /**
     * Returns the vector of each id; several ids per row give their vectors one after the other. {@code tf.nn.embedding_lookup}.
     *
     * <p>The table is written to the graph's JSON.
     *
     * @param table the vector of id 0, 1, 2 …
     * @throws IllegalArgumentException if the column is not {@code INT64} or is ragged, or the table is empty or uneven; for a row, if an id has
     *     no vector
     */
    public static Column lookup(Column ids, double[][] table) {
        return ids.map(new Lookup(boxed(table), null, null));
    }

    /** Returns the vector of each id, and {@code unknown} for an id that has none. */
    public static Column lookup(Column ids, double[][] table, double[] unknown) {
        return ids.map(new Lookup(boxed(table), boxed(unknown), null));
    }

    /**
     * Returns one vector for all ids of a row; {@code unknown} stands for an id that has none, and for a row without ids.
     * {@code tf.nn.embedding_lookup_sparse}.
     */
    public static Column pooled(Column ids, double[][] table, double[] unknown, Pooling pooling) {
        return ids.map(new Lookup(boxed(table), boxed(unknown), pooling));
    }

    private static List<List<Double>> boxed(double[][] table) {
        return Arrays.stream(table).map(Embedding::boxed).toList();
    }

    private static List<Double> boxed(double[] vector) {
        return Arrays.stream(vector).boxed().toList();
    }

    /**
     * Returns the table of a text file: a line for each id, its numbers between spaces, tabs or commas.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is empty, a value is no finite number, or a line has another number of values than the first; names
     *     file and line
     */
    public static double[][] read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        double[][] table = new double[lines.size()][];
        for (int line = 0; line < table.length; line++) {
            var values = new StringTokenizer(lines.get(line), " \t,");
            table[line] = new double[values.countTokens()];
            for (int i = 0; i < table[line].length; i++) {
                table[line][i] = number(file, line + 1, values.nextToken());
            }
            if (table[line].length != table[0].length) {
                throw new IllegalArgumentException("%s: line %d has %d numbers, and line 1 has %d"
                        .formatted(file, line + 1, table[line].length, table[0].length));
            }
        }
        if (table.length == 0) {
            throw new IllegalArgumentException(file + ": this table has no line");
        }
        return table;
    }

    private static double number(Path file, int line, String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException none) {
            // the same message
        }
        throw new IllegalArgumentException("%s: line %d: \"%s\" is no finite number".formatted(file, line, value));
    }

    /**
     * Returns a vector of {@code depth} numbers for each id: 1 at its place, 0 elsewhere; an id beyond is an error. {@code tf.one_hot}.
     *
     * @throws IllegalArgumentException if the column is not {@code INT64} with one id per row; for a row, if the id is not below {@code depth}
     */
    public static Column oneHot(Column ids, int depth) {
        return oneHot(ids, depth, Unknown.ERROR);
    }

    /** Returns a vector of {@code depth} numbers for each id, and says what an id beyond becomes. */
    public static Column oneHot(Column ids, int depth, Unknown unknown) {
        return ids.map(new OneHot(depth, false, unknown));
    }

    /** Returns a vector of {@code depth} numbers for each row: 1 at the place of each of its ids. Keras' {@code multi_hot}. */
    public static Column multiHot(Column ids, int depth, Unknown unknown) {
        return ids.map(new OneHot(depth, true, unknown));
    }
}
