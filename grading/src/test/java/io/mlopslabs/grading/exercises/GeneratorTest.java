// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeneratorTest {
    private static Probe probe(String name, String generator, Map<String, Double> settings) {
        return new Probe(name, 1, new Inputs.Generated(generator, settings), Comparison.EXACT);
    }

    /** Arguments of every call, arrays as lists so that they can be compared. */
    private static List<List<?>> drawn(long seed, String generator, Map<String, Double> settings) {
        return probe("probe", generator, settings).calls(seed).stream()
                .<List<?>>map(call ->
                        (List<?>) ((Outcome.Value) Outcome.of(call.arguments().toArray())).value())
                .toList();
    }

    static Stream<String> every() {
        return new TreeMap<>(Generator.ALL).keySet().stream();
    }

    private static Map<String, Double> settings(String generator) {
        var settings = new HashMap<String, Double>();
        Generator.ALL.get(generator).settings().forEach(name -> settings.put(name, name.equals("share") ? 0.5 : 6));
        return settings;
    }

    @ParameterizedTest
    @MethodSource("every")
    void the_seed_and_the_probe_decide_what_is_drawn(String generator) {
        Map<String, Double> settings = settings(generator);
        assertThat(drawn(1, generator, settings)).isNotEmpty().isEqualTo(drawn(1, generator, settings));
        assertThat(drawn(1, generator, settings)).isNotEqualTo(drawn(2, generator, settings));
        List<Call> other = probe("another probe", generator, settings).calls(1);
        assertThat(other.stream().map(call -> Outcome.of(call.arguments().toArray())))
                .isNotEqualTo(probe("probe", generator, settings).calls(1).stream()
                        .map(call -> Outcome.of(call.arguments().toArray()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("every")
    void arguments_have_the_types_that_it_promises(String generator) {
        List<String> types = Generator.ALL.get(generator).types();
        for (Call call : probe("probe", generator, settings(generator)).calls(3)) {
            assertThat(call.arguments().stream().map(GeneratorTest::type)).isEqualTo(types);
        }
    }

    private static String type(Object value) {
        String name = value.getClass().getSimpleName();
        return switch (name) {
            case "Integer" -> "int";
            case "Double", "Boolean" -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    @Test
    void an_answer_that_changes_its_arguments_changes_no_one_elses() {
        Probe readings = probe("probe", "readings", Map.of("calls", 50.0, "readings", 9.0));
        for (Call call : readings.calls(1)) {
            Arrays.fill((double[]) call.arguments().get(0), -1);
        }
        assertThat(readings.calls(1))
                .flatExtracting(
                        call -> Arrays.stream((double[]) call.arguments().get(0))
                                .boxed()
                                .toList())
                .isNotEmpty()
                .doesNotContain(-1.0);
    }

    @Nested
    class Cost_and_confidence {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void tables_are_square_equal_in_size_and_sometimes_hold_an_empty_cell(long seed) {
            List<List<?>> calls = drawn(seed, "counts-and-prices", Map.of("calls", 40.0, "classes", 4.0));
            assertThat(calls).hasSize(40);
            var sizes = new HashSet<Integer>();
            for (List<?> call : calls) {
                List<?> counts = (List<?>) call.get(0);
                assertThat(counts).allMatch(row -> ((List<?>) row).size() == counts.size());
                assertThat((List<?>) call.get(1))
                        .hasSize(counts.size())
                        .allMatch(row -> ((List<?>) row).size() == counts.size());
                sizes.add(counts.size());
            }
            assertThat(sizes).containsExactlyInAnyOrder(1, 2, 3, 4);
            assertThat(calls.toString()).contains("0.0");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void there_are_at_least_as_many_things_as_right_boxes_and_equal_confidences_occur(long seed) {
            List<List<?>> calls = drawn(seed, "boxes-and-prices", Map.of("calls", 60.0, "boxes", 12.0));
            int equals = 0;
            for (List<?> call : calls) {
                List<?> confidences = (List<?>) call.get(0);
                List<?> right = (List<?>) call.get(1);
                assertThat(right).hasSameSizeAs(confidences);
                assertThat((Integer) call.get(2)).isGreaterThanOrEqualTo((int)
                        right.stream().filter(Boolean.TRUE::equals).count());
                equals += new HashSet<>(confidences).size() < confidences.size() ? 1 : 0;
            }
            assertThat(equals).isPositive();
            assertThat(calls).anyMatch(call -> ((List<?>) call.get(0)).isEmpty());
        }
    }

    @Nested
    class Readings {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void keep_to_the_rules_of_the_task_and_meet_both_lines_and_gaps(long seed) {
            int onRaise = 0;
            int onClear = 0;
            int gaps = 0;
            for (List<?> call : drawn(seed, "readings", Map.of("calls", 80.0, "readings", 30.0))) {
                double raise = (Double) call.get(1);
                double clear = (Double) call.get(2);
                assertThat(clear).isLessThanOrEqualTo(raise);
                assertThat((Integer) call.get(3)).isBetween(1, 4);
                for (Object reading : (List<?>) call.get(0)) {
                    onRaise += reading.equals(raise) ? 1 : 0;
                    onClear += reading.equals(clear) ? 1 : 0;
                    gaps += reading.equals(Double.NaN) ? 1 : 0;
                }
            }
            assertThat(onRaise).isGreaterThan(20);
            assertThat(onClear).isGreaterThan(20);
            assertThat(gaps).isGreaterThan(20);
        }
    }

    @Nested
    class Keys {
        private List<String> keys(String generator, Map<String, Double> settings) {
            return drawn(5, generator, settings).stream()
                    .map(call -> (String) call.get(0))
                    .toList();
        }

        @Test
        void numbered_in_lots_follow_one_another_behind_one_prefix() {
            List<String> keys = keys("numbered-keys", Map.of("lots", 3.0, "keys", 100.0, "share", 0.2));
            assertThat(keys).hasSize(300).doesNotHaveDuplicates();
            for (int lot = 0; lot < 3; lot++) {
                List<String> of = keys.subList(100 * lot, 100 * lot + 100);
                String prefix = of.get(0).substring(0, of.get(0).indexOf('-') + 1);
                int first = Integer.parseInt(of.get(0).substring(prefix.length()));
                assertThat(of)
                        .isEqualTo(IntStream.range(first, first + 100)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }

        @Test
        void numbered_begin_with_a_lot_in_which_hash_codes_go_wrong_whatever_the_seed() {
            for (long seed = 1; seed < 4; seed++) {
                List<String> keys =
                        drawn(seed, "numbered-keys", Map.of("lots", 2.0, "keys", 2000.0, "share", 0.2)).stream()
                                .map(call -> (String) call.get(0))
                                .limit(2000)
                                .toList();
                long slots = keys.stream()
                        .filter(key -> Math.floorMod(key.hashCode(), 1000) < 200)
                        .count();
                long drawn = keys.stream()
                        .filter(key -> new Random(key.hashCode()).nextDouble() < 0.2)
                        .count();
                long highBits = keys.stream()
                        .filter(key -> (key.hashCode() & Integer.MAX_VALUE) < 0.2 * 0x1p31)
                        .count();
                assertThat(List.of(slots, drawn, highBits)).allMatch(canaries -> canaries < 40); // of 400
            }
        }

        @Test
        void at_random_are_all_different() {
            assertThat(keys("random-keys", Map.of("keys", 5000.0, "share", 0.1)))
                    .hasSize(5000)
                    .doesNotHaveDuplicates();
        }

        @Test
        void asked_twice_are_the_same_ones_in_another_order_the_empty_one_among_them() {
            List<String> keys = keys("keys-asked-twice", Map.of("keys", 50.0, "share", 0.5));
            List<String> first = keys.subList(0, 50);
            List<String> second = keys.subList(50, 100);
            assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
            assertThat(first).contains("", "学习").doesNotHaveDuplicates();
            var objects = Collections.newSetFromMap(new IdentityHashMap<String, Boolean>());
            objects.addAll(keys);
            objects.removeIf(String::isEmpty);
            assertThat(objects).as("no two of them are one object").hasSize(98);
        }

        @Test
        void at_rising_shares_are_asked_from_nobody_to_everybody() {
            Map<Object, List<Object>> shares =
                    drawn(5, "keys-at-rising-shares", Map.of("keys", 20.0, "steps", 4.0)).stream()
                            .collect(Collectors.groupingBy(
                                    call -> call.get(0), Collectors.mapping(call -> call.get(1), Collectors.toList())));
            assertThat(shares).hasSize(20);
            assertThat(shares.values())
                    .allSatisfy(of -> assertThat(of).containsExactlyInAnyOrder(0.0, 0.25, 0.5, 0.75, 1.0));
        }

        @Test
        void and_their_capitals_differ_in_one_letter_which_is_the_same_letter() {
            List<String> keys = keys("keys-and-their-capitals", Map.of("pairs", 40.0, "share", 0.5));
            assertThat(keys).hasSize(80);
            for (int i = 0; i < 80; i += 2) {
                assertThat(keys.get(i + 1)).isNotEqualTo(keys.get(i)).isEqualToIgnoringCase(keys.get(i));
            }
        }

        @Test
        void of_other_scripts_hold_no_sign_of_ascii_and_come_in_pairs_of_one_length() {
            List<String> keys = keys("keys-of-other-scripts", Map.of("pairs", 200.0, "share", 0.5));
            assertThat(keys).hasSize(400).allMatch(key -> key.codePoints().allMatch(sign -> sign > 127));
            for (int i = 0; i < 400; i += 2) {
                assertThat(keys.get(i + 1)).isNotEqualTo(keys.get(i)).hasSameSizeAs(keys.get(i));
            }
        }
    }
}
