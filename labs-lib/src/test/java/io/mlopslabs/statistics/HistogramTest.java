// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HistogramTest {
    @Test
    void drops_no_row() {
        Histogram histogram = Histogram.accumulator(0, 1, 2)
                .over(List.of(-0.0, 0.5, 1.0, 2.0, 2.1, -3.0, Double.NaN, Double.POSITIVE_INFINITY));
        assertThat(histogram.counts()).containsExactly(2, 2);
        assertThat(histogram.underflow()).isEqualTo(1);
        assertThat(histogram.overflow()).isEqualTo(2);
        assertThat(histogram.nan()).isEqualTo(1);
        assertThat(histogram.total()).isEqualTo(8);
        assertThat(histogram).hasToString("edges [0.0, 1.0, 2.0], counts [2, 2], 1 below, 2 above, 1 NaN");
    }

    @Test
    void makes_edges_of_equal_width_that_end_exactly_where_asked() {
        assertThat(Histogram.equalWidth(0, 0.3, 3)).containsExactly(0, 0.09999999999999999, 0.19999999999999998, 0.3);
    }

    @Test
    void keeps_no_array_that_a_caller_can_change() {
        double[] edges = {0, 1};
        var accumulator = Histogram.accumulator(edges);
        edges[0] = 5;
        Histogram histogram = accumulator.over(List.of(0.5));
        histogram.edges()[0] = 9;
        histogram.counts()[0] = 9;
        assertThat(histogram).hasToString("edges [0.0, 1.0], counts [1], 0 below, 0 above, 0 NaN");
    }

    @Test
    void names_the_edge_that_does_not_ascend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.accumulator(0, 2, 2))
                .withMessage("edges[2] is 2.0 after 2.0; edges ascend strictly and none is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.accumulator(0, Double.NaN))
                .withMessage("edges[1] is NaN after 0.0; edges ascend strictly and none is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.accumulator(1))
                .withMessage("edges has 1 entries; a bin needs two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.equalWidth(1, 1, 4))
                .withMessage("low is 1.0 and high is 1.0; give finite low < high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Histogram.equalWidth(0, 1, 0))
                .withMessage("bins is 0; give at least 1");
    }
}
