// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Sha256Test {
    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void agrees_with_the_examples_of_fips_180_4(String text, String digest) {
        assertThat(Sha256.hex(text.getBytes(US_ASCII))).isEqualTo(digest);
        assertThat(Sha256.of(text.getBytes(US_ASCII))).hasSize(32);
    }
}
