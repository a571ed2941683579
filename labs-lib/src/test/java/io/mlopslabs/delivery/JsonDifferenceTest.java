// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonDifferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonDifference between(String left, String right) {
        return JsonDifference.between(json(left), json(right), 0.01, Set.of());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\": 1, \"b\": [true, null, \"x\"]}; {\"b\":[true,null,\"x\"],\"a\":1}",
                "1; 1.0",
                "[0.5]; [0.509]",
                "100000000000000000000; 100000000000000000000",
                "[]; []",
                "{}; {}"
            })
    void finds_none_in_documents_that_say_the_same(String left, String right) {
        assertThat(between(left, right).first()).isNull();
        assertThat(between(right, left).first()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[0.5]; [0.511]; /0",
                "{\"p\": [[1, 2], [3, 4]]}; {\"p\": [[1, 2], [3, 5]]}; /p/1/1",
                "[1, 2]; [1]; /1",
                "{\"a\": 1}; {\"b\": 1}; /a",
                "{\"a\": 1}; {\"a\": 1, \"b\": 1}; /b",
                "\"x\"; \"y\"; ''",
                "{\"a\": 1}; {\"a\": \"1\"}; /a",
                "{\"a\": null}; {\"a\": false}; /a",
                "{\"a/b~c\": 1}; {\"a/b~c\": 2}; /a~1b~0c",
                "[]; {}; ''"
            })
    void points_to_the_first_place_where_they_do_not(String left, String right, String place) {
        assertThat(between(left, right).first()).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model_version\": 2, \"p\": [1]}",
                "{\"p\": [1]}",
                "{\"model_version\": {\"a\": 1}, \"p\": [1]}"
            })
    void leaves_out_the_places_it_is_told_to(String other) {
        JsonNode one = json("{\"model_version\": 1, \"p\": [1]}");
        var ignored = Set.of("/model_version");
        assertThat(JsonDifference.between(one, json(other), 0, ignored).first()).isNull();
        assertThat(JsonDifference.between(json(other), one, 0, ignored).first()).isNull();
        assertThat(JsonDifference.between(one, json(other), 0, ignored).largest())
                .isZero();
        assertThat(JsonDifference.between(one, json(other), 0, Set.of("/p")).first())
                .isEqualTo("/model_version");
    }

    @Test
    void measures_the_largest_distance_of_numbers_equal_ones_included() {
        assertThat(between("[1, 2, 3]", "[1, 2.0078125, 3]").largest()).isEqualTo(0.0078125);
        assertThat(between("[1, 2, 3]", "[1.25, 7, 3]").largest()).isEqualTo(5);
        assertThat(between("[1, 2]", "[1, 2, 9]").largest()).isZero();
        assertThat(between("[1e400]", "[1]").largest()).isEqualTo(Double.POSITIVE_INFINITY);
        String zeros = "0".repeat(400);
        assertThat(between("1" + zeros, "2" + zeros).largest()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(between("1" + zeros, "1" + zeros).largest()).isZero();
    }
}
