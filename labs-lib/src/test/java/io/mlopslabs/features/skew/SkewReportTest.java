// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.skew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SkewReportTest {
    static SkewReport report(Values trained, Values served) {
        return SkewReport.of(Batch.of("x", trained), Batch.of("x", served));
    }

    static ColumnSkew skew(Values trained, Values served) {
        SkewReport report = report(trained, served);
        assertThat(report.differing()).hasSize(1);
        return report.differing().get(0);
    }

    @Test
    void says_how_many_rows_differ_by_how_much_and_where_first() {
        ColumnSkew skew = skew(Values.float64(1, 2, 3, 4, 5), Values.float64(1, 2, 3.25, 4, 4.5));
        assertThat(skew).isEqualTo(new ColumnSkew("x", 2, 5, OptionalDouble.of(0.5), 2, "3.0", "3.25"));
        assertThat(skew)
                .hasToString("x: 2 of 5 rows differ, by at most 0.5; first row 2: 3.0 in training, 3.25 in serving");
    }

    @Test
    void is_exact_by_default_and_passes_over_what_lies_within_a_tolerance() {
        Batch trained = Batch.of("x", Values.float64(1, 100));
        Batch served = Batch.of("x", Values.float64(Math.nextUp(1.0), 100.5));
        assertThat(SkewReport.of(trained, served).differing().get(0).differing())
                .isEqualTo(2);
        ColumnSkew rough = SkewReport.of(trained, served, 0.25).differing().get(0);
        assertThat(rough.differing()).isEqualTo(1);
        assertThat(rough.firstRow()).isEqualTo(1);
        assertThat(SkewReport.of(trained, served, 0.5).isSkewed()).isFalse();
    }

    @Test
    void takes_nan_for_nan_and_zero_for_negative_zero_and_nothing_else_for_nan() {
        assertThat(report(Values.float64(Double.NaN, 0.0), Values.float64(Double.NaN, -0.0))
                        .isSkewed())
                .isFalse();
        assertThat(skew(Values.float64(Double.NaN, 1), Values.float64(0, 1)))
                .hasToString("x: 1 of 2 rows differ, by at most NaN; first row 0: NaN in training, 0.0 in serving");
        assertThat(skew(Values.float64(Double.POSITIVE_INFINITY), Values.float64(1))
                        .largest())
                .hasValue(Double.POSITIVE_INFINITY);
    }

    @Test
    void tells_whole_numbers_apart_that_are_one_as_doubles() {
        long large = 1L << 60;
        assertThat(skew(Values.int64(large), Values.int64(large + 1)).largest()).hasValue(1);
        assertThat(skew(Values.int64(Long.MIN_VALUE), Values.int64(Long.MAX_VALUE))
                        .largest())
                .hasValue(0x1p64);
    }

    @Test
    void compares_texts_and_rows_of_several_values() {
        assertThat(skew(Values.strings("UA", "DL", "AA"), Values.strings("UA", "dl", "AA")))
                .hasToString("x: 1 of 3 rows differ, first row 1: DL in training, dl in serving");
        Kind ragged = Kind.ragged(DType.FLOAT32);
        assertThat(skew(
                        Values.of(ragged, List.of(List.of(), List.of(1.0, 2.0))),
                        Values.of(ragged, List.of(List.of(0.0), List.of(1.0, 4.0)))))
                .hasToString("x: 2 of 2 rows differ, by at most 2.0; first row 0: nothing in training, 0.0 in serving");
    }

    @Test
    void says_what_cannot_be_compared() {
        Batch trained =
                Batch.of("a", Values.float32(1)).with("b", Values.strings("x")).with("c", Values.float32(1));
        Batch served =
                Batch.of("a", Values.float64(2)).with("b", Values.int64(3)).with("d", Values.float32(1));
        assertThat(SkewReport.of(trained, served)).hasToString("""
                        skew in 1 of 1 column compared, over 1 row; 4 do not match
                        a: FLOAT32 in training, FLOAT64 in serving
                        b: STRING in training, INT64 in serving
                        c: in training only
                        d: in serving only
                        a: 1 of 1 row differs, by at most 1.0; first row 0: 1.0 in training, 2.0 in serving""");
    }

    @Test
    void says_so_where_nothing_differs() {
        SkewReport report = report(Values.float64(1, 2), Values.float64(1, 2));
        assertThat(report).hasToString("no skew in 1 column of 2 rows");
        assertThat(report.isSkewed()).isFalse();
    }

    /** The fault that the transform graph is there to prevent: a server that takes the mean of the batch that it happens to get. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void finds_no_skew_of_a_graph_and_the_skew_of_a_second_implementation(long seed) {
        double[] numbers = new SplittableRandom(seed).doubles(50, -5, 5).toArray();
        Batch rows = Batch.of("x", Values.float64(numbers));
        TransformGraph graph = Preprocessing.of(
                        FeatureSpec.of().float64("x"),
                        (in, out) -> out.put("x", in.column("x").times(0.1).plus(3)))
                .analyze(rows);
        Batch trained = graph.transform(rows);
        double[] served = new double[50];
        double[] inFloats = new double[50];
        for (int row = 0; row < 50; row++) {
            served[row] = graph.transform(Batch.of("x", Values.float64(numbers[row])))
                    .column("x")
                    .number(0);
            inFloats[row] = (float) (numbers[row] * 0.1 + 3);
        }
        assertThat(SkewReport.of(trained, Batch.of("x", Values.float64(served))).isSkewed())
                .isFalse();
        ColumnSkew other = SkewReport.of(trained, Batch.of("x", Values.float64(inFloats)))
                .differing()
                .get(0);
        assertThat(other.differing()).isGreaterThan(40);
        assertThat(other.largest().orElseThrow()).isBetween(0.0, 0x1p-22); // half an ulp of a float below 4 is 2^-23
    }

    @Test
    void needs_the_same_rows_and_a_tolerance() {
        Batch one = Batch.of("x", Values.float64(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkewReport.of(one, Batch.of("x", Values.float64(1, 2))))
                .withMessage("skew: 1 rows in training and 2 in serving; give the same rows of both, at least one");
        Batch none = Batch.of("x", Values.float64());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkewReport.of(none, none))
                .withMessage("skew: 0 rows in training and 0 in serving; give the same rows of both, at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkewReport.of(one, one, -1))
                .withMessage("skew: tolerance is -1.0; it is 0 or a number above");
    }
}
