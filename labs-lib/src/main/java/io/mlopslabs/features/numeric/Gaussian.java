// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/** Tukey's HH distribution of a column, by L-moments, and the normal column that it was stretched from. */
final class Gaussian {
    private static final int PARAMETERS = 4;

    private Gaussian() {}

    /** Location, scale, left h and right h of each position, four numbers after four. */
    record TukeyParameters(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(Rows.numbers(inputs), elements, OrderTally::new, tally -> {
                LMoments moments = tally.lMoments();
                TukeyHh shape = TukeyHh.of(moments.skewness(), moments.kurtosis());
                double scale = moments.scale() == 0 ? 1 : moments.scale() / shape.lScale();
                return new double[] {moments.mean() - scale * shape.lMean(), scale, shape.left(), shape.right()};
            });
        }
    }

    record ScaleToGaussian(Elements elements) implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Rows.floats(Rows.numbers(inputs));
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            double[] tukey = ((Numbers) statistics.get(0)).toArray();
            double[] moments = ((Numbers) statistics.get(1)).toArray();
            Normalizer[] normalizers = new Normalizer[tukey.length / PARAMETERS];
            for (int p = 0; p < normalizers.length; p++) {
                normalizers[p] = Normalizer.of(tukey, p * PARAMETERS, moments[2 * p], moments[2 * p + 1]);
            }
            var unseen = new Normalizer(0, 1, new TukeyHh(0, 0));
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    int position = elements == Elements.TOGETHER ? 0 : i;
                    Normalizer normalizer = position < normalizers.length ? normalizers[position] : unseen;
                    out.number(normalizer.normal(row.number(0, i)));
                }
            };
        }
    }

    private record Normalizer(double location, double scale, TukeyHh shape) {
        static Normalizer of(double[] tukey, int at, double mean, double variance) {
            var shape = new TukeyHh(tukey[at + 2], tukey[at + 3]);
            if (shape.isNormal()) { // TFT's choice: the z-score, not the L-scale
                return new Normalizer(mean, variance > 0 ? Math.sqrt(variance) : 1, shape);
            }
            return new Normalizer(tukey[at], tukey[at + 1], shape);
        }

        double normal(double x) {
            return shape.normal((x - location) / scale);
        }
    }
}
