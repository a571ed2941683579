// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "-0.0 | 0",
                "3 | 3",
                "12345 | 12,345",
                "12345.6 | 12,346",
                "0.123456 | 0.1235",
                "-0.5 | -0.5",
                "1.5e-7 | 1.5e-7",
                "2.5e12 | 2.5e12",
                "999999.9 | 1,000,000",
                "0.00012 | 0.00012",
                "NaN | NaN"
            })
    void shortens_to_what_a_reader_takes_in(double value, String expected) {
        assertThat(Numbers.shortened(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.30000000000000004, 0.3",
        "1234567.8, 1234568",
        "3.14159265, 3.14159",
        "100, 100",
        "Infinity, Infinity",
        "0, 0"
    })
    void gives_the_digits_of_a_table(double value, String expected) {
        assertThat(Numbers.digits(value, 6)).isEqualTo(expected);
    }

    @Test
    void does_not_follow_the_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Numbers.shortened(12345)).isEqualTo("12,345");
            assertThat(Numbers.shortened(0.25)).isEqualTo("0.25");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void counts_in_the_right_number() {
        assertThat(Numbers.count(1, "point")).isEqualTo("1 point");
        assertThat(Numbers.count(20_000, "point")).isEqualTo("20,000 points");
    }
}
