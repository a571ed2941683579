// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The inputs that week c1w3's exercises are tried with. Probabilities are sixteenths, so that sums come out exact in any order. */
final class C1w3Inputs {
    private static final List<String> VOTES = List.of("int[][]", "int", "int");
    private static final List<String> RATINGS = List.of("int[][]", "int");
    private static final List<String> REVIEW = List.of("int[]", "double[][]", "int");

    private static final List<String> ROWS = List.of("int[]", "int[]");

    static final Map<String, Generator> GENERATORS = Map.of(
            "votes", new Generator(VOTES, Set.of("calls", "rows"), Set.of(), C1w3Inputs::votes),
            "ratings", new Generator(RATINGS, Set.of("calls", "items"), Set.of(), C1w3Inputs::ratings),
            "labels-and-probabilities",
                    new Generator(REVIEW, Set.of("calls", "samples"), Set.of(), C1w3Inputs::labelsAndProbabilities),
            "senders-and-texts", new Generator(ROWS, Set.of("calls", "rows"), Set.of(), C1w3Inputs::sendersAndTexts));

    private C1w3Inputs() {}

    /** None to {@code rows} rows of one to seven functions that abstain half of the time; ties and silent rows among them. */
    static List<List<Object>> votes(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int classes = random.nextInt(2, 5);
            int functions = random.nextInt(1, 8);
            int[][] votes = new int[random.nextInt(settings.get("rows").intValue() + 1)][functions];
            for (int[] row : votes) {
                for (int f = 0; f < functions; f++) {
                    row[f] = random.nextBoolean() ? -1 : random.nextInt(classes);
                }
            }
            return List.of(votes, classes, random.nextInt(1, 4));
        });
    }

    /** None to {@code items} items, two to five annotators who often agree; a quarter is skipped. */
    static List<List<Object>> ratings(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int annotators = random.nextInt(2, 6);
            int[][] given = new int[random.nextInt(settings.get("items").intValue() + 1)][annotators];
            for (int[] item : given) {
                int usual = random.nextInt(3);
                for (int a = 0; a < annotators; a++) {
                    int drawn = random.nextInt(12);
                    item[a] = drawn < 3 ? -1 : drawn < 8 ? usual : random.nextInt(3);
                }
            }
            return List.of(given, annotators);
        });
    }

    /** None to {@code samples} samples of two to four classes; probabilities in sixteenths, a class at times without a sample. */
    static List<List<Object>> labelsAndProbabilities(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int classes = random.nextInt(2, 5);
            int used = random.nextInt(4) == 0 ? classes - 1 : classes;
            int n = random.nextInt(settings.get("samples").intValue() + 1);
            int[] labels = new int[n];
            double[][] probs = new double[n][classes];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(used);
                int liked = random.nextInt(3) == 0 ? random.nextInt(classes) : labels[i];
                for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
                    probs[i][random.nextInt(3) == 0 ? liked : random.nextInt(classes)] += 1 / 16.0;
                }
            }
            return List.of(labels, probs, random.nextInt(0, 6));
        });
    }

    /** None to {@code rows} rows, each alike with few others, a third of the senders unknown: chains are long and not all is one bundle. */
    static List<List<Object>> sendersAndTexts(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("rows").intValue() + 1);
            int[] senders = random.ints(n, 0, Math.max(1, 3 * n / 2)).toArray();
            for (int i = 0; i < n; i++) {
                senders[i] = random.nextInt(3) == 0 ? -1 : senders[i];
            }
            return List.of(senders, random.ints(n, 0, Math.max(1, 3 * n / 2)).toArray());
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
