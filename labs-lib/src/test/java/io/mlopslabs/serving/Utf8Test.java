// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Utf8Test {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lets_every_text_through(long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("plain".repeat(2000)); // longer than one buffer of the decoder
        random.ints(5000, 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(text::appendCodePoint);
        assertThatCode(() -> Utf8.require(text.toString().getBytes(UTF_8))).doesNotThrowAnyException();
    }

    /** The ill-formed sequences of the Unicode standard, table 3-7, and one of each kind of attack. */
    @ParameterizedTest
    @CsvSource({
        "61ff, 1, ff", // never a byte of UTF-8
        "6180, 1, 80", // a byte that continues nothing
        "c3, 0, c3", // cut off
        "e282, 0, e2",
        "c0af, 0, c0", // a slash in two bytes
        "e080af, 0, e0", // and in three
        "eda080, 0, ed", // half of a surrogate pair
        "f4908080, 0, f4", // above the last code point
        "7bc328, 1, c3",
    })
    void names_the_first_byte_that_is_wrong(String hex, int place, String value) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Utf8.require(HexFormat.of().parseHex(hex)))
                .withMessage("the request is not UTF-8: byte %d (0x%s) does not belong there", place, value);
    }
}
