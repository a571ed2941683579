// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FeaturePathTest {
    @Test
    void quotes_only_steps_that_would_not_be_read_back() {
        assertThat(new FeaturePath(List.of("a b", "x.y", "it's", "(extension)", "f(x)", "")).serialized())
                .isEqualTo("a b.'x.y'.'it''s'.(extension).'f(x)'.''");
    }

    @Test
    void a_step_sorts_before_its_longer_neighbour_and_text_by_its_bytes() {
        // In UTF-16, Java's order, the clef comes before the full-width letter.
        assertThat(Stream.of("𝄞", "ａ", "b", "a.b", "a")
                        .map(FeaturePath::of)
                        .sorted()
                        .map(FeaturePath::lastStep))
                .containsExactly("a", "a.b", "b", "ａ", "𝄞");
        assertThat(FeaturePath.of("a").child("z")).isLessThan(FeaturePath.of("a.b"));
    }
}
