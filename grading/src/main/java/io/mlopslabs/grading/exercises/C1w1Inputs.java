// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The inputs that week c1w1's exercises are tried with. Numbers are whole or quarters where a sum must come out exact in any order. */
final class C1w1Inputs {
    private static final List<String> TABLES = List.of("double[][]", "double[][]");
    private static final List<String> BOXES = List.of("double[]", "boolean[]", "int", "double", "double");
    private static final List<String> READINGS = List.of("double[]", "double", "double", "int");
    private static final List<String> KEY = List.of("String", "double");

    static final Map<String, Generator> GENERATORS = Map.of(
            "counts-and-prices",
            new Generator(TABLES, Set.of("calls", "classes"), Set.of(), C1w1Inputs::countsAndPrices),
            "boxes-and-prices",
            new Generator(BOXES, Set.of("calls", "boxes"), Set.of(), C1w1Inputs::boxesAndPrices),
            "readings",
            new Generator(READINGS, Set.of("calls", "readings"), Set.of(), C1w1Inputs::readings),
            "numbered-keys",
            new Generator(KEY, Set.of("lots", "keys"), Set.of("share"), C1w1Inputs::numberedKeys),
            "random-keys",
            new Generator(KEY, Set.of("keys"), Set.of("share"), C1w1Inputs::randomKeys),
            "keys-asked-twice",
            new Generator(KEY, Set.of("keys"), Set.of("share"), C1w1Inputs::keysAskedTwice),
            "keys-at-rising-shares",
            new Generator(KEY, Set.of("keys", "steps"), Set.of(), C1w1Inputs::keysAtRisingShares),
            "keys-and-their-capitals",
            new Generator(KEY, Set.of("pairs"), Set.of("share"), C1w1Inputs::keysAndTheirCapitals),
            "keys-of-other-scripts",
            new Generator(KEY, Set.of("pairs"), Set.of("share"), C1w1Inputs::keysOfOtherScripts));

    private C1w1Inputs() {}

    /** Square tables of 1 to {@code classes} rows; a third of the counts is 0. */
    private static List<List<Object>> countsAndPrices(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, "calls", () -> {
            int n = random.nextInt(1, settings.get("classes").intValue() + 1);
            double[][] counts = new double[n][n];
            double[][] prices = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    counts[i][j] = Math.max(0, random.nextInt(-10, 20));
                    prices[i][j] = random.nextInt(40) / 4.0;
                }
            }
            return List.of(counts, prices);
        });
    }

    /** None to {@code boxes} boxes, some equally sure, in no order; up to three things that no box found. */
    private static List<List<Object>> boxesAndPrices(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, "calls", () -> {
            int n = random.nextInt(settings.get("boxes").intValue() + 1);
            double[] confidences = new double[n];
            boolean[] right = new boolean[n];
            int things = random.nextInt(4);
            for (int i = 0; i < n; i++) {
                confidences[i] = random.nextInt(1, 32) / 32.0;
                right[i] = random.nextDouble() < confidences[i];
                things += right[i] ? 1 : 0;
            }
            double priceWrong = random.nextInt(1, 6);
            double priceMissed = random.nextInt(1, 6);
            return List.of(confidences, right, things, priceWrong, priceMissed);
        });
    }

    /** None to {@code readings} whole readings that wander over both lines and often stop on one; a tenth never came. */
    private static List<List<Object>> readings(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, "calls", () -> {
            double raise = random.nextInt(4, 8);
            double clear = raise - random.nextInt(4);
            double[] readings =
                    new double[random.nextInt(settings.get("readings").intValue() + 1)];
            double level = raise;
            for (int i = 0; i < readings.length; i++) {
                level = Math.max(0, Math.min(10, level + random.nextInt(-3, 4)));
                readings[i] = random.nextInt(10) == 0 ? Double.NaN : level;
            }
            return List.of(readings, raise, clear, random.nextInt(1, 5));
        });
    }

    /** As customers, sessions and devices are often numbered: in each lot one prefix and one number after the other. */
    private static List<List<Object>> numberedKeys(SplittableRandom random, Map<String, Double> settings) {
        var calls = new ArrayList<List<Object>>();
        for (int lot = 0; lot < settings.get("lots"); lot++) {
            // Weak hashes miss in many lots but not in all; in this one String.hashCode misses in every usual disguise,
            // whatever the seed.
            String prefix = lot == 0 ? "app-" : letters(random, random.nextInt(1, 10)) + "-";
            int from = lot == 0 ? 2000 : random.nextInt(10_000);
            for (int key = 0; key < settings.get("keys"); key++) {
                calls.add(List.of(prefix + (from + key), settings.get("share")));
            }
        }
        return calls;
    }

    private static List<List<Object>> randomKeys(SplittableRandom random, Map<String, Double> settings) {
        return calls(settings, "keys", () -> List.of(key(random), settings.get("share")));
    }

    /** Each key is asked for once, then again in another order and as another object. */
    private static List<List<Object>> keysAskedTwice(SplittableRandom random, Map<String, Double> settings) {
        var keys = new ArrayList<String>(List.of("", "学习", "\0"));
        while (keys.size() < settings.get("keys")) {
            keys.add(key(random));
        }
        var again = new ArrayList<>(
                keys.stream().map(key -> String.copyValueOf(key.toCharArray())).toList());
        shuffle(again, random);
        return Stream.concat(keys.stream(), again.stream())
                .map(key -> List.<Object>of(key, settings.get("share")))
                .toList();
    }

    /** Each key at the shares 0, 1 / steps … 1, all in no order. */
    private static List<List<Object>> keysAtRisingShares(SplittableRandom random, Map<String, Double> settings) {
        int steps = settings.get("steps").intValue();
        var calls = new ArrayList<List<Object>>();
        for (int k = 0; k < settings.get("keys"); k++) {
            String key = key(random);
            for (int step = 0; step <= steps; step++) {
                calls.add(List.of(key, step / (double) steps));
            }
        }
        shuffle(calls, random);
        return calls;
    }

    private static List<List<Object>> keysAndTheirCapitals(SplittableRandom random, Map<String, Double> settings) {
        return pairs(settings, () -> {
            String key = letters(random, random.nextInt(4, 12));
            return List.of(key, key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
        });
    }

    private static List<List<Object>> keysOfOtherScripts(SplittableRandom random, Map<String, Double> settings) {
        int[] scripts = {0x430, 0x5d0, 0x4e00, 0x1f600}; // Cyrillic, Hebrew, Chinese, faces
        return pairs(settings, () -> {
            int script = scripts[random.nextInt(scripts.length)];
            int length = random.nextInt(3, 8);
            return List.of(signs(random, length, script, 20), signs(random, length, script, 20));
        });
    }

    private static List<List<Object>> calls(Map<String, Double> settings, String count, Supplier<List<Object>> call) {
        return Stream.generate(call).limit(settings.get(count).intValue()).toList();
    }

    private static List<List<Object>> pairs(Map<String, Double> settings, Supplier<List<String>> pair) {
        return Stream.generate(pair)
                .limit(settings.get("pairs").intValue())
                .flatMap(List::stream)
                .map(key -> List.<Object>of(key, settings.get("share")))
                .toList();
    }

    /** A key as a machine makes one, long enough that two are never equal. */
    private static String key(SplittableRandom random) {
        return signs(random, random.nextInt(10, 20), '0', 75); // digits, both cases, what stands between them
    }

    private static String letters(SplittableRandom random, int length) {
        return signs(random, length, 'a', 26);
    }

    private static String signs(SplittableRandom random, int length, int first, int many) {
        var text = new StringBuilder();
        random.ints(length, first, first + many).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static void shuffle(List<?> list, SplittableRandom random) {
        Collections.shuffle(list, new Random(random.nextLong()));
    }
}
