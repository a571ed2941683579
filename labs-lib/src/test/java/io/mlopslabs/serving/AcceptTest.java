// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptTest {
    static final List<String> OFFERS = List.of("image/png", "application/json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | image/png",
                "application/json | application/json",
                "APPLICATION/JSON;q=0.3 | application/json",
                "image/* | image/png",
                "text/html, application/json;q=0.9, image/png;q=0.8 | application/json",
                "image/png;q=0, */* | application/json",
                "*/*;q=0.1, application/*;q=0.2 | application/json",
                "image/png;q=0.5, image/*;q=0.9, application/json;q=0.6 | application/json",
                "image/png;level=1;q=0.1,application/json;q=0.2 | application/json",
                "application/json ; q=1.000 , image/png;q=0.999 | application/json",
            })
    void gives_the_closest_range_the_word(String header, String chosen) {
        assertThat(Accept.choose(header, OFFERS)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void takes_the_first_offer_where_nothing_is_asked(String header) {
        assertThat(Accept.choose(header, OFFERS)).isEqualTo("image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png;q=0, application/json;q=0.0", "nonsense", "*/*;q=0", ",;,"})
    void refuses_what_is_not_offered(String header) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Accept.choose(header, OFFERS));
    }

    @Test
    void says_what_is_offered() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Accept.choose("text/html", OFFERS))
                .withMessage("this path answers image/png or application/json; Accept asks for text/html")
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(406);
                    assertThat(refusal.field()).isEqualTo("Accept");
                });
    }
}
