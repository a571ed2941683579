// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The inputs that week c2w2's exercises are tried with: whole numbers and quarters, so that no right answer differs by rounding. */
final class C2w2Inputs {
    private static final List<String> CHANCES = List.of("int[]", "double[]", "int", "double");
    private static final List<String> DROPS = List.of("String[]", "String[]");
    private static final List<String> TABLES = List.of("double[][]", "int[]", "int[]", "int");
    private static final List<String> BATCHES = List.of("double[][]", "double[][]");

    private static final List<String> NAMES = List.of(
            "a_mean",
            "a b_mean",
            "ab_mean",
            "A_mean",
            "a_mean error",
            "mean",
            "mean*",
            "a.mean",
            "a_se",
            "worst a_se",
            "w",
            "");

    static final Map<String, Generator> GENERATORS = Map.of(
            "labels-and-chances", new Generator(CHANCES, Set.of("calls", "rows"), Set.of(), C2w2Inputs::chances),
            "columns-and-drops", new Generator(DROPS, Set.of("calls", "columns"), Set.of(), C2w2Inputs::drops),
            "folded-tables", new Generator(TABLES, Set.of("calls", "rows", "columns"), Set.of(), C2w2Inputs::tables),
            "train-and-served", new Generator(BATCHES, Set.of("calls", "values"), Set.of(), C2w2Inputs::batches));

    private C2w2Inputs() {}

    /** None to {@code rows} rows, probabilities in eighths, so that many are equal or on the threshold. */
    private static List<List<Object>> chances(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("rows").intValue() + 1);
            int[] labels = random.ints(n, 0, random.nextInt(8) == 0 ? 1 : 2).toArray();
            double[] chances = random.ints(n, 0, 9).mapToDouble(k -> k / 8.0).toArray();
            return List.of(labels, chances, random.nextInt(2), random.nextInt(1, 8) / 8.0);
        });
    }

    /** None to {@code columns} columns, one header in eight with a name twice; entries that mean one column, many, or in a call of three none. */
    private static List<List<Object>> drops(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            List<String> names = new ArrayList<>(NAMES);
            Collections.shuffle(names, new Random(random.nextLong()));
            int n = random.nextInt(
                    Math.min(names.size(), settings.get("columns").intValue()) + 1);
            List<String> columns = new ArrayList<>(names.subList(0, n));
            var drop = new ArrayList<String>();
            for (int i = n == 0 ? 0 : random.nextInt(5); i > 0; i--) {
                String name = columns.get(random.nextInt(n));
                drop.add(random.nextInt(3) > 0 ? name : name.substring(0, random.nextInt(name.length() + 1)) + "*");
            }
            if (random.nextInt(3) == 0) {
                drop.add(
                        random.nextInt(drop.size() + 1),
                        names.get(random.nextInt(names.size())).replace("a", "aa"));
            }
            if (n > 0 && random.nextInt(8) == 0) {
                columns.add(columns.get(random.nextInt(n)));
            }
            return List.of(columns.toArray(String[]::new), drop.toArray(String[]::new));
        });
    }

    /** Four to {@code rows} rows of whole numbers, of which a column or two know the label a little; folds with a gap, some rows in none. */
    private static List<List<Object>> tables(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(4, Math.max(5, settings.get("rows").intValue() + 1));
            int columns = random.nextInt(1, settings.get("columns").intValue() + 1);
            double[][] x = new double[n][];
            int[] y = random.ints(n, 0, 2).toArray();
            int[] fold = new int[n];
            for (int row = 0; row < n; row++) {
                x[row] = random.ints(columns, -9, 10).asDoubleStream().toArray();
                x[row][0] += 6 * y[row];
                fold[row] = List.of(-1, 0, 0, 0, 2, 2, 5).get(random.nextInt(7));
            }
            fold[0] = 0;
            fold[n - 1] = 2; // two folds at least
            return List.of(x, y, fold, random.nextInt(1, columns + 1));
        });
    }

    /** One to four training batches and none to four that are served, each of none to {@code values} values, near zero or far from it. */
    private static List<List<Object>> batches(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            double offset = random.nextInt(3) == 0 ? 1.7e9 : 0;
            int spread = random.nextInt(6) == 0 ? 1 : 40;
            double[][] train = new double[random.nextInt(1, 5)][];
            double[][] served = new double[random.nextInt(5)][];
            for (double[][] batches : List.of(train, served)) {
                for (int b = 0; b < batches.length; b++) {
                    int n = random.nextInt(settings.get("values").intValue() + 1);
                    batches[b] = random.ints(n, 0, batches == train ? spread : 40)
                            .mapToDouble(k -> k % 10 == 9 ? Double.NaN : offset + k / 4.0)
                            .toArray();
                }
            }
            train[random.nextInt(train.length)] = new double[] {offset};
            return List.of(train, served);
        });
    }

    private static List<List<Object>> calls(Map<String, Double> settings, Supplier<List<Object>> call) {
        var calls = new ArrayList<List<Object>>();
        for (int i = 0; i < settings.get("calls"); i++) {
            calls.add(call.get());
        }
        return calls;
    }
}
