// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The inputs that week c1w2's exercises are tried with. Gains per day come out exact in any order of the sums, so that ties are ties. */
final class C1w2Inputs {
    private static final List<String> TABLE = List.of("double[][]");
    private static final List<String> TAGS = List.of("int[]", "int[]", "double[]", "int[]");
    private static final List<String> TESTS = List.of("double[]", "double[]", "double");
    private static final List<String> MIXES = List.of("double[]", "double[]", "double[]");

    static final Map<String, Generator> GENERATORS = Map.of(
            "confusions",
            new Generator(TABLE, Set.of("calls", "classes"), Set.of(), C1w2Inputs::confusions),
            "tags-and-days",
            new Generator(TAGS, Set.of("calls", "tags"), Set.of(), C1w2Inputs::tagsAndDays),
            "gains-and-p-values",
            new Generator(TESTS, Set.of("calls", "remedies"), Set.of(), C1w2Inputs::gainsAndPValues),
            "mixes",
            new Generator(MIXES, Set.of("calls", "classes"), Set.of(), C1w2Inputs::mixes));

    private C1w2Inputs() {}

    /** Square tables of 1 to {@code classes} rows, a third of the counts 0 and one row in five empty. */
    private static List<List<Object>> confusions(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(1, settings.get("classes").intValue() + 1);
            double[][] counts = new double[n][n];
            for (double[] row : counts) {
                if (random.nextInt(5) > 0) {
                    Arrays.setAll(row, j -> Math.max(0, random.nextInt(-10, 20)));
                }
            }
            return List.of((Object) counts);
        });
    }

    /** None to {@code tags} tags, some without examples, some above their ceiling, many with equal gains per day. */
    private static List<List<Object>> tagsAndDays(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("tags").intValue() + 1);
            int[] examples = new int[n];
            int[] wrong = new int[n];
            double[] ceiling = new double[n];
            int[] days = new int[n];
            for (int t = 0; t < n; t++) {
                examples[t] = random.nextInt(6) == 0 ? 0 : 8 << random.nextInt(3);
                wrong[t] = examples[t] * random.nextInt(5) / 8;
                ceiling[t] = random.nextInt(5, 9) / 8.0;
                days[t] = 1 << random.nextInt(3);
            }
            return List.of(examples, wrong, ceiling, days);
        });
    }

    /** None to {@code remedies} remedies, half of the p-values below 0.1, one in eight missing, one gain in four a loss. */
    private static List<List<Object>> gainsAndPValues(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("remedies").intValue() + 1);
            double[] gains = new double[n];
            double[] pValues = new double[n];
            for (int i = 0; i < n; i++) {
                gains[i] = (random.nextInt(4) == 0 ? -1 : 1) * random.nextInt(1, 100) / 1000.0;
                double p = random.nextBoolean() ? random.nextDouble() / 10 : random.nextDouble();
                pValues[i] = random.nextInt(8) == 0 ? Double.NaN : p * p;
            }
            return List.of(gains, pValues, random.nextBoolean() ? 0.05 : 0.1);
        });
    }

    /** Probabilities of 1 to {@code classes} classes with two mixes of counts; one class in six was not trained, one in six does not come. */
    private static List<List<Object>> mixes(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(1, settings.get("classes").intValue() + 1);
            double[] probabilities = random.doubles(n, 0.01, 1).toArray();
            double[] trainMix = new double[n];
            double[] realMix = new double[n];
            for (int k = 0; k < n; k++) {
                trainMix[k] = random.nextInt(6) == 0 ? 0 : random.nextInt(1, 400);
                realMix[k] = k > 0 && random.nextInt(6) == 0 ? 0 : random.nextInt(1, 400);
            }
            double sum = Arrays.stream(probabilities).sum();
            return List.of(Arrays.stream(probabilities).map(p -> p / sum).toArray(), trainMix, realMix);
        });
    }

    private static List<List<Object>> calls(Map<String, Double> settings, Supplier<List<Object>> call) {
        return Stream.generate(call).limit(settings.get("calls").intValue()).toList();
    }
}
