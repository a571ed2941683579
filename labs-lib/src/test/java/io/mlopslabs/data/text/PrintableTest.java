// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrintableTest {
    @Test
    void shows_what_does_not_print() {
        assertThat(Printable.of("a\nb\t\u001b[31mred\u0000", 60)).isEqualTo("a\\nb\\t\\u001b[31mred\\u0000");
        assertThat(Printable.of("\u202eevil\u2066", 60)).isEqualTo("\\u202eevil\\u2066");
        assertThat(Printable.of("\ufeffAirport\u200b", 60)).isEqualTo("\\ufeffAirport\\u200b");
        assertThat(Printable.of("half \ud83d pair", 60)).isEqualTo("half \\ud83d pair");
        assertThat(Printable.of("\uffff\u2028\u0085", 60)).isEqualTo("\\uffff\\u2028\\u0085");
    }

    @Test
    void leaves_letters_of_every_language_alone() {
        assertThat(Printable.of("Gärtner, 東京, שלום, 🐧", 60)).isEqualTo("Gärtner, 東京, שלום, 🐧");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🐧", "\n", "\u202e"})
    void never_gives_more_characters_than_asked_for(String character) {
        String cut = Printable.of(character.repeat(10_000), 12);
        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(12);
        assertThat(cut).endsWith("…");
    }

    @Test
    void keeps_what_just_fits() {
        assertThat(Printable.of("🐧🐧🐧", 3)).isEqualTo("🐧🐧🐧");
        assertThat(Printable.of("🐧🐧🐧🐧", 3)).isEqualTo("🐧🐧…");
        assertThat(Printable.of("ab\n", 3)).isEqualTo("ab…");
    }

    @Test
    void escapes_markup() {
        assertThat(Printable.markup("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }
}
