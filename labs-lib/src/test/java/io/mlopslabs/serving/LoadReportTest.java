// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlopslabs.serving.LoadReport.Times;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoadReportTest {
    private static final Times HUNDRED =
            Times.of(LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).toArray());

    private static LoadReport report(
            long due, long sent, Map<Integer, Long> byStatus, Map<String, Long> failures, Times latency) {
        return new LoadReport(
                due, sent, new TreeMap<>(byStatus), new TreeMap<>(failures), Duration.ofSeconds(2), latency, latency);
    }

    @Nested
    class Quantile {
        @Test
        void of_1_to_100_ms_is_its_rank() {
            assertThat(HUNDRED.p50()).isEqualTo(Duration.ofMillis(50));
            assertThat(HUNDRED.p90()).isEqualTo(Duration.ofMillis(90));
            assertThat(HUNDRED.p99()).isEqualTo(Duration.ofMillis(99));
            assertThat(HUNDRED.p999()).isEqualTo(Duration.ofMillis(100)); // too few to say more
            assertThat(HUNDRED.max()).isEqualTo(Duration.ofMillis(100));
            assertThat(HUNDRED.quantile(0)).isEqualTo(Duration.ofMillis(1));
        }

        /** The definition, counted: at least that share is no longer, and of no shorter time is that true. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void is_the_smallest_time_that_the_share_did_not_exceed(long seed) {
            var random = new SplittableRandom(seed);
            long[] nanos = random.longs(random.nextInt(1, 50), 0, 20).toArray();
            double q = random.nextDouble();
            long quantile = Times.of(nanos).quantile(q).toNanos();
            assertThat(nanos).contains(quantile);
            assertThat(shareUpTo(nanos, quantile)).isGreaterThanOrEqualTo(q);
            assertThat(shareUpTo(nanos, quantile - 1)).isLessThan(q);
        }

        @Test
        void leaves_the_array_it_was_given_alone() {
            long[] nanos = {3, 1, 2};
            assertThat(Times.of(nanos).max()).isEqualTo(Duration.ofNanos(3));
            assertThat(nanos).containsExactly(3, 1, 2);
        }

        @Test
        void refuses_what_is_no_share() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HUNDRED.quantile(99))
                    .withMessage("q is 99.0; a quantile is a share from 0 to 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HUNDRED.quantile(Double.NaN))
                    .withMessage("q is NaN; a quantile is a share from 0 to 1");
        }

        @Test
        void says_that_there_is_none_without_answers() {
            assertThatThrownBy(() -> Times.of().p99())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no request was answered, so none took any time; failures() says why");
        }

        private static double shareUpTo(long[] nanos, long limit) {
            return (double) Arrays.stream(nanos).filter(time -> time <= limit).count() / nanos.length;
        }
    }

    @Nested
    class Failed {
        @Test
        void counts_what_was_not_sent_not_answered_or_refused() {
            LoadReport report =
                    report(20, 17, Map.of(200, 9L, 302, 1L, 404, 2L, 503, 1L), Map.of("ConnectException", 4L), HUNDRED);
            assertThat(report.answered()).isEqualTo(13);
            assertThat(report.failed()).isEqualTo(3 + 4 + 3);
        }

        @Test
        void is_0_when_all_is_well() {
            assertThat(report(9, 9, Map.of(200, 8L, 399, 1L), Map.of(), HUNDRED).failed())
                    .isZero();
        }
    }

    @Nested
    class As_text {
        @Test
        void is_one_line_with_the_latency_last() {
            assertThat(report(100, 100, Map.of(200, 100L), Map.of(), HUNDRED))
                    .hasToString("100 requests due, 0 failed, 50.0 answers/s; answers 200 x 100;"
                            + " latency p50 50.0 ms, p90 90.0 ms, p99 99.0 ms, p99.9 100.0 ms, max 100.0 ms");
        }

        @Test
        void names_all_that_went_wrong() {
            var failures = Map.of("ConnectException", 3L, "TimeoutException", 4L);
            assertThat(report(20, 17, Map.of(200, 9L, 503, 1L), failures, Times.of(1_500_000)))
                    .hasToString("20 requests due, 11 failed, 5.0 answers/s; answers 200 x 9, 503 x 1;"
                            + " without an answer: ConnectException x 3, TimeoutException x 4; not sent: 3;"
                            + " latency p50 1.5 ms, p90 1.5 ms, p99 1.5 ms, p99.9 1.5 ms, max 1.5 ms");
        }

        @Test
        void has_no_times_when_nobody_answered() {
            assertThat(report(2, 2, Map.of(), Map.of("ConnectException", 2L), Times.of()))
                    .hasToString("2 requests due, 2 failed, 0.0 answers/s; no answer; without an answer:"
                            + " ConnectException x 2; latency no times");
        }
    }

    @Test
    void keeps_its_own_copy_of_the_counts() {
        var byStatus = new TreeMap<>(Map.of(200, 1L));
        var report = new LoadReport(1, 1, byStatus, new TreeMap<>(), Duration.ofSeconds(1), HUNDRED, HUNDRED);
        byStatus.put(500, 1L);
        assertThat(report.byStatus()).isEqualTo(Map.of(200, 1L));
    }
}
