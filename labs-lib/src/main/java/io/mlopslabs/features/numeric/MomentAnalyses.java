// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.numeric.Tallies.Moments;
import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.Accumulator;
import java.util.List;

/** The analyzers of mean and variance. */
final class MomentAnalyses {
    private MomentAnalyses() {}

    record Mean(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(Rows.numbers(inputs), elements, Moments::new, m -> new double[] {m.mean()});
        }
    }

    /** The variance where TFT's type can say it: a greater one is the greatest number of the type. */
    record Var(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            Kind input = Rows.numbers(inputs);
            double greatest = input.dtype() == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
            return ByPosition.numbers(
                    input, elements, Moments::new, m -> new double[] {Math.min(m.variance(), greatest)});
        }
    }

    /** The mean and the variance of each position, two numbers after two. */
    record MeanAndVar(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(
                    Rows.numbers(inputs), elements, Moments::new, m -> new double[] {m.mean(), m.variance()});
        }
    }

    record MeanAndVarPerKey() implements Analyzer<PerKey> {
        @Override
        public Accumulator<Row, ?, PerKey> accumulator(List<Kind> inputs) {
            Rows.numbers(inputs);
            Rows.keys(inputs.get(1));
            return new ByKey<>(Moments::new, 1, m -> new double[] {m.mean(), m.variance()});
        }
    }
}
