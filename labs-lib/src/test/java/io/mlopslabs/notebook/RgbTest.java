// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RgbTest {
    @Test
    void measures_contrast_as_wcag_does() {
        assertThat(Rgb.BLACK.contrast(Rgb.WHITE)).isCloseTo(21, within(1e-12));
        assertThat(Rgb.WHITE.contrast(Rgb.WHITE)).isEqualTo(1);
        // The lightest grey that passes for text on white, as WCAG tools print it.
        assertThat(new Rgb(0x767676).contrast(Rgb.WHITE)).isCloseTo(4.54, within(0.005));
        assertThat(new Rgb(0xFF0000).contrast(Rgb.WHITE)).isCloseTo(4.00, within(0.005));
    }

    @Test
    void has_series_colours_and_lines_that_stand_out_from_the_panel() {
        assertThat(Rgb.SERIES).allMatch(colour -> colour.contrast(Rgb.PANEL) >= 3);
        assertThat(Rgb.AXIS.contrast(Rgb.PANEL)).isGreaterThanOrEqualTo(3);
        assertThat(Rgb.REFERENCE.contrast(Rgb.PANEL)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void has_text_colours_that_read_on_the_panel() {
        assertThat(Rgb.TEXT.contrast(Rgb.PANEL)).isGreaterThanOrEqualTo(4.5);
        assertThat(Rgb.QUIET_TEXT.contrast(Rgb.PANEL)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void inks_every_fill_of_a_heat_map_legibly() {
        assertThat(IntStream.rangeClosed(0, 1000).mapToObj(i -> Rgb.rising(i / 1000.0)))
                .allMatch(fill -> fill.ink().contrast(fill) >= 4.5);
        assertThat(IntStream.rangeClosed(-1000, 1000).mapToObj(i -> Rgb.aroundZero(i / 1000.0)))
                .allMatch(fill -> fill.ink().contrast(fill) >= 4.5);
    }

    @Test
    void darkens_a_heat_map_with_the_value() {
        double[] contrasts = IntStream.rangeClosed(0, 100)
                .mapToDouble(i -> Rgb.rising(i / 100.0).contrast(Rgb.WHITE))
                .toArray();
        assertThat(contrasts).isSorted();
        assertThat(Rgb.rising(1).hex()).isEqualTo("#08306b");
        assertThat(Rgb.aroundZero(0).hex()).isEqualTo("#f7f7f7");
        assertThat(Rgb.aroundZero(-1)).isNotEqualTo(Rgb.aroundZero(1));
    }
}
