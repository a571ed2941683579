// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CppTextTest {
    /** Right column: Python 3.11 {@code '%g' % x}, which is C's. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "5, 5",
        "-2.5, -2.5",
        "0.1, 0.1",
        "0.30000000000000004, 0.3",
        "0.2857142857142857, 0.285714",
        "100000, 100000",
        "999999, 999999",
        "999999.5, 1e+06",
        "1000000, 1e+06",
        "-1234567.8, -1.23457e+06",
        "4000000000, 4e+09",
        "0.0001, 0.0001",
        "0.00009999995, 0.0001",
        "0.00001, 1e-05",
        "1.5e-7, 1.5e-07",
        "2.5e300, 2.5e+300",
        "0.5000005, 0.5",
        "0.5000015, 0.500001",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void six_digits_are_those_of_C(double value, String expected) {
        assertThat(CppText.sixDigits(value)).isEqualTo(expected);
    }

    /** Right column: Python 3.11 {@code '%f' % x}. */
    @ParameterizedTest
    @CsvSource({
        "1, 1.000000",
        "0.6666666666666666, 0.666667",
        "0.0000005, 0.000000",
        "0.0000015, 0.000002",
        "-1e19, -10000000000000000000.000000",
        "NaN, nan"
    })
    void six_decimals_are_those_of_C(double value, String expected) {
        assertThat(CppText.sixDecimals(value)).isEqualTo(expected);
    }

    /** As C++ prints it: DebugString of protobuf 4.25, by TFDV 1.16.1. */
    @Test
    void a_message_has_numbers_without_needless_points_and_texts_as_they_are() {
        var feature = GoldenFile.schema(
                        "feature { name: '1.0' presence { min_fraction: 1 min_count: 1 } drift_comparator {"
                                + " infinity_norm { threshold: 1e-5 } jensen_shannon_divergence { threshold: 0.123456789 }"
                                + " normalized_abs_difference { threshold: 1e9 } } }")
                .getFeature(0);
        assertThat(CppText.message(feature).replaceAll("\\s+", " "))
                .isEqualTo(
                        "name: \"1.0\" presence { min_fraction: 1 min_count: 1 } drift_comparator { infinity_norm { threshold: 1e-05 }"
                                + " jensen_shannon_divergence { threshold: 0.123456789 } normalized_abs_difference { threshold: 1000000000 } } ");
    }

    @Test
    void escapes_what_C_escapes_and_leaves_the_rest_of_unicode() {
        assertThat(CppText.escaped("a\"b'c\\d\n\t\r\u0000\u001f\u007fñ𝄞"))
                .isEqualTo("a\\\"b\\'c\\\\d\\n\\t\\r\\000\\037\\177ñ𝄞");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", " 7 ", "+7", "007"})
    void reads_whole_numbers_with_sign_blanks_and_zeros(String text) {
        assertThat(CppText.asInt64(text)).contains(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven", "7.0", "1_000", "0x7", "9223372036854775808", "--7", "7 7"})
    void takes_no_other_text_for_a_whole_number(String text) {
        assertThat(CppText.asInt64(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "-2, -2",
        ".5, 0.5",
        "5., 5",
        "1e1, 10",
        "inf, Infinity",
        "-INF, -Infinity",
        "1e60, Infinity"
    })
    void reads_floats(String text, float expected) {
        assertThat(CppText.asFloat(text)).contains(expected);
    }

    /** Java's own parser takes the last three. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "oops", "1e", "+-1", "1,5", "1.5f", "2d", "0x1p3"})
    void takes_no_other_text_for_a_float(String text) {
        assertThat(CppText.asFloat(text)).isEmpty();
    }

    @Test
    void reads_nan_in_any_case() {
        assertThat(CppText.asFloat("NaN")).hasValueSatisfying(x -> assertThat(x).isNaN());
    }
}
