// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.numeric.Tallies.Extremes;
import io.mlopslabs.features.numeric.Tallies.Size;
import io.mlopslabs.features.numeric.Tallies.Sum;
import io.mlopslabs.features.numeric.Tallies.Whole;
import io.mlopslabs.features.transform.Analyzer;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.PerKey;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.statistics.Accumulator;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToLongFunction;

/** The analyzers of minimum, maximum, sum and size. */
final class ExtremeAnalyses {
    private ExtremeAnalyses() {}

    record Min(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(Rows.numbers(inputs), elements, Extremes::new, e -> new double[] {e.min()});
        }
    }

    record Max(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(Rows.numbers(inputs), elements, Extremes::new, e -> new double[] {e.max()});
        }
    }

    /** The minimum and the maximum of each position, two numbers after two. */
    record MinAndMax(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(
                    Rows.numbers(inputs), elements, Extremes::new, e -> new double[] {e.min(), e.max()});
        }
    }

    record MinAndMaxPerKey() implements Analyzer<PerKey> {
        @Override
        public Accumulator<Row, ?, PerKey> accumulator(List<Kind> inputs) {
            Rows.numbers(inputs);
            Rows.keys(inputs.get(1));
            return new ByKey<>(Extremes::new, 1, e -> new double[] {e.min(), e.max()});
        }
    }

    record Total(Elements elements) implements Analyzer<Numbers> {
        @Override
        public Accumulator<Row, ?, Numbers> accumulator(List<Kind> inputs) {
            return ByPosition.numbers(Rows.numbers(inputs), elements, Sum::new, s -> new double[] {s.sum()});
        }
    }

    record Count(Elements elements) implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            return integers(inputs.get(0), elements, Size::new, Size::size);
        }
    }

    record MinInt64(Elements elements) implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            return integers(Rows.wholeNumbers(inputs), elements, Whole::new, Whole::min);
        }
    }

    record MaxInt64(Elements elements) implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            return integers(Rows.wholeNumbers(inputs), elements, Whole::new, Whole::max);
        }
    }

    record SumInt64(Elements elements) implements Analyzer<Integers> {
        @Override
        public Accumulator<Row, ?, Integers> accumulator(List<Kind> inputs) {
            return integers(Rows.wholeNumbers(inputs), elements, Whole::new, Whole::sum);
        }
    }

    record CountPerKey() implements Analyzer<PerKey> {
        @Override
        public Accumulator<Row, ?, PerKey> accumulator(List<Kind> inputs) {
            Rows.keys(inputs.get(0));
            return new ByKey<>(Size::new, 0, s -> new double[] {s.size()});
        }
    }

    private interface Reading<S> extends ToLongFunction<S>, Serializable {}

    private static <S extends Tally<S>> Accumulator<Row, ?, Integers> integers(
            Kind input, Elements elements, Tally.Factory<S> factory, Reading<S> reading) {
        return ByPosition.of(
                input,
                elements,
                factory,
                tallies ->
                        new Integers(tallies.stream().map(reading::applyAsLong).toList()));
    }
}
