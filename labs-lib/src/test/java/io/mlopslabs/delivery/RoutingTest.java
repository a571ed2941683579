// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.statistics.Proportion;
import java.net.URI;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutingTest {
    private static final URI ONE = URI.create("http://127.0.0.1:8501");
    private static final URI TWO = URI.create("http://127.0.0.1:8502");

    @Nested
    class Canary {
        /** The chance that a chi-square variable with an even number of degrees of freedom exceeds x, in closed form. */
        private static double tail(double x, int degrees) {
            double term = 1;
            double sum = 1;
            for (int k = 1; k < degrees / 2; k++) {
                term *= x / 2 / k;
                sum += term;
            }
            return Math.exp(-x / 2) * sum;
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "user-", "a longer prefix, ending in a number: "})
        void spreads_keys_evenly(String prefix) {
            int bins = 21;
            int keys = 42_000;
            int[] counts = new int[bins];
            for (int i = 0; i < keys; i++) {
                counts[(int) (bins * Routing.Canary.position(prefix + i))]++;
            }
            double chiSquare = 0;
            for (int count : counts) {
                chiSquare += Math.pow(count - keys / (double) bins, 2) / (keys / (double) bins);
            }
            assertThat(tail(chiSquare, bins - 1))
                    .isBetween(0.001, 0.999); // neither uneven nor too even to be by chance
        }

        @Test
        void the_closed_form_of_the_test_above_is_right() {
            assertThat(tail(10, 2)).isCloseTo(Math.exp(-5), within(1e-15));
            assertThat(tail(31.410, 20)).isCloseTo(0.05, within(1e-4)); // the 95 % quantile of any table, to 5 digits
        }

        @Test
        void documents_its_hash() {
            // sha256("abc") begins with ba7816bf8f01cfea (FIPS 180-2, appendix B.1); its first 53 bits over 2^53.
            double expected = (0xba7816bf8f01cfeaL >>> 11) / 0x1p53;
            assertThat(Routing.Canary.position("abc")).isEqualTo(expected).isBetween(0.0, 1.0);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
        void gives_the_candidate_its_share_of_keys(double weight) {
            var plan = Routing.canary(ONE, TWO, weight);
            int candidates = 0;
            for (int i = 0; i < 20_000; i++) {
                candidates += plan.role("session " + i) == Role.CANDIDATE ? 1 : 0;
            }
            assertThat(new Proportion(candidates, 20_000)
                            .interval(Proportion.Method.CLOPPER_PEARSON, 0.999)
                            .contains(weight))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void a_larger_weight_takes_no_key_back(long seed) {
            var random = new SplittableRandom(seed);
            double low = random.nextDouble();
            double high = low + (1 - low) * random.nextDouble();
            var before = Routing.canary(ONE, TWO, low);
            var after = before.weight(high);
            for (int i = 0; i < 2000; i++) {
                String key = Long.toHexString(random.nextLong());
                if (before.role(key) == Role.CANDIDATE) {
                    assertThat(after.role(key)).isEqualTo(Role.CANDIDATE);
                }
            }
        }

        @Test
        void gives_the_candidate_the_keys_below_the_weight() {
            double abc = Routing.Canary.position("abc");
            assertThat(Routing.canary(ONE, TWO, abc).role("abc")).isEqualTo(Role.STABLE);
            assertThat(Routing.canary(ONE, TWO, Math.nextUp(abc)).role("abc")).isEqualTo(Role.CANDIDATE);
        }

        @Test
        void the_weights_0_and_1_are_exact() {
            for (int i = 0; i < 2000; i++) {
                assertThat(Routing.canary(ONE, TWO, 0).role("k" + i)).isEqualTo(Role.STABLE);
                assertThat(Routing.canary(ONE, TWO, 1).role("k" + i)).isEqualTo(Role.CANDIDATE);
            }
        }

        @Test
        void refuses_a_weight_that_is_no_share_and_a_header_without_a_name() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.canary(ONE, TWO, 10))
                    .withMessage("weight is 10.0; it lies in [0, 1]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.canary(ONE, TWO, Double.NaN))
                    .withMessage("weight is NaN; it lies in [0, 1]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.canary(ONE, TWO, 0.1).keyedBy(" "))
                    .withMessage("a header has no name; keyHeader is ' ' and overrideHeader 'X-Canary'");
        }
    }

    @Nested
    class Blue_green {
        @Test
        void starts_with_blue_and_switched_twice_is_rolled_back() {
            var plan = Routing.blueGreen(ONE, TWO);
            assertThat(plan.live()).isEqualTo(Role.BLUE);
            assertThat(plan.switched().live()).isEqualTo(Role.GREEN);
            assertThat(plan.switched().switched()).isEqualTo(plan);
        }

        @Test
        void has_two_colours() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Routing.BlueGreen(ONE, TWO, Role.STABLE))
                    .withMessage("live is stable; it is blue or green");
        }
    }

    @Nested
    class Shadow {
        @Test
        void ignores_places_of_a_json_document() {
            assertThat(Routing.shadow(ONE, TWO)
                            .ignoring("/a", "/b/0")
                            .within(0.1)
                            .ignored())
                    .containsExactlyInAnyOrder("/a", "/b/0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.shadow(ONE, TWO).ignoring("model_version"))
                    .withMessage("'model_version' is no place in a JSON document; give one such as /model_version");
        }

        @Test
        void takes_a_tolerance_of_0_or_more() {
            assertThat(Routing.shadow(ONE, TWO).within(0).tolerance()).isZero();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.shadow(ONE, TWO).within(-1))
                    .withMessage("tolerance is -1.0; give 0 or more");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8501", "ftp://host/", "/v1/models", "http:///x", "http://host/?a=b", "http://host/#a"
            })
    void names_an_address_that_is_no_servers(String address) {
        URI uri = URI.create(address.startsWith("127") ? "localhost:8501" : address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routing.canary(ONE, uri, 0.1))
                .withMessage("candidate is " + uri + "; give the address of a server, such as http://127.0.0.1:8501");
    }
}
