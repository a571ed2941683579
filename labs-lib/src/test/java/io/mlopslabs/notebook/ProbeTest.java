// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ProbeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/probe");

    /** Counts how often one of its own methods is called; each of them misbehaves. */
    private static final AtomicInteger CALLED = new AtomicInteger();

    static final class OwnException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("called " + CALLED.incrementAndGet());
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    static final class NotAnswered extends UnsupportedOperationException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            return "called " + CALLED.incrementAndGet();
        }
    }

    private static JsonNode frame(List<ProbeCall> calls) {
        var frame = new ProbeFrame("e");
        calls.forEach(call -> frame.add(call, new Object[0]));
        return JSON.valueToTree(frame.toMap());
    }

    private static String thrown(Throwable e) {
        ProbeCall call = a -> {
            throw e;
        };
        return frame(List.of(call)).path("outcomes").path(0).toString();
    }

    @Nested
    class An_exception {
        @Test
        void is_known_by_its_class_and_none_of_its_methods_is_called() {
            CALLED.set(0);
            assertThat(thrown(new OwnException())).isEqualTo("{\"thrown\":\"OwnException\"}");
            assertThat(thrown(new NotAnswered())).isEqualTo("{\"thrown\":\"NotAnswered\"}");
            assertThat(thrown(new RuntimeException() {})).isEqualTo("{\"thrown\":\"\"}");
            assertThat(CALLED).hasValue(0);
        }

        @Test
        void may_be_an_error_and_does_not_stop_the_next_call() {
            assertThat(frame(List.of(a -> endless(0), a -> 1)).path("outcomes").toString())
                    .isEqualTo("[{\"thrown\":\"StackOverflowError\"},{\"value\":{\"int\":1}}]");
        }

        private int endless(int n) {
            return n < 0 ? n : endless(n + 1) + 1;
        }

        @Test
        void of_the_stub_is_told_from_every_other() {
            assertThat(thrown(new UnsupportedOperationException("not answered")))
                    .isEqualTo("{\"refused\":\"not answered\"}");
            assertThat(thrown(new UnsupportedOperationException("not built")))
                    .isEqualTo("{\"thrown\":\"UnsupportedOperationException\"}");
            assertThat(thrown(new IllegalStateException("not answered")))
                    .isEqualTo("{\"thrown\":\"IllegalStateException\"}");
        }
    }

    @Nested
    class Inputs {
        @TempDir
        Path folder;

        private List<Object[]> arguments(String exercise) {
            var seen = new ArrayList<Object[]>();
            Probe.frame(folder, exercise, a -> seen.add(a));
            return seen;
        }

        private void write(String text) throws IOException {
            Files.writeString(folder.resolve("e.json"), text);
        }

        @Test
        void arrive_in_their_types() throws IOException {
            Files.copy(GOLDEN.resolve("every-type.json"), folder.resolve("every-type.json"));
            List<Object[]> calls = arguments("every-type");
            assertThat(calls).hasSize(2);
            assertThat(calls.get(0)).containsExactly(new Object[] {
                true,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1,
                "Zoë 学习 😀",
                new boolean[] {true, false},
                new int[][] {{1, 2}, {}},
                new long[] {-1},
                new double[][] {{1, -0.0}, {Double.NaN, Double.NEGATIVE_INFINITY}},
                new String[] {"a", "\ud83d"}
            });
            assertThat(calls.get(1)).containsExactly(new Object[] {
                false,
                7,
                7L,
                Math.nextUp(1.0),
                "",
                new boolean[0],
                new int[0][],
                new long[0],
                new double[0][],
                new String[0]
            });
        }

        @Test
        void are_objects_of_their_own_in_each_call() throws IOException {
            write("{\"version\":1,\"exercise\":\"e\",\"types\":[\"int[]\"],\"calls\":[[[1]],[[1]]]}");
            ProbeCall answer = a -> ((int[]) a[0])[0]++;
            assertThat(JSON.valueToTree(Probe.frame(folder, "e", answer))
                            .path("outcomes")
                            .toString())
                    .isEqualTo("[{\"value\":{\"int\":1}},{\"value\":{\"int\":1}}]");
            List<Object[]> calls = arguments("e");
            assertThat(calls.get(0)[0]).isNotSameAs(calls.get(1)[0]);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{}|version nothing; it must be 1.",
                    "{'version':2}|version 2; it must be 1.",
                    "{'version':1,'exercise':'f'}|exercise \"f\"; it must be \"e\".",
                    "{'version':1,'exercise':'e'}|types nothing; it must be a list.",
                    "{'version':1,'exercise':'e','types':['int','float']}|types[1] \"float\"; it must be boolean, int, long, double, String or arrays of them.",
                    "{'version':1,'exercise':'e','types':['int[[]]']}|types[0] \"int[[]]\"; it must be boolean, int, long, double, String or arrays of them.",
                    "{'version':1,'exercise':'e','types':[]}|calls nothing; it must be a list.",
                    "{'version':1,'exercise':'e','types':['int'],'calls':[[1,2]]}|calls[0] [1,2]; it must be a list of 1.",
                    "{'version':1,'exercise':'e','types':['int'],'calls':[[1],[2147483648]]}|calls[1][0] 2147483648; it must be an int.",
                    "{'version':1,'exercise':'e','types':['long'],'calls':[[1.0]]}|calls[0][0] 1.0; it must be a long.",
                    "{'version':1,'exercise':'e','types':['boolean'],'calls':[[1]]}|calls[0][0] 1; it must be true or false.",
                    "{'version':1,'exercise':'e','types':['String'],'calls':[[null]]}|calls[0][0] null; it must be a text.",
                    "{'version':1,'exercise':'e','types':['int[][]'],'calls':[[[[1],2]]]}|calls[0][0][1] 2; it must be a list.",
                    "{'version':1,'exercise':'e','types':['double'],'calls':[['0x1']]}|calls[0][0] \"0x1\"; it must be a number, NaN, Infinity or 16 hex digits after 0x."
                })
        void that_are_not_as_they_must_be_are_named(String json, String problem) throws IOException {
            write(json.replace('\'', '"'));
            assertThatIllegalStateException()
                    .isThrownBy(() -> arguments("e"))
                    .withMessage("The inputs in " + folder.resolve("e.json") + " have at " + problem);
        }

        @Test
        void that_are_missing_or_no_json_are_named() throws IOException {
            assertThatIllegalStateException()
                    .isThrownBy(() -> arguments("e"))
                    .withMessage("The inputs of e cannot be read from " + folder.resolve("e.json") + ".");
            write("{");
            assertThatIllegalStateException()
                    .isThrownBy(() -> arguments("e"))
                    .withMessage("The inputs in " + folder.resolve("e.json") + " are no JSON.");
        }
    }

    record Pair(String name, double share) {}

    /** The grader's decoder is tested with the same file. */
    @Test
    void a_frame_with_every_form_is_the_golden_one() throws IOException {
        var map = new LinkedHashMap<String, Object>();
        map.put("a", 1);
        map.put("b", null);
        ProbeCall stub = a -> {
            throw new UnsupportedOperationException("not answered");
        };
        ProbeCall failing = a -> List.of().get(0);
        List<Object> values = Arrays.asList(
                null,
                true,
                (byte) -1,
                (short) 2,
                'x',
                3,
                Long.MAX_VALUE,
                1.5f,
                -0.0,
                Double.NaN,
                "Zoë 学习 😀",
                "\ud83d",
                new boolean[] {true, false},
                new byte[] {-1},
                new short[] {2},
                new char[] {'x'},
                new int[] {3, 4},
                new long[] {Long.MIN_VALUE},
                new float[] {1.5f},
                new double[] {0.1, Double.NEGATIVE_INFINITY},
                new double[][] {{1}, {}},
                new String[] {"a", null},
                List.of(1, "b"),
                new LinkedHashSet<>(List.of("b", "a")),
                map,
                new Pair("p", 0.5),
                new OwnException(),
                new int[100_001]);
        var calls = new ArrayList<ProbeCall>(List.of(stub, failing));
        values.forEach(value -> calls.add(a -> value));
        assertThat(frame(calls)).isEqualTo(JSON.readTree(Files.readAllBytes(GOLDEN.resolve("frame.json"))));
    }

    @Test
    void nothing_is_called_where_nobody_probes() {
        assertThat(System.getenv("COURSE_PROBES"))
                .as("the variable, in this build")
                .isNull();
        var called = new AtomicInteger();
        Probe.calls("no such exercise", a -> called.incrementAndGet());
        assertThat(called).hasValue(0);
    }
}
