// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.serving.PredictBody.Format;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TableReaderTest {
    static final int MOST = 3;
    static final String TEN =
            "{\"distance\":[1400],\"delay\":[-3.5],\"hour\":[9],\"flight\":[\"17\"],\"visib\":[null],\"wind\":[[1.5,-2]]}";

    static PredictBody<Batch> read(String body) {
        return PredictBody.rows(body.getBytes(UTF_8), new Signature.Table(Flights.COLUMNS), MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reads_every_bit_of_the_rows_that_were_written_by_rows_and_by_columns(long seed) {
        Batch rows = Flights.rows(seed, MOST);
        PredictBody<Batch> byRows = read(Flights.instances(rows));
        assertThat(byRows.format()).isEqualTo(Format.ROW);
        assertThat(byRows.instances()).isEqualTo(rows);
        PredictBody<Batch> byColumns = read(Flights.inputs(rows));
        assertThat(byColumns.format()).isEqualTo(Format.COLUMNAR);
        assertThat(byColumns.instances()).isEqualTo(rows);
    }

    @Test
    void rounds_to_32_bits_as_training_does() {
        String body = "{\"instances\":[%s]}".formatted(Flights.ROW.replace("1400", "0.1"));
        assertThat(read(body).instances().column("distance").number(0)).isEqualTo((float) 0.1);
    }

    @Test
    void reads_a_missing_value_one_and_several() {
        String none = Flights.ROW;
        String one = none.replace("null", "7.5");
        String two = none.replace("null", "[1,2]");
        Values visib = read("{\"instances\":[%s,%s,%s]}".formatted(none, one, two))
                .instances()
                .column("visib");
        assertThat(visib)
                .isEqualTo(Values.of(Kind.ragged(DType.FLOAT32), List.of(List.of(), List.of(7.5), List.of(1.0, 2.0))));
    }

    /** In the body a row stands as @, and the same row by columns as #. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"instances\":7} | instances | instances is a number instead of a list of instances",
                "{\"instances\":@} | instances | instances is an object instead of a list of instances",
                "{\"instances\":[]} | instances | the list of instances is empty",
                "{\"instances\":[@,5]} | instances[1] | instances[1] is a number instead of an object with the columns distance, delay, hour, flight, visib, wind",
                "{\"instances\":[@,@,@,@]} | instances[3] | there are more than 3 instances; send them in several requests",
                "{\"inputs\":[1]} | inputs | inputs is a list instead of an object with the columns distance, delay, hour, flight, visib, wind",
                "{\"inputs\":{\"hour\":9}} | inputs.hour | inputs.hour is a number instead of a list of the rows' values",
                "{\"inputs\":{\"hour\":[1,2,3,4]}} | inputs.hour[3] | there are more than 3 instances; send them in several requests",
                "{\"inputs\":{\"hour\":[1,2],\"delay\":[1]}} | inputs.delay | column delay has 1 row, and column hour has 2",
            })
    void names_what_is_no_list_of_rows(String body, String field, String message) {
        assertRefused(body, field, message);
    }

    /** What is said is swapped in into a row that is right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hour\":9, | `` | instances[1].hour | instances[1] lacks column hour",
                "\"visib\":null, | `` | instances[1].visib | instances[1] lacks column visib; where a value is missing, send null",
                "\"hour\":9,\"flight\":\"17\",\"visib\":null, | `` | instances[1].hour | instances[1] lacks the columns hour, flight, visib",
                "\"hour\" | \"hours\" | instances[1].hours | the model takes no column hours; it takes distance, delay, hour, flight, visib, wind",
                "\"hour\" | \"late\":1,\"hour\" | instances[1].late | the model takes no column late; it takes distance, delay, hour, flight, visib, wind",
                "1400 | \"1400\" | instances[1].distance | instances[1].distance is a string; column distance takes a number of 32 bits",
                "1400 | \"NaN\" | instances[1].distance | instances[1].distance is a string; column distance takes a number of 32 bits",
                "1400 | null | instances[1].distance | instances[1].distance is null; column distance takes a number of 32 bits",
                "1400 | true | instances[1].distance | instances[1].distance is a truth value; column distance takes a number of 32 bits",
                "1400 | [1400] | instances[1].distance | instances[1].distance is a list; column distance takes a number of 32 bits",
                "1400 | {} | instances[1].distance | instances[1].distance is an object; column distance takes a number of 32 bits",
                "1400 | 3.5e38 | instances[1].distance | instances[1].distance is 3.5e38; column distance takes a number of 32 bits",
                "-3.5 | -1e309 | instances[1].delay | instances[1].delay is -1e309; column delay takes a number of 64 bits",
                "9 | 9.5 | instances[1].hour | instances[1].hour is 9.5; column hour takes a whole number of 64 bits",
                "9 | 9.0 | instances[1].hour | instances[1].hour is 9.0; column hour takes a whole number of 64 bits",
                "9 | 9223372036854775808 | instances[1].hour | instances[1].hour is 9223372036854775808; column hour takes a whole number of 64 bits",
                "9 | null | instances[1].hour | instances[1].hour is null; column hour takes a whole number of 64 bits",
                "\"17\" | 17 | instances[1].flight | instances[1].flight is a number; column flight takes a text",
                "\"17\" | null | instances[1].flight | instances[1].flight is null; column flight takes a text",
                "\"17\" | \"1\\uD800\" | instances[1].flight | instances[1].flight holds half of a surrogate pair; column flight takes a text",
                "null | \"\" | instances[1].visib | instances[1].visib is a string; column visib takes a number of 32 bits",
                "null | [1,null] | instances[1].visib[1] | instances[1].visib[1] is null; column visib takes a number of 32 bits",
                "[1.5,-2] | 1.5 | instances[1].wind | instances[1].wind is a number; column wind takes a list of 2 in each row",
                "[1.5,-2] | null | instances[1].wind | instances[1].wind is null; column wind takes a list of 2 in each row",
                "[1.5,-2] | [1.5] | instances[1].wind | instances[1].wind has 1 value; column wind takes 2 in each row",
                "[1.5,-2] | [1,2,3] | instances[1].wind | instances[1].wind has 3 values; column wind takes 2 in each row",
                "[1.5,-2] | [1,\"2\"] | instances[1].wind[1] | instances[1].wind[1] is a string; column wind takes a number of 32 bits",
            })
    void names_the_column_and_the_place_of_what_it_does_not_take(String from, String to, String field, String message) {
        assertThat(Flights.ROW).contains(from);
        assertRefused("{\"instances\":[@,%s]}".formatted(Flights.ROW.replace(from, to)), field, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hour\":[9], | `` | inputs.hour | inputs lacks column hour",
                "\"hour\" | \"late\":[1],\"hour\" | inputs.late | the model takes no column late; it takes distance, delay, hour, flight, visib, wind",
                "[9] | [9.5] | inputs.hour[0] | inputs.hour[0] is 9.5; column hour takes a whole number of 64 bits",
                "[[1.5,-2]] | [1.5,-2] | inputs.wind[0] | inputs.wind[0] is a number; column wind takes a list of 2 in each row",
                "[[1.5,-2]] | [] | inputs.wind | column wind has 0 rows, and column distance has 1",
            })
    void names_them_by_columns_too(String from, String to, String field, String message) {
        assertThat(TEN).contains(from);
        assertRefused("{\"inputs\":%s}".formatted(TEN.replace(from, to)), field, message);
    }

    @Test
    void columns_without_rows_are_an_empty_list_of_instances() {
        String none = TEN.replaceAll("\\[[^\\]]*]+", "[]");
        assertRefused("{\"inputs\":%s}".formatted(none), "inputs", "the list of instances is empty");
    }

    private static void assertRefused(String body, String field, String message) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body.replace("@", Flights.ROW)));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1400 | NaN | the request is not JSON: Non-standard token 'NaN' at line 1, column 30",
                "\"hour\":9 | \"hour\":9,\"hour\":9 | the request is not JSON: Duplicate field 'hour' at line 1, column 60",
            })
    void what_is_not_json_cannot_be_read(String from, String to, String message) {
        String body = "{\"instances\":[%s]}".formatted(Flights.ROW.replace(from, to));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.status()).isEqualTo(400);
    }

    /** Whatever is flipped, the answer is a refusal or rows, and never a failure. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answers_damaged_requests_with_a_refusal_or_rows(long seed) {
        var random = new SplittableRandom(seed);
        byte[] whole =
                "{\"instances\":[%s,%s]}".formatted(Flights.ROW, Flights.ROW).getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PredictBody.rows(damaged, new Signature.Table(Flights.COLUMNS), MOST)
                                .instances()
                                .rows())
                        .isEqualTo(2);
            } catch (Refusal refusal) {
                assertThat(refusal.status()).isIn(400, 422);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
