// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.features.transform.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instance pass of the linear scalers. */
final class Scaling {
    private Scaling() {}

    record ScaleToZScore(Elements elements) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Rows.floats(Rows.numbers(inputs));
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byPosition(elements, statistics.get(0), new ZScore());
        }
    }

    record ScaleToZScorePerKey() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            Rows.keys(inputs.get(1));
            return Rows.floats(Rows.numbers(inputs));
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byKey(statistics.get(0), new ZScore());
        }
    }

    record ScaleTo01(Elements elements) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byPosition(elements, statistics.get(0), new MinMax(0, 1));
        }
    }

    record ScaleTo01PerKey() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            Rows.keys(inputs.get(1));
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byKey(statistics.get(0), new MinMax(0, 1));
        }
    }

    record ScaleByMinMax(double outputMin, double outputMax, Elements elements) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            new MinMax(outputMin, outputMax).check();
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byPosition(elements, statistics.get(0), new MinMax(outputMin, outputMax));
        }
    }

    record ScaleByMinMaxPerKey(double outputMin, double outputMax) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            new MinMax(outputMin, outputMax).check();
            Rows.keys(inputs.get(1));
            return Rows.numbers(inputs).of(DType.FLOAT32);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return byKey(statistics.get(0), new MinMax(outputMin, outputMax));
        }
    }

    /** What becomes of a number, given two that describe its position or key. */
    private interface Scaler {
        /** Makes ready the two numbers that were learned; refuses those that would make one number of all. */
        void prepare(double[] learned, int at);

        double scaled(double x, double first, double second);
    }

    private record ZScore() implements Scaler {
        @Override
        public void prepare(double[] learned, int at) {
            double variance = learned[at + 1];
            learned[at + 1] = variance > 0 ? Math.sqrt(variance) : 1;
        }

        @Override
        public double scaled(double x, double mean, double deviation) {
            return (x - mean) / deviation;
        }
    }

    private record MinMax(double outputMin, double outputMax) implements Scaler {
        void check() {
            if (!(outputMin < outputMax && Double.isFinite(outputMin) && Double.isFinite(outputMax))) {
                throw new IllegalArgumentException(
                        "output_min is %s and output_max %s; the first must be the lower one, and both finite"
                                .formatted(outputMin, outputMax));
            }
        }

        @Override
        public double scaled(double x, double min, double max) {
            double share = min < max ? (x - min) / (max - min) : 1 / (1 + Math.exp(-x));
            return share * (outputMax - outputMin) + outputMin;
        }

        @Override
        public void prepare(double[] learned, int at) {
            double min = learned[at];
            double max = learned[at + 1];
            if (min < max && Double.isInfinite(max - min)) {
                throw new IllegalArgumentException(
                        "the values reach from %s to %s, so that all but the ends would become one number; bound the column first"
                                .formatted(min, max));
            }
        }
    }

    private static Kernel byPosition(Elements elements, Statistic statistic, Scaler scaler) {
        double[] pairs = ((Numbers) statistic).toArray();
        for (int p = 0; p < pairs.length; p += 2) {
            scaler.prepare(pairs, p);
        }
        if (elements == Elements.TOGETHER) {
            double first = pairs[0];
            double second = pairs[1];
            return (row, out) -> {
                int count = row.count(0);
                for (int i = 0; i < count; i++) {
                    out.number(scaler.scaled(row.number(0, i), first, second));
                }
            };
        }
        double[] unseen = unseen(scaler);
        return (row, out) -> {
            for (int i = 0; i < row.count(0); i++) {
                boolean known = 2 * i < pairs.length;
                double[] pair = known ? pairs : unseen;
                int at = known ? 2 * i : 0;
                out.number(scaler.scaled(row.number(0, i), pair[at], pair[at + 1]));
            }
        };
    }

    /** Returns what stands for a key or position without values: TFT's zeros. */
    private static double[] unseen(Scaler scaler) {
        double[] zeros = new double[2];
        scaler.prepare(zeros, 0);
        return zeros;
    }

    private static Kernel byKey(Statistic statistic, Scaler scaler) {
        Map<String, double[]> pairs = lookUp((PerKey) statistic);
        pairs.values().forEach(pair -> scaler.prepare(pair, 0));
        double[] unseen = unseen(scaler);
        return (row, out) -> scale(row, out, pairs, unseen, scaler);
    }

    private static void scale(Row row, Values.Writer out, Map<String, double[]> pairs, double[] unseen, Scaler scaler) {
        for (int i = 0; i < row.count(0); i++) {
            double[] pair = pairs.getOrDefault(Rows.key(row, 1, i), unseen);
            out.number(scaler.scaled(row.number(0, i), pair[0], pair[1]));
        }
    }

    static Map<String, double[]> lookUp(PerKey statistic) {
        Map<String, double[]> numbers = new HashMap<>();
        for (int k = 0; k < statistic.keys().size(); k++) {
            numbers.put(statistic.keys().get(k), statistic.values().get(k).toArray());
        }
        return numbers;
    }
}
