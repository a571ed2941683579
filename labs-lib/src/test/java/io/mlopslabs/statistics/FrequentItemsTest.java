// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.mlopslabs.statistics.FrequentItems.Item;
import io.mlopslabs.testing.AccumulatorContract;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FrequentItemsTest {
    abstract static class Laws extends AccumulatorContract<String, FrequentItemsAccumulator.Counts, FrequentItems> {
        @Override
        protected String row(SplittableRandom random) {
            return "v" + (int) Math.pow(random.nextDouble(), -0.8); // a heavy tail
        }

        /** The stated bounds, against the true counts. */
        @Override
        protected void assertSame(FrequentItems actual, FrequentItems expected, List<String> rows) {
            Map<String, Long> truth =
                    rows.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            for (FrequentItems one : List.of(actual, expected)) {
                assertThat(one.total()).isEqualTo(rows.size());
                assertThat(one.undercount()).isLessThanOrEqualTo(2L * rows.size() / capacity());
                Map<String, Long> kept =
                        one.top(rows.size()).stream().collect(Collectors.toMap(Item::value, Item::count));
                assertThat(kept).hasSizeLessThanOrEqualTo(capacity());
                truth.forEach((value, count) ->
                        assertThat(kept.getOrDefault(value, 0L)).as(value).isBetween(count - one.undercount(), count));
            }
        }

        @Override
        protected void assertEqualBits(FrequentItems actual, FrequentItems expected) {
            assertThat(actual.top(10_000)).isEqualTo(expected.top(10_000));
            assertThat(actual.undercount()).isEqualTo(expected.undercount());
        }

        abstract int capacity();

        @Override
        protected Accumulator<String, FrequentItemsAccumulator.Counts, FrequentItems> accumulator() {
            return new FrequentItemsAccumulator(capacity());
        }
    }

    @Nested
    class With_room_for_all extends Laws {
        @Override
        int capacity() {
            return 5_000;
        }

        @Override
        protected void assertSame(FrequentItems actual, FrequentItems expected, List<String> rows) {
            super.assertSame(actual, expected, rows);
            assertEqualBits(actual, expected);
        }
    }

    @Nested
    class With_room_for_16 extends Laws {
        @Override
        int capacity() {
            return 16;
        }
    }

    @Nested
    class With_room_for_one extends Laws {
        @Override
        int capacity() {
            return 1;
        }
    }

    @Test
    void of_equal_counts_the_later_in_the_order_of_bytes_comes_first_as_in_tfdv() {
        // in UTF-16, as Java compares, U+1F600 begins with 0xD83D and stands before U+FF21
        FrequentItems items = FrequentItems.accumulator().over(List.of("b", "a", "c", "c", "\uFF21", "\uD83D\uDE00"));
        assertThat(items.top(5)).extracting(Item::value).containsExactly("c", "\uD83D\uDE00", "\uFF21", "b", "a");
        assertThat(items.top(1)).containsExactly(new Item("c", 2));
        assertThat(items.top(0)).isEmpty();
        assertThat(items)
                .hasToString("[Item[value=c, count=2], Item[value=\uD83D\uDE00, count=1], Item[value=\uFF21, count=1],"
                        + " Item[value=b, count=1], Item[value=a, count=1]] of 5, n = 6, too low by at most 0");
    }

    @Test
    void a_value_in_every_other_row_survives_a_flood_of_single_ones() {
        var accumulator = new FrequentItemsAccumulator(4);
        var state = accumulator.create();
        for (int i = 0; i < 1_000; i++) {
            state = accumulator.add(accumulator.add(state, "often"), "once" + i);
        }
        FrequentItems items = accumulator.extract(state);
        assertThat(items.top(1).get(0).value()).isEqualTo("often");
        assertThat(items.top(1).get(0).count()).isBetween(1_000 - items.undercount(), 1_000L);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequentItems.accumulator(0))
                .withMessage("capacity is 0; give how many values to keep, at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequentItems.accumulator().over(List.of()).top(-1))
                .withMessage("k is -1; give how many values to list, at least 0");
        var accumulator = new FrequentItemsAccumulator(1);
        assertThatNullPointerException()
                .isThrownBy(() -> accumulator.add(accumulator.create(), null))
                .withMessage("a missing value is no value to count; leave it out");
    }
}
