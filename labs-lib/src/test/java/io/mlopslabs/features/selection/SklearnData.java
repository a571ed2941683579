// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The two data sets that the reference numbers were made from, out of scikit-learn's own files; 1 is benign. */
final class SklearnData {
    private static final List<String> MEASURES = List.of(
            "radius",
            "texture",
            "perimeter",
            "area",
            "smoothness",
            "compactness",
            "concavity",
            "concave points",
            "symmetry",
            "fractal dimension");

    static final SklearnData WDBC = read(
            lines("breast_cancer.csv").skip(1).map(line -> line.split(",", -1)).toList(),
            Stream.of("mean %s", "%s error", "worst %s")
                    .flatMap(kind -> MEASURES.stream().map(kind::formatted))
                    .toList());
    static final SklearnData DIABETES = diabetes();

    private final FeatureTable x;
    private final double[] y;

    private SklearnData(FeatureTable x, double[] y) {
        this.x = x;
        this.y = y;
    }

    FeatureTable x() {
        return x;
    }

    double[] y() {
        return y.clone();
    }

    private static SklearnData diabetes() {
        List<String> targets = lines("diabetes_target.csv").toList();
        List<String> rows = lines("diabetes_data_raw.csv").toList();
        return read(
                IntStream.range(0, rows.size())
                        .mapToObj(i -> (rows.get(i) + " " + targets.get(i)).split(" ", -1))
                        .toList(),
                List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"));
    }

    private static SklearnData read(List<String[]> lines, List<String> names) {
        double[][] rows = lines.stream()
                .map(line ->
                        Arrays.stream(line).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
        return new SklearnData(
                FeatureTable.of(
                        names,
                        Arrays.stream(rows)
                                .map(row -> Arrays.copyOf(row, names.size()))
                                .toArray(double[][]::new)),
                Arrays.stream(rows).mapToDouble(row -> row[names.size()]).toArray());
    }

    private static Stream<String> lines(String file) {
        try (var in = SklearnData.class.getResourceAsStream("/golden/sklearn/" + file)) {
            return new String(in.readAllBytes(), UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The target as labels. */
    List<?> labels() {
        return Arrays.stream(y).boxed().toList();
    }
}
