// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ProbeValueTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Counts how often one of its own methods is called; each of them misbehaves. */
    private static final AtomicInteger CALLED = new AtomicInteger();

    static final class Own {
        @Override
        public String toString() {
            throw new IllegalStateException("called " + CALLED.incrementAndGet());
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("called " + CALLED.incrementAndGet());
        }

        @Override
        public int hashCode() {
            return CALLED.incrementAndGet();
        }
    }

    record Box(double x, List<Integer> corners) {
        @Override
        public double x() {
            throw new IllegalStateException("called " + CALLED.incrementAndGet());
        }

        @Override
        public String toString() {
            throw new IllegalStateException("called " + CALLED.incrementAndGet());
        }
    }

    record Nothing() {}

    enum Colour {
        RED
    }

    /** A list whose elements its own class makes, behind the JDK's. */
    private static List<Object> behindTheJdk(Iterator<Object> elements) {
        return Collections.unmodifiableList(new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public Iterator<Object> iterator() {
                return elements;
            }
        });
    }

    private static JsonNode frame(List<ProbeCall> calls) {
        var frame = new ProbeFrame("e");
        calls.forEach(call -> frame.add(call, new Object[0]));
        return JSON.valueToTree(frame.toMap());
    }

    /** The outcome of a call that comes to {@code value}, as JSON. */
    private static String outcome(Object value) {
        return frame(List.of(a -> value)).path("outcomes").path(0).toString();
    }

    private static String value(Object value) {
        return JSON.valueToTree(Map.of("of", new ProbeValue(ProbeValue.LARGEST_FRAME).of(value)))
                .get("of")
                .toString();
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Nested
    class A_value {
        @Test
        void of_a_primitive_type_names_its_type() {
            assertThat(value(true)).isEqualTo("true");
            assertThat(value(false)).isEqualTo("false");
            assertThat(value((byte) -128)).isEqualTo("{\"byte\":-128}");
            assertThat(value(Short.MAX_VALUE)).isEqualTo("{\"short\":32767}");
            assertThat(value(Integer.MIN_VALUE)).isEqualTo("{\"int\":-2147483648}");
            assertThat(value(Long.MIN_VALUE)).isEqualTo("{\"long\":\"-9223372036854775808\"}");
            assertThat(value('ë')).isEqualTo("{\"char\":\"00eb\"}");
        }

        @Test
        void of_floating_point_is_its_bits() {
            assertThat(value(1.0)).isEqualTo("{\"double\":\"3ff0000000000000\"}");
            assertThat(value(Math.nextUp(1.0))).isEqualTo("{\"double\":\"3ff0000000000001\"}");
            assertThat(value(0.0)).isEqualTo("{\"double\":\"0000000000000000\"}");
            assertThat(value(-0.0)).isEqualTo("{\"double\":\"8000000000000000\"}");
            assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo("{\"double\":\"7ff0000000000000\"}");
            assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo("{\"double\":\"fff0000000000000\"}");
            assertThat(value(1f)).isEqualTo("{\"float\":\"3f800000\"}");
            assertThat(value(-0f)).isEqualTo("{\"float\":\"80000000\"}");
        }

        @Test
        void that_is_not_a_number_is_always_the_same_one() {
            assertThat(value(Double.longBitsToDouble(0xfff8000000000001L)))
                    .isEqualTo(value(Double.NaN))
                    .isEqualTo("{\"double\":\"7ff8000000000000\"}");
            assertThat(value(Float.intBitsToFloat(0xffc00001))).isEqualTo("{\"float\":\"7fc00000\"}");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void of_floating_point_comes_back_bit_for_bit(long seed) {
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 1000; i++) {
                double number = Double.longBitsToDouble(random.nextLong());
                String hex = ((Map<?, ?>) new ProbeValue(100).of(number))
                        .get("double")
                        .toString();
                assertThat(Long.parseUnsignedLong(hex, 16)).isEqualTo(Double.doubleToLongBits(number));
            }
        }

        @Test
        void may_be_null_anywhere() {
            assertThat(outcome(null)).isEqualTo("{\"value\":{\"null\":true}}");
            assertThat(value(new String[] {null})).isEqualTo("{\"array\":[{\"null\":true}]}");
            assertThat(value(Arrays.asList(1, null))).isEqualTo("{\"list\":[{\"int\":1},{\"null\":true}]}");
            assertThat(value(new Box(0, null)))
                    .isEqualTo("{\"record\":\"Box\",\"components\":[[\"x\",{\"double\":\"0000000000000000\"}],"
                            + "[\"corners\",{\"null\":true}]]}");
        }

        @Test
        void of_text_is_the_text_unless_half_a_character_is_in_it() {
            assertThat(value("")).isEqualTo("\"\"");
            assertThat(value("Zoë 学习 😀 \"\0")).isEqualTo("\"Zoë 学习 😀 \\\"\\u0000\"");
            assertThat(value("a\ud83d")).isEqualTo("{\"utf16\":\"0061d83d\"}");
            assertThat(value("\ude00\ud83d")).isEqualTo("{\"utf16\":\"de00d83d\"}");
        }

        @Test
        void of_an_array_of_primitives_names_their_type_once() {
            assertThat(value(new boolean[] {true, false})).isEqualTo("{\"boolean[]\":[true,false]}");
            assertThat(value(new byte[] {-1})).isEqualTo("{\"byte[]\":[-1]}");
            assertThat(value(new short[] {2})).isEqualTo("{\"short[]\":[2]}");
            assertThat(value(new char[] {'a'})).isEqualTo("{\"char[]\":[\"0061\"]}");
            assertThat(value(new int[] {3, 4})).isEqualTo("{\"int[]\":[3,4]}");
            assertThat(value(new long[] {5})).isEqualTo("{\"long[]\":[\"5\"]}");
            assertThat(value(new float[] {1})).isEqualTo("{\"float[]\":[\"3f800000\"]}");
            assertThat(value(new double[] {-0.0})).isEqualTo("{\"double[]\":[\"8000000000000000\"]}");
            assertThat(value(new double[0])).isEqualTo("{\"double[]\":[]}");
        }

        @Test
        void of_an_array_of_objects_holds_values() {
            assertThat(value(new int[][] {{1}, {}})).isEqualTo("{\"array\":[{\"int[]\":[1]},{\"int[]\":[]}]}");
            assertThat(value(new Object[] {"a", 1})).isEqualTo("{\"array\":[\"a\",{\"int\":1}]}");
            assertThat(value(new Double[] {1.0})).isEqualTo("{\"array\":[{\"double\":\"3ff0000000000000\"}]}");
        }

        @Test
        void of_a_collection_of_the_jdk_names_its_kind_and_keeps_its_order() {
            assertThat(value(List.of("b", "a"))).isEqualTo("{\"list\":[\"b\",\"a\"]}");
            assertThat(value(Arrays.asList("b", "a"))).isEqualTo("{\"list\":[\"b\",\"a\"]}");
            assertThat(value(IntStream.range(0, 2).boxed().toList())).isEqualTo("{\"list\":[{\"int\":0},{\"int\":1}]}");
            assertThat(value(new LinkedHashSet<>(List.of("b", "a")))).isEqualTo("{\"set\":[\"b\",\"a\"]}");
            assertThat(value(new TreeMap<>(Map.of("b", 1, "a", 2))))
                    .isEqualTo("{\"map\":[[\"a\",{\"int\":2}],[\"b\",{\"int\":1}]]}");
            var odd = new LinkedHashMap<Object, Object>();
            odd.put(null, List.of());
            assertThat(value(odd)).isEqualTo("{\"map\":[[{\"null\":true},{\"list\":[]}]]}");
        }

        @Test
        void of_a_record_is_read_from_its_fields() {
            CALLED.set(0);
            assertThat(value(new Box(1, List.of(2))))
                    .isEqualTo("{\"record\":\"Box\",\"components\":[[\"x\",{\"double\":\"3ff0000000000000\"}],"
                            + "[\"corners\",{\"list\":[{\"int\":2}]}]]}");
            assertThat(value(new Nothing())).isEqualTo("{\"record\":\"Nothing\",\"components\":[]}");
            assertThat(CALLED).hasValue(0);
        }
    }

    @Nested
    class A_refusal {
        @Test
        void of_another_class_calls_none_of_its_methods() {
            CALLED.set(0);
            var map = new LinkedHashMap<Object, Object>();
            map.put("k", new Own());
            for (Object value : new Object[] {new Own(), new Own[] {new Own()}, List.of(new Own()), map}) {
                assertThat(outcome(value)).isEqualTo("{\"refused\":\"class\"}");
            }
            assertThat(CALLED).hasValue(0);
        }

        @Test
        void meets_collections_and_numbers_of_other_classes_and_whatever_is_not_listed() {
            @SuppressWarnings("serial")
            var own = new ArrayList<Integer>() {};
            for (Object value :
                    new Object[] {own, new AtomicInteger(), new Object(), java.time.Duration.ZERO, Colour.RED}) {
                assertThat(outcome(value)).isEqualTo("{\"refused\":\"class\"}");
            }
        }

        @Test
        void meets_a_view_of_the_jdk_whose_elements_throw() {
            assertThat(outcome(behindTheJdk(new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            throw new IllegalStateException("not now");
                        }

                        @Override
                        public Object next() {
                            return 1;
                        }
                    })))
                    .isEqualTo("{\"refused\":\"unreadable\"}");
        }

        @Test
        void meets_a_view_of_the_jdk_that_never_ends() {
            assertThat(outcome(behindTheJdk(new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return true;
                        }

                        @Override
                        public Object next() {
                            return 1;
                        }
                    })))
                    .isEqualTo("{\"refused\":\"too large\"}");
        }

        @Test
        void meets_a_list_that_holds_itself() {
            var list = new ArrayList<Object>();
            list.add(list);
            list.add(list);
            assertThat(outcome(list)).isEqualTo("{\"refused\":\"too large\"}");
        }

        @Test
        void starts_below_sixteen_levels() {
            assertThat(outcome(nested(16))).startsWith("{\"value\":{\"list\":[");
            assertThat(outcome(nested(17))).isEqualTo("{\"refused\":\"too large\"}");
        }

        @Test
        void starts_beyond_a_hundred_thousand_elements_wherever_they_lie() {
            assertThat(outcome(new int[100_000])).startsWith("{\"value\":{\"int[]\":[0,");
            assertThat(outcome(new int[100_001])).isEqualTo("{\"refused\":\"too large\"}");
            assertThat(outcome(Collections.nCopies(100_000, 1))).startsWith("{\"value\":{\"list\":[");
            assertThat(outcome(Collections.nCopies(Integer.MAX_VALUE, 1))).isEqualTo("{\"refused\":\"too large\"}");
            assertThat(outcome(new int[2][49_999])).startsWith("{\"value\":{\"array\":[");
            assertThat(outcome(new int[2][50_000])).isEqualTo("{\"refused\":\"too large\"}");
        }

        @Test
        void starts_beyond_a_hundred_thousand_characters() {
            assertThat(outcome("x".repeat(100_000))).startsWith("{\"value\":\"xxx");
            assertThat(outcome("x".repeat(100_001))).isEqualTo("{\"refused\":\"too large\"}");
        }

        @Test
        void of_what_no_longer_fits_leaves_its_room_to_the_next() {
            double[] most = new double[100_000]; // 1.9 MB
            JsonNode outcomes = frame(List.of(a -> most, a -> most, a -> most, a -> 1, a -> most))
                    .path("outcomes");
            assertThat(outcomes.valueStream().map(outcome -> outcome.has("refused")))
                    .containsExactly(false, false, true, false, true);
            assertThat(outcomes.toString().length()).isLessThan(ProbeValue.LARGEST_FRAME);
        }

        /** Escapes, nested boxes and names: what is counted is never less than what is written. */
        @Test
        void keeps_every_frame_below_four_megabytes() {
            for (Object value : new Object[] {
                "\1".repeat(100_000),
                Collections.nCopies(20_000, List.of(new Nothing())),
                Collections.nCopies(100_000, Long.MIN_VALUE),
                Collections.nCopies(50_000, Map.of())
            }) {
                ProbeCall call = a -> value;
                assertThat(frame(Collections.nCopies(100, call)).toString().length())
                        .isBetween(500_000, ProbeValue.LARGEST_FRAME);
            }
        }
    }
}
