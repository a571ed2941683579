// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.statistics.Proportion;
import io.mlopslabs.testing.Crowd;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server answers, while plans change under load. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayRolloutTest {
    private final Client client = new Client();
    private StubServer old;
    private StubServer fresh;

    @BeforeEach
    void start() {
        old = StubServer.saying("old");
        fresh = StubServer.saying("new");
    }

    @AfterEach
    void stop() {
        old.close();
        fresh.close();
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Served-By").orElseThrow();
    }

    @Nested
    class Blue_green {
        @Test
        void switches_and_rolls_back_under_load_without_one_failed_request() {
            int requests = 800;
            var done = new AtomicInteger();
            var failed = new ConcurrentHashMap<Integer, String>();
            var bodies = new ConcurrentHashMap<String, Integer>();
            var colours = Routing.blueGreen(old.uri(), fresh.uri());
            try (var gateway = Gateway.start(colours)) {
                var clients = Crowd.begin(() -> {
                    var mine = new Client();
                    for (int n = done.incrementAndGet(); n <= requests; n = done.incrementAndGet()) {
                        var answer = mine.post(gateway.uri().resolve("/v1/models/m:predict"), "{}");
                        if (answer.statusCode() != 200) {
                            failed.put(n, answer.statusCode() + " " + answer.body());
                        }
                        bodies.merge(answer.body() + " by " + servedBy(answer), 1, Integer::sum);
                    }
                });
                Eventually.until("a quarter is done", () -> done.get() >= requests / 4);
                gateway.route(colours.switched());
                Eventually.until("half is done", () -> done.get() >= requests / 2);
                gateway.route(colours.switched().switched());
                clients.join();
                assertThat(failed).isEmpty();
                assertThat(bodies).containsOnlyKeys("old by blue", "new by green");
                assertThat(bodies.values().stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(requests);
                assertThat(old.requests() + fresh.requests()).isEqualTo(requests);
                assertThat(client.get(gateway.uri()).body()).isEqualTo("old");
            }
        }

        @Test
        void lets_a_request_end_where_it_began() {
            var arrived = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            try (var slow = StubServer.answering(context -> {
                        arrived.countDown();
                        Eventually.open(over);
                        context.result("slow");
                    });
                    var gateway = Gateway.start(Routing.blueGreen(slow.uri(), fresh.uri()))) {
                var atWork = CompletableFuture.supplyAsync(() -> client.get(gateway.uri()));
                Eventually.open(arrived);
                gateway.route(Routing.blueGreen(slow.uri(), fresh.uri()).switched());
                assertThat(client.get(gateway.uri()).body()).isEqualTo("new");
                over.countDown();
                assertThat(atWork.join().body()).isEqualTo("slow");
                assertThat(servedBy(atWork.join())).isEqualTo("blue");
                assertThat(gateway.counts(Role.BLUE).requests()).isZero(); // it counts where it began
                assertThat(gateway.counts(Role.GREEN).requests()).isEqualTo(1);
            }
        }
    }

    @Nested
    class Canary {
        private Map<String, String> sides(Gateway gateway, int keys) {
            var sides = new ConcurrentHashMap<String, String>();
            for (int i = 0; i < keys; i++) {
                String key = "user-" + i;
                sides.put(key, servedBy(client.get(gateway.uri(), "X-Routing-Key", key)));
            }
            return sides;
        }

        @Test
        void sends_the_same_key_to_the_same_side_and_a_rising_weight_moves_keys_one_way_only() {
            var plan = Routing.canary(old.uri(), fresh.uri(), 0);
            var candidates = new HashSet<String>();
            try (var gateway = Gateway.start(plan)) {
                for (double weight : new double[] {0, 0.1, 0.3, 0.6, 1}) {
                    var now = plan.weight(weight);
                    gateway.route(now);
                    Map<String, String> sides = sides(gateway, 60);
                    assertThat(sides(gateway, 60)).isEqualTo(sides);
                    sides.forEach((key, side) ->
                            assertThat(side).isEqualTo(now.role(key).toString()));
                    List<String> here = sides.keySet().stream()
                            .filter(key -> sides.get(key).equals("candidate"))
                            .toList();
                    assertThat(here).containsAll(candidates).hasSizeGreaterThanOrEqualTo(candidates.size());
                    candidates.addAll(here);
                    assertThat(gateway.counts(Role.CANDIDATE).requests()).isEqualTo(2L * here.size());
                    assertThat(gateway.counts(Role.STABLE).requests()).isEqualTo(2L * (60 - here.size()));
                    if (weight == 0) {
                        assertThat(here).isEmpty();
                    }
                }
            }
            assertThat(candidates).hasSize(60); // the weight of 1 took all
        }

        @Test
        void gives_requests_without_a_key_to_both_sides_by_weight() {
            try (var gateway = Gateway.start(Routing.canary(old.uri(), fresh.uri(), 0.3))) {
                for (int i = 0; i < 300; i++) {
                    client.get(gateway.uri());
                }
                assertThat(old.requests() + fresh.requests()).isEqualTo(300);
                assertThat(new Proportion(fresh.requests(), 300)
                                .interval(Proportion.Method.CLOPPER_PEARSON, 0.999)
                                .contains(0.3))
                        .isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 0.5, 1})
        void obeys_the_header_that_chooses_by_hand(double weight) {
            try (var gateway = Gateway.start(Routing.canary(old.uri(), fresh.uri(), weight))) {
                for (int i = 0; i < 10; i++) {
                    String key = "user-" + i;
                    assertThat(servedBy(client.get(gateway.uri(), "X-Routing-Key", key, "X-Canary", "always")))
                            .isEqualTo("candidate");
                    assertThat(servedBy(client.get(gateway.uri(), "X-Routing-Key", key, "X-Canary", "never")))
                            .isEqualTo("stable");
                    var plan = (Routing.Canary) gateway.routing();
                    assertThat(servedBy(client.get(gateway.uri(), "X-Routing-Key", key, "X-Canary", "perhaps")))
                            .isEqualTo(plan.role(key).toString());
                }
            }
        }

        @Test
        void takes_key_and_choice_from_the_headers_it_is_told() {
            var plan = Routing.canary(old.uri(), fresh.uri(), 0.5)
                    .keyedBy("X-User")
                    .overriddenBy("X-Try-New");
            String oldUser = "user-0";
            for (int i = 0; plan.role(oldUser) != Role.STABLE; i++) {
                oldUser = "user-" + i;
            }
            try (var gateway = Gateway.start(plan)) {
                for (int i = 0; i < 10; i++) {
                    assertThat(client.get(gateway.uri(), "x-user", oldUser).body())
                            .isEqualTo("old");
                }
                assertThat(client.get(gateway.uri(), "X-User", oldUser, "X-Try-New", "always")
                                .body())
                        .isEqualTo("new");
            }
        }

        @Test
        void shows_a_failing_candidate_as_failed_and_leaves_the_others_alone() {
            try (var broken = StubServer.answering(context -> context.status(500));
                    var gateway = Gateway.start(Routing.canary(old.uri(), broken.uri(), 0.5))) {
                for (int i = 0; i < 100; i++) {
                    client.get(gateway.uri(), "X-Routing-Key", "user-" + i);
                }
                BackendCounts stable = gateway.counts(Role.STABLE);
                BackendCounts candidate = gateway.counts(Role.CANDIDATE);
                assertThat(stable.failures()).isZero();
                assertThat(candidate.failures()).isEqualTo(candidate.requests()).isPositive();
                assertThat(stable.requests() + candidate.requests()).isEqualTo(100);
                assertThat(CanaryVerdict.of(stable.failureShare(), candidate.failureShare(), 0.01)
                                .decision())
                        .isEqualTo(CanaryVerdict.Decision.ROLL_BACK);
            }
        }
    }

    @Nested
    class Route {
        @Test
        void starts_the_counts_anew() {
            try (var gateway = Gateway.start(Routing.to(old.uri()))) {
                client.get(gateway.uri());
                gateway.route(Routing.to(fresh.uri()));
                assertThat(gateway.routing()).isEqualTo(Routing.to(fresh.uri()));
                assertThat(gateway.counts()).containsExactly(new BackendCounts(Role.LIVE, fresh.uri(), 0, 0));
            }
        }
    }
}
