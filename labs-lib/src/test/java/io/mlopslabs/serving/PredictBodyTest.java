// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.serving.PredictBody.Format;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PredictBodyTest {
    static final ServerLimits LIMITS = ServerLimits.standard().withInstances(3);
    static final Signature.Images SIGNATURE = new Signature.Images(2, 3);
    static final String IMAGE = "[[0,0.5,1],[1e-3,-2,3.25]]";
    static final float[] PIXELS = {0, 0.5f, 1, 0.001f, -2, 3.25f};

    static PredictBody<List<float[]>> read(String body) {
        return PredictBody.images(body.getBytes(UTF_8), SIGNATURE, LIMITS);
    }

    static Refusal refused(String body) {
        return refused(body.getBytes(UTF_8));
    }

    static Refusal refused(byte[] body) {
        return catchThrowableOfType(Refusal.class, () -> PredictBody.images(body, SIGNATURE, LIMITS));
    }

    /** In the body an image stands as @; a field that is null means the whole request. */
    static void assertRefused(String body, int status, String field, String message) {
        Refusal refusal = refused(body.replace("@", IMAGE));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.field()).isEqualTo(field == null ? "" : field);
        assertThat(refusal.status()).isEqualTo(status);
    }

    @Nested
    class Reads {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"instances\":[@,@]}",
                    "{\"instances\":[{\"images\":@},{\"images\":@}]}",
                    " {\"signature_name\":\"serving_default\",\"instances\" : [@ , @], \"more\":{\"a\":[null,true]}} ",
                    "{\"signature_name\":\"\",\"instances\":[@,{\"images\":@}]}",
                })
        void rows(String body) {
            PredictBody<List<float[]>> read = read(body.replace("@", IMAGE));
            assertThat(read.format()).isEqualTo(Format.ROW);
            assertThat(read.instances()).containsExactly(PIXELS, PIXELS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"inputs\":[@]}", "{\"inputs\":{\"images\":[@]}}"})
        void columns(String body) {
            PredictBody<List<float[]>> read = read(body.replace("@", IMAGE));
            assertThat(read.format()).isEqualTo(Format.COLUMNAR);
            assertThat(read.instances()).containsExactly(PIXELS);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5})
        void the_numbers_that_a_tree_of_the_same_json_holds(long seed) throws Exception {
            var random = new SplittableRandom(seed);
            var images = new ArrayList<List<List<Double>>>();
            for (int i = 0; i < 3; i++) {
                images.add(List.of(row(random), row(random)));
            }
            byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("instances", images));
            List<float[]> read = PredictBody.images(body, SIGNATURE, LIMITS).instances();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 6; j++) {
                    assertThat(read.get(i)[j])
                            .isEqualTo(images.get(i).get(j / 3).get(j % 3).floatValue());
                }
            }
        }

        private static List<Double> row(SplittableRandom random) {
            return List.of(random.nextDouble(), random.nextDouble(-1e6, 1e6), random.nextDouble() * 1e-30);
        }
    }

    /** 422: what stands there can be read, and is not what the model takes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] || the request is a list; it is an object with instances or inputs",
                "3 || the request is a number; it is an object with instances or inputs",
                "{} | instances | the request has neither instances nor inputs",
                "{\"instances\":[@],\"inputs\":[@]} | inputs | the request has both instances and inputs; send one",
                "{\"instances\":7} | instances | instances is a number instead of a list of instances",
                "{\"instances\":null} | instances | instances is null instead of a list of instances",
                "{\"instances\":{\"images\":@}} | instances | instances is an object instead of a list of instances",
                "{\"instances\":[]} | instances | the list of instances is empty",
                "{\"inputs\":{}} | inputs | inputs lacks \"images\"",
                "{\"inputs\":{\"x\":[@]}} | inputs.x | the model has no input \"x\"; it has \"images\"",
                "{\"inputs\":{\"images\":4}} | inputs.images | inputs.images is a number instead of a list of instances",
                "{\"instances\":[{}]} | instances[0] | the instance is empty; it lacks \"images\"",
                "{\"instances\":[{\"y\":1}]} | instances[0].y | the model has no input \"y\"; it has \"images\"",
                "{\"instances\":[{\"images\":@,\"y\":1}]} | instances[0].y | the model has no input \"y\"; it has \"images\"",
                "{\"instances\":[@,@,@,@]} | instances[3] | there are more than 3 instances; send them in several requests",
                "{\"signature_name\":\"other\"} | signature_name | signature_name is \"other\"; the model has one, \"serving_default\"",
                "{\"signature_name\":5} | signature_name | signature_name is a number; the model has one, \"serving_default\"",
                "{\"instances\":[@,[[0,0,0],[0,1e7,0]]]} | instances[1][1][1] | instances[1][1][1] is 1e7; a pixel is a number from -1,000,000 to 1,000,000, black 0 and white 1",
                "{\"instances\":[5]} | instances[0] | instances[0] is a number: an instance has shape [2, 3], this one is a single value",
                "{\"instances\":[@,\"text\"]} | instances[1] | instances[1] is a string: an instance has shape [2, 3], this one is a single value",
                "{\"instances\":[[1,2,3]]} | instances[0][0] | instances[0][0] is a number instead of a list of 3 numbers: an instance has shape [2, 3], this one has [3]",
                "{\"instances\":[[[0,1,2]]]} | instances[0] | instances[0] has 1 element instead of 2: an instance has shape [2, 3], this one has [1, 3]",
                "{\"instances\":[@,[[0,1,2],[0,1,2],[0,1,2]]]} | instances[1] | instances[1] has more than 2 elements: an instance has shape [2, 3], this one has [3, 3]",
                "{\"instances\":[[[0,1],[0,1,2]]]} | instances[0][0] | instances[0][0] has 2 elements instead of 3: an instance has shape [2, 3], this one is ragged",
                "{\"instances\":[[[0,1,2,3],[0,1,2,3]]]} | instances[0][0] | instances[0][0] has more than 3 elements: an instance has shape [2, 3], this one has [2, 4]",
                "{\"instances\":[@,[[0,1,2],[0,\"1\",2]]]} | instances[1][1][1] | instances[1][1][1] is a string instead of a number: an instance has shape [2, 3], this one has [2, 3]",
                "{\"instances\":[[[0,null,2],[0,1,2]]]} | instances[0][0][1] | instances[0][0][1] is null instead of a number: an instance has shape [2, 3], this one has [2, 3]",
                "{\"instances\":[[[0,true,2],[0,1,2]]]} | instances[0][0][1] | instances[0][0][1] is a truth value instead of a number: an instance has shape [2, 3], this one has [2, 3]",
                "{\"instances\":[[[[0],[1],[2]],[[0],[1],[2]]]]} | instances[0][0][0] | instances[0][0][0] is a list instead of a number: an instance has shape [2, 3], this one has [2, 3, 1]",
                "{\"inputs\":{\"images\":[@,[[0]]]}} | inputs.images[1][0] | inputs.images[1][0] has 1 element instead of 3: an instance has shape [2, 3], this one has [1, 1]",
                "{\"inputs\":[{\"images\":@}]} | inputs[0] | inputs[0] is an object: an instance has shape [2, 3], this one is a single value",
                "{\"x\":[[9]],\"instances\":[@,{\"images\":[[0]]}]} | instances[1].images[0] | instances[1].images[0] has 1 element instead of 3: an instance has shape [2, 3], this one has [1, 1]",
            })
    void names_what_is_not_as_the_model_takes_it(String body, String field, String message) {
        assertRefused(body, 422, field, message);
    }

    /** 400: what stands there cannot be read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` || the request has no body; send a JSON object with instances",
                "`  ` || the request has no body; send a JSON object with instances",
                "{ || the request is not JSON: Unexpected end-of-input at line 1, column 2",
                "{\"instances\":[[[0,1 | instances[0][0][1] | the request is not JSON: Unexpected end-of-input at line 1, column 20",
                "{\"instances\":[@,[[0,NaN,1],[0,0,0]]]} | instances[1][0][1] | the request is not JSON: Non-standard token 'NaN' at line 1, column 49",
                "{\"instances\":[[[0,-Infinity,1],[0,0,0]]]} | instances[0][0][1] | the request is not JSON: Non-standard token '-Infinity' at line 1, column 28",
                "{\"instances\":[[[0,1e400,1],[0,0,0]]]} | instances[0][0][1] | instances[0][0][1] is 1e400, which a 32-bit number cannot hold",
                "{\"instances\":[[[0,0,-1e39],[0,0,0]]]} | instances[0][0][2] | instances[0][0][2] is -1e39, which a 32-bit number cannot hold",
                "{\"instances\":[[[0,0,01],[0,0,0]]]} | instances[0][0][2] | the request is not JSON: Invalid numeric value at line 1, column 22",
                "{\"instances\":[@],\"instances\":[@]} | instances | the request is not JSON: Duplicate field 'instances' at line 1, column 54",
                "{\"a\":1}{} || the request goes on after its object, with an object",
                "{\"a\":1}] || the request is not JSON: Unexpected close marker ']' at line 1, column 8",
                "{'a':1} || the request is not JSON: Unexpected character (''' (code 39)) at line 1, column 2",
                "{\"a\":1,} | a | the request is not JSON: Unexpected character ('}' (code 125)) at line 1, column 8",
            })
    void names_what_cannot_be_read(String body, String field, String message) {
        assertRefused(body, 400, field, message);
    }

    @Nested
    class Bounds {
        @Test
        void how_deep_lists_lie_in_each_other() {
            int deepest = PredictBody.DEEPEST - 1; // the object around them is one
            String fits = "{\"a\":" + "[".repeat(deepest) + "]".repeat(deepest) + ",\"instances\":[" + IMAGE + "]}";
            assertThat(read(fits).instances()).hasSize(1);
            assertThat(refused(fits.replace("[]", "[[]]"))).hasMessage("lists and objects lie more than 32 deep");
            assertThat(refused("{\"a\":" + "[".repeat(1_000_000)).status()).isEqualTo(400);
        }

        @Test
        void how_long_a_number_is() {
            String digits = "0." + "1".repeat(PredictBody.LONGEST_NUMBER - 1);
            String fits = "{\"instances\":[[[0,0,%s],[0,0,0]]]}".formatted(digits);
            assertThat(read(fits).instances().get(0)[2]).isEqualTo(0.11111111f);
            Refusal refusal = refused(fits.replace(digits, digits + "11"));
            assertThat(refusal).hasMessage("a number has more than 100 digits");
            assertThat(refusal.field()).isEqualTo("instances[0][0][2]");
        }
    }

    @Test
    void refuses_other_encodings_of_unicode() {
        for (String name : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE")) {
            byte[] body = ("{\"instances\":[" + IMAGE + "]}").getBytes(Charset.forName(name));
            assertThat(refused(body).status()).isEqualTo(400);
        }
        assertThat(refused("{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1)))
                .hasMessage("the request is not UTF-8: byte 6 (0xe9) does not belong there");
    }

    /** Whatever is cut off or flipped, the answer is a refusal and never a failure. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answers_damaged_requests_with_a_refusal_or_an_image(long seed) {
        var random = new SplittableRandom(seed);
        byte[] whole =
                "{\"signature_name\":\"serving_default\",\"x\":{\"y\":[1,\"\u00fc\"]},\"instances\":[@,{\"images\":@}]}"
                        .replace("@", IMAGE)
                        .getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PredictBody.images(damaged, SIGNATURE, LIMITS).instances())
                        .hasSize(2);
            } catch (Refusal refusal) {
                assertThat(refusal.status()).isIn(400, 422);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void every_cut_of_a_request_is_refused() {
        String whole = "{\"x\":{\"y\":[1,true]},\"instances\":[" + IMAGE + "]}";
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatExceptionOfType(Refusal.class).as(cut).isThrownBy(() -> read(cut));
        }
    }
}
