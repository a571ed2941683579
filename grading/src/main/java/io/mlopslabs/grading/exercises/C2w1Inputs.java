// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The inputs that week c2w1's exercises are tried with: much of what is drawn lies on a border, where answers part. */
final class C2w1Inputs {
    private static final List<String> DAYS = List.of("double[][]", "double[]", "int");
    private static final List<String> VISITS = List.of("String[]", "int");
    private static final List<String> REPORTS = List.of("String[]", "String[]", "String[]", "int", "int");
    private static final List<String> LISTS = List.of("String[]", "int[]", "int", "String[]", "int[]", "int");

    private static final List<String> DAMAGES = List.of("None", "Minor", "Medium", "Substantial", "C", "minor", "");
    private static final List<String> SPEEDS = List.of(
            "", "0", "140", "95.5", "300", "-5", "-0.5", "250.5", "999", "NaN", "120d", "1e2", "60 kt", "138mph",
            "unknown");

    static final Map<String, Generator> GENERATORS = Map.of(
            "quiet-days", new Generator(DAYS, Set.of("calls", "values"), Set.of(), C2w1Inputs::quietDays),
            "visits", new Generator(VISITS, Set.of("calls", "rows"), Set.of(), C2w1Inputs::visits),
            "strike-reports", new Generator(REPORTS, Set.of("calls", "rows"), Set.of(), C2w1Inputs::strikeReports),
            "ranked-lists", new Generator(LISTS, Set.of("calls", "values"), Set.of(), C2w1Inputs::rankedLists));

    private C2w1Inputs() {}

    /** One to four columns, each with none to {@code values} values, many of them equal; today is mostly one of the highest. */
    private static List<List<Object>> quietDays(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int columns = random.nextInt(1, 5);
            double[][] quiet = new double[columns][];
            double[] today = new double[columns];
            for (int c = 0; c < columns; c++) {
                int n = random.nextInt(settings.get("values").intValue() + 1);
                quiet[c] = random.ints(n, 1, n + 2).mapToDouble(k -> k / 64.0).toArray();
                double[] sorted = Arrays.stream(quiet[c]).sorted().toArray();
                int fromTop = random.nextInt(6);
                today[c] =
                        fromTop < n ? sorted[n - 1 - fromTop] + random.nextInt(2) / 128.0 : random.nextInt(1, 9) / 8.0;
            }
            return List.of(quiet, today, random.nextInt(2, 6));
        });
    }

    /** None to {@code rows} visits of few patients; an eighth without one, some ids with white space or capitals. */
    private static List<List<Object>> visits(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("rows").intValue() + 1);
            String[] patients = new String[n];
            for (int row = 0; row < n; row++) {
                String id = "p" + random.nextInt(Math.max(1, n));
                patients[row] = switch (random.nextInt(8)) {
                    case 0 -> random.nextBoolean() ? "" : " ";
                    case 1 -> " " + id;
                    case 2 -> id + "\t";
                    case 3 -> "P" + id.substring(1);
                    default -> id;
                };
            }
            return List.of(patients, random.nextInt(n + 1));
        });
    }

    /** None to {@code rows} reports; damages in and out of the domain or missing, speeds that are numbers or look like some. */
    private static List<List<Object>> strikeReports(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            int n = random.nextInt(settings.get("rows").intValue() + 1);
            String[] damage = new String[n];
            String[] speed = new String[n];
            for (int row = 0; row < n; row++) {
                damage[row] = random.nextInt(3) > 0 ? "None" : DAMAGES.get(random.nextInt(DAMAGES.size()));
                speed[row] = SPEEDS.get(random.nextInt(SPEEDS.size()));
            }
            String[] domain = DAMAGES.subList(0, random.nextInt(1, 5)).toArray(String[]::new);
            return List.of(
                    damage, speed, domain, List.of(0, 10, 20, 25, 50).get(random.nextInt(5)), random.nextInt(250, 301));
        });
    }

    /** Two days with one to {@code values} values listed each, of which they share some; a third of the lists hides nothing. */
    private static List<List<Object>> rankedLists(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, () -> {
            var call = new ArrayList<>();
            int most = settings.get("values").intValue();
            for (int day = 0; day < 2; day++) {
                List<String> values = new ArrayList<>(
                        IntStream.range(0, most + 2).mapToObj(v -> "v" + v).toList());
                Collections.shuffle(values, new Random(random.nextLong()));
                int listed = random.nextInt(1, most + 1);
                int[] counts = new int[listed];
                int lower = random.nextInt(1, 9);
                for (int place = listed - 1; place >= 0; place--) {
                    counts[place] = lower;
                    lower += random.nextInt(9);
                }
                int hidden = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 30);
                call.add(values.subList(0, listed).toArray(String[]::new));
                call.add(counts);
                call.add(IntStream.of(counts).sum() + hidden);
            }
            return call;
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
