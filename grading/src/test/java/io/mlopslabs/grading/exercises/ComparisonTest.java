// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComparisonTest {
    private static final Outcome THROWN = Outcome.thrown(new IllegalStateException("secret"));

    private static Call call(Object... arguments) {
        return new Call("", List.of(arguments));
    }

    private static List<Miss> misses(Comparison comparison, List<Call> calls, Object... actual) {
        var outcomes = new ArrayList<Outcome>();
        for (Object value : actual) {
            outcomes.add(value instanceof Outcome outcome ? outcome : Outcome.of(value));
        }
        return comparison.misses(
                "probe", new Trial(calls, outcomes, Collections.nCopies(calls.size(), Outcome.of(true))));
    }

    @Nested
    class Near {
        private boolean passes(Comparison comparison, Object expected, Object actual) {
            var trial = new Trial(List.of(call(1)), List.of(Outcome.of(actual)), List.of(Outcome.of(expected)));
            return comparison.misses("probe", trial).isEmpty();
        }

        @Test
        void exact_takes_equal_values_only_nan_and_infinity_too() {
            assertThat(passes(Comparison.EXACT, 0.1 + 0.2, 0.3)).isFalse();
            assertThat(passes(Comparison.EXACT, 0.0, -0.0)).isTrue();
            assertThat(passes(Comparison.EXACT, Double.NaN, Double.NaN)).isTrue();
            assertThat(passes(Comparison.EXACT, Double.NaN, 0.0)).isFalse();
            assertThat(passes(Comparison.EXACT, 0.0, Double.NaN)).isFalse();
            assertThat(passes(Comparison.EXACT, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                    .isTrue();
            assertThat(passes(Comparison.EXACT, "a", "a")).isTrue();
            assertThat(passes(Comparison.EXACT, "a", "A")).isFalse();
            assertThat(passes(Comparison.EXACT, true, false)).isFalse();
            assertThat(passes(Comparison.EXACT, 1, 2)).isFalse();
            assertThat(passes(Comparison.EXACT, "a", null)).isFalse();
            assertThat(passes(Comparison.EXACT, null, null)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "10, 10.05, true",
            "10, 9.95, true",
            "10, 10.11, false",
            "0, 0.001, true",
            "0, 0.0011, false",
            "Infinity, 1, false",
            "1, Infinity, false",
            "NaN, 1, false"
        })
        void takes_the_larger_of_a_thousandth_and_a_hundredth_of_the_expected(
                double expected, double actual, boolean passes) {
            assertThat(passes(new Comparison.Near(0.001, 0.01), expected, actual))
                    .isEqualTo(passes);
        }

        @Test
        void compares_arrays_element_by_element() {
            double[][] table = {{1, 2}, {3}};
            assertThat(passes(Comparison.EXACT, table, new double[][] {{1, 2}, {3}}))
                    .isTrue();
            assertThat(passes(Comparison.EXACT, table, new double[][] {{1, 2}, {4}}))
                    .isFalse();
            assertThat(passes(Comparison.EXACT, table, new double[][] {{1, 2}, {3, 3}}))
                    .isFalse();
            assertThat(passes(Comparison.EXACT, table, new double[][] {{1, 2}})).isFalse();
            assertThat(passes(Comparison.EXACT, table, null)).isFalse();
            assertThat(passes(new Comparison.Near(0.1, 0), table, new double[][] {{1.05, 2}, {3}}))
                    .isTrue();
            assertThat(passes(Comparison.EXACT, new boolean[] {true}, new boolean[] {true}))
                    .isTrue();
        }

        @Test
        void an_exception_misses_unless_the_reference_throws_the_same() {
            List<Call> calls = List.of(call(1));
            List<Outcome> thrown = List.of(THROWN);
            List<Outcome> other = List.of(Outcome.thrown(new ArithmeticException()));
            List<Outcome> value = List.of(Outcome.of(1));
            assertThat(Comparison.EXACT.misses("probe", new Trial(calls, thrown, value)))
                    .containsExactly(new Miss("probe", calls.get(0), THROWN, Outcome.of(1)));
            assertThat(Comparison.EXACT.misses("probe", new Trial(calls, value, thrown)))
                    .hasSize(1);
            assertThat(Comparison.EXACT.misses("probe", new Trial(calls, thrown, other)))
                    .hasSize(1);
            assertThat(Comparison.EXACT.misses("probe", new Trial(calls, thrown, thrown)))
                    .isEmpty();
        }

        @Test
        void an_outcome_keeps_no_array_that_an_answer_could_change_later() {
            double[] returned = {1, 2};
            Outcome outcome = Outcome.of(returned);
            returned[0] = 7;
            assertThat(outcome).isEqualTo(new Outcome.Value(List.of(1.0, 2.0)));
        }
    }

    @Nested
    class Repeatable {
        private final Comparison repeatable = new Comparison.Repeatable();
        private final List<Call> calls = List.of(
                call("a", new double[] {1}), call("b", new double[] {1}), call(new String("a"), new double[] {1}));

        @Test
        void asks_for_equal_outcomes_of_equal_arguments_only() {
            assertThat(misses(repeatable, calls, true, false, true)).isEmpty();
            assertThat(misses(repeatable, calls, true, true, false))
                    .containsExactly(new Miss("probe", calls.get(2), Outcome.of(false), Outcome.of(true)));
        }

        @Test
        void is_broken_by_an_exception_that_comes_every_time() {
            assertThat(misses(repeatable, calls, THROWN, true, THROWN))
                    .extracting(Miss::call)
                    .containsExactly(calls.get(0), calls.get(2));
        }
    }

    @Nested
    class Rising {
        private final Comparison rising = new Comparison.Rising(1);
        private final List<Call> calls = List.of(call("a", 1.0), call("a", 0.2), call("a", 0.5), call("b", 0.9));

        @Test
        void lets_each_group_turn_true_once_in_whichever_order_it_was_called() {
            assertThat(misses(rising, calls, true, false, true, false)).isEmpty();
            assertThat(misses(rising, calls, true, true, true, true)).isEmpty();
            assertThat(misses(rising, calls, false, false, false, true)).isEmpty();
        }

        @Test
        void misses_at_the_call_that_fell_back() {
            assertThat(misses(rising, calls, true, true, false, false))
                    .containsExactly(new Miss("probe", calls.get(2), Outcome.of(false), Outcome.of(true)));
            assertThat(misses(rising, calls, false, true, false, false)).hasSize(2);
        }

        @Test
        void is_not_kept_by_saying_one_thing_where_the_reference_says_several() {
            List<Outcome> both =
                    Stream.of(true, false, true, false).map(Outcome::of).toList();
            var never = new Trial(calls, Collections.nCopies(4, Outcome.of(false)), both);
            assertThat(rising.misses("probe", never))
                    .containsExactly(new Miss("probe", calls.get(0), Outcome.of(false), Outcome.of(true)));
            assertThat(new Comparison.Repeatable().misses("probe", never)).hasSize(1);
            assertThat(rising.misses("probe", new Trial(calls, both, both))).isEmpty();
        }
    }

    @Nested
    class Share_of_true {
        private static final int N = 5000;

        private final Comparison half = new Comparison.ShareOfTrue(0, 1, 0.5, 1.5, 1e-6);

        private List<Miss> seen(Comparison comparison, int n, double share, long count) {
            return misses(
                    comparison,
                    Collections.nCopies(n, call(share)),
                    IntStream.range(0, n).mapToObj(i -> i < count).toArray());
        }

        /** By hand: the limit solves n KL(x, end) = ln 10^6 = 13.8155; in doubt the coin is held to be fair. */
        @ParameterizedTest
        @CsvSource({
            "5000, 0.2, 1605, true", // 5000 KL(0.3210, 0.30) = 5.2
            "5000, 0.2, 1680, false", // 5000 KL(0.3360, 0.30) = 15.1
            "5000, 0.2, 455, true", // 5000 KL(0.0910, 0.10) = 2.3
            "5000, 0.2, 390, false", // 5000 KL(0.0780, 0.10) = 14.4
            "5000, 0.001, 25, true", // 5000 KL(0.0050, 0.0015) = 12.6
            "5000, 0.001, 27, false", // 5000 KL(0.0054, 0.0015) = 15.1
            "5000, 0.001, 0, true", // too few to say
            "20, 0.2, 0, true"
        })
        void is_refused_where_chance_is_no_excuse(int n, double share, long count, boolean passes) {
            assertThat(seen(half, n, share, count).isEmpty()).isEqualTo(passes);
        }

        @Test
        void tells_the_share_that_was_seen_and_the_one_asked_for() {
            assertThat(seen(half, N, 0.2, 4000))
                    .containsExactly(new Miss("probe", call(0.2), Outcome.of(0.8), Outcome.of(0.2)));
        }

        @Test
        void takes_all_true_where_the_upper_end_is_past_everybody() {
            assertThat(seen(half, N, 0.9, N)).isEmpty();
            assertThat(seen(half, N, 1, N)).isEmpty();
            assertThat(seen(half, N, 1, 0)).hasSize(1);
        }

        @Test
        void judges_each_lot_by_itself() {
            var two = new Comparison.ShareOfTrue(0, 2, 0.5, 1.5, 1e-6);
            assertThat(seen(two, N, 0.5, N / 2)) // one lot all true, one all false
                    .extracting(Miss::actual)
                    .containsExactly(Outcome.of(1.0), Outcome.of(0.0));
            assertThat(seen(half, N, 0.5, N / 2)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void lets_a_fair_coin_pass_at_every_share(long seed) {
            var random = new SplittableRandom(seed);
            for (double share : new double[] {0.001, 0.01, 0.2, 0.5, 0.9}) {
                Object[] tossed = random.doubles(N).mapToObj(x -> x < share).toArray();
                assertThat(misses(half, Collections.nCopies(N, call(share)), tossed))
                        .isEmpty();
            }
        }
    }

    @Nested
    class Pairs_differ {
        private final Comparison differ = new Comparison.PairsDiffer(0.5);
        private final List<Call> calls = List.of(call("a"), call("A"), call("b"), call("B"));

        @Test
        void counts_the_pairs_and_not_the_neighbours() {
            assertThat(misses(differ, calls, true, false, false, false)).isEmpty();
            assertThat(misses(differ, calls, true, true, false, false))
                    .containsExactly(new Miss("probe", calls.get(0), Outcome.of(0.0), Outcome.of(0.5)));
        }

        @Test
        void is_not_kept_by_throwing() {
            assertThat(misses(differ, calls, true, THROWN, true, false)).hasSize(1);
        }
    }

    @Test
    void a_trial_needs_an_outcome_for_each_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trial(List.of(call(1)), List.of(), List.of(Outcome.of(1))))
                .withMessage("1 calls have 0 outcomes of the answer and 1 of the reference; give one each");
    }
}
