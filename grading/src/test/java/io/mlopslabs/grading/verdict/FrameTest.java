// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.exercises.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FrameTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Outcome value(Object value) {
        return new Outcome.Value(value);
    }

    private static Outcome thrown(String type) {
        return new Outcome.Thrown(type);
    }

    /** The frame that labs-lib's own test says a probe writes. */
    private static ObjectNode golden() throws IOException {
        return (ObjectNode)
                JSON.readTree(Files.readAllBytes(Path.of("../labs-lib/src/test/resources/golden/probe/frame.json")));
    }

    @Test
    void reads_what_the_probe_in_the_kernel_writes() throws IOException {
        ObjectNode frame = golden();
        var aAndNothing = new HashMap<String, Integer>();
        aAndNothing.put("a", 1);
        aAndNothing.put("b", null);
        assertThat(Frame.outcomes(frame, "e", frame.get("outcomes").size()).orElseThrow())
                .containsExactly(
                        thrown("(not answered)"),
                        thrown("ArrayIndexOutOfBoundsException"),
                        value(null),
                        value(true),
                        value((byte) -1),
                        value((short) 2),
                        value('x'),
                        value(3),
                        value(Long.MAX_VALUE),
                        value(1.5f),
                        value(-0.0),
                        value(Double.NaN),
                        value("Zoë 学习 😀"),
                        value("\ud83d"),
                        value(List.of(true, false)),
                        value(List.of((byte) -1)),
                        value(List.of((short) 2)),
                        value(List.of('x')),
                        value(List.of(3, 4)),
                        value(List.of(Long.MIN_VALUE)),
                        value(List.of(1.5f)),
                        value(List.of(0.1, Double.NEGATIVE_INFINITY)),
                        value(List.of(List.of(1.0), List.of())),
                        value(asList("a", null)),
                        value(List.of(1, "b")),
                        value(Set.of("a", "b")),
                        value(aAndNothing),
                        value(Map.of("name", "p", "share", 0.5)),
                        thrown("(class)"),
                        thrown("(too large)"));
    }

    @Test
    void is_none_for_another_exercise_another_version_or_another_number_of_calls() throws IOException {
        ObjectNode frame = golden();
        int calls = frame.get("outcomes").size();
        assertThat(Frame.outcomes(frame, "f", calls)).isEmpty();
        assertThat(Frame.outcomes(frame, "e", calls + 1)).isEmpty();
        assertThat(Frame.outcomes(frame.deepCopy().put("version", 2), "e", calls))
                .isEmpty();
        assertThat(Frame.outcomes(frame.deepCopy().put("more", 2), "e", calls)).isEmpty();
        assertThat(Frame.outcomes(frame.deepCopy().put("outcomes", "none"), "e", calls))
                .isEmpty();
        assertThat(Frame.outcomes(JSON.getNodeFactory().textNode("frame"), "e", 0))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "{}",
                "{'value': 1}",
                "{'value': null}",
                "{'value': true, 'thrown': 'X'}",
                "{'thrown': 1}",
                "{'verdict': 'right'}",
                "{'value': {'int': 1.5}}",
                "{'value': {'int': 2147483648}}",
                "{'value': {'int': '1'}}",
                "{'value': {'byte': 128}}",
                "{'value': {'long': 1}}",
                "{'value': {'long': '9223372036854775808'}}",
                "{'value': {'double': '7ff'}}",
                "{'value': {'double': 'zzzzzzzzzzzzzzzz'}}",
                "{'value': {'boolean': 1}}",
                "{'value': {'utf16': 'd8'}}",
                "{'value': {'int[]': 3}}",
                "{'value': {'int[]': ['3']}}",
                "{'value': {'String[]': ['a']}}",
                "{'value': {'map': [['a']]}}",
                "{'value': {'null': false}}",
                "{'value': {'record': 'R'}}",
                "{'value': {'record': 1, 'components': []}}",
                "{'value': {'future': 1}}",
            })
    void is_none_if_a_single_outcome_is_not_of_the_format(String outcome) throws IOException {
        String frame = "{'version': 1, 'exercise': 'e', 'outcomes': [{'value': true}, " + outcome + "]}";
        assertThat(Frame.outcomes(JSON.readTree(frame.replace('\'', '"')), "e", 2))
                .isEmpty();
    }

    @Test
    void is_none_if_a_value_is_nested_without_end() throws IOException {
        String deep = "{\"array\": [".repeat(30) + "]}".repeat(30);
        String frame = "{\"version\": 1, \"exercise\": \"e\", \"outcomes\": [{\"value\": " + deep + "}]}";
        assertThat(Frame.outcomes(JSON.readTree(frame), "e", 1)).isEmpty();
    }
}
