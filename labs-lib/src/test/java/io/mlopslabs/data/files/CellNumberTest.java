// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CellNumberTest {
    private final CellNumber numbers = new CellNumber();

    private CellNumber.Kind parse(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        return numbers.parse(bytes, 1, bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void decimals_are_the_nearest_double_to_the_bit_as_in_double_parse_double(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            long digits = random.nextLong() >>> random.nextInt(64) & Long.MAX_VALUE;
            String whole = Long.toString(digits);
            int point = random.nextInt(whole.length() + 1);
            String text = (random.nextBoolean() ? "-" : "") + whole.substring(0, point) + "."
                    + "0".repeat(random.nextInt(8)) + whole.substring(point);
            if (text.endsWith(".") && text.length() == 1) {
                continue;
            }
            assertThat(parse(text)).as(text).isEqualTo(CellNumber.Kind.FLOAT);
            assertThat(numbers.value()).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993.0", // 2^53 + 1, halfway between two doubles: to the even one
                "9007199254740995.0",
                "900719925474099.25",
                "0.500000000000000166", // a hair above 0.5 + 2^-53 * 1.5
                "0.50000000000000005551",
                "1.00000000000000011102", // 1 + 2^-53, nearly
                "123456789012345.678",
                "0.1000000000000000055511151231257827",
                "0.000000000000000000000123"
            })
    void halfway_and_nearly_halfway_decimals_are_too(String text) {
        assertThat(parse(text)).isEqualTo(CellNumber.Kind.FLOAT);
        assertThat(numbers.value()).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @CsvSource({
        "7, INT",
        "007, INT",
        "1_000, INT",
        "1__0, STRING",
        "0x10, STRING",
        "1e3, FLOAT",
        "NaN, FLOAT",
        "-inf, FLOAT",
        "9223372036854775807, INT",
        "-9223372036854775808, INT",
        "9223372036854775808, LONGER",
        "1d, STRING",
        "., STRING"
    })
    void kinds_are_those_of_pythons_int_and_float(String text, CellNumber.Kind kind) {
        assertThat(parse(text)).isEqualTo(kind);
    }
}
