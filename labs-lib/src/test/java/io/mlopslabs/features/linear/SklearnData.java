// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.linear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The two data sets that scikit-learn brings along, rows in its order. */
@SuppressWarnings("ArrayRecordComponent") // read by index, and never compared
public record SklearnData(double[][] x, double[] y) {
    /** 569 rows, 30 columns; 1 = benign. */
    public static SklearnData wdbc() {
        double[][] rows = Arrays.stream(lines("breast_cancer.csv"))
                .skip(1)
                .map(line -> numbers(line, ","))
                .toArray(double[][]::new);
        return new SklearnData(
                Arrays.stream(rows).map(row -> Arrays.copyOf(row, 30)).toArray(double[][]::new),
                Arrays.stream(rows).mapToDouble(row -> row[30]).toArray());
    }

    /** 442 rows, 10 columns, not scaled. */
    public static SklearnData diabetes() {
        return new SklearnData(
                Arrays.stream(lines("diabetes_data_raw.csv"))
                        .map(line -> numbers(line, " "))
                        .toArray(double[][]::new),
                Arrays.stream(lines("diabetes_target.csv"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    /** The same with population standard deviation 1 and mean 0 in each column. */
    public SklearnData standardized() {
        return scaled(Math.sqrt(x.length));
    }

    /** The same with columns centred and of norm 1. */
    public SklearnData normalized() {
        return scaled(1);
    }

    /** The same with the target's mean taken off. */
    public SklearnData centeredTarget() {
        double mean = Arrays.stream(y).average().orElseThrow();
        return new SklearnData(x, Arrays.stream(y).map(v -> v - mean).toArray());
    }

    public int[] classes() {
        return Arrays.stream(y).mapToInt(v -> (int) v).toArray();
    }

    private SklearnData scaled(double norm) {
        double[][] scaled = new double[x.length][x[0].length];
        for (int j = 0; j < x[0].length; j++) {
            int column = j;
            double mean =
                    Arrays.stream(x).mapToDouble(row -> row[column]).average().orElseThrow();
            double root = Math.sqrt(Arrays.stream(x)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .sum());
            for (int i = 0; i < x.length; i++) {
                scaled[i][j] = (x[i][j] - mean) / root * norm;
            }
        }
        return new SklearnData(scaled, y);
    }

    private static double[] numbers(String line, String separator) {
        return Arrays.stream(line.split(separator))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String[] lines(String file) {
        try (var in = SklearnData.class.getResourceAsStream("/golden/sklearn/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\R");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
