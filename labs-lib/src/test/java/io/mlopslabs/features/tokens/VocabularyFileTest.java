// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.features.transform.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VocabularyFileTest {
    private static final Tokens EMPTY = new Tokens(List.of(), List.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(VocabularyFile.class)
    void what_was_written_is_read(VocabularyFile format) throws IOException {
        List<String> tokens = List.of("zebra fruit", " ", "😀", "\u2028", "a\u0085b");
        var vocabulary =
                new Tokens(tokens, format == VocabularyFile.TOKENS ? List.of() : List.of(5.0, 4.0, 3.0, 2.0, 1.0));
        Path file = folder.resolve("vocabulary");
        format.write(vocabulary, file);
        assertThat(format.read(file)).isEqualTo(vocabulary);
        format.write(EMPTY, file);
        assertThat(format.read(file)).isEqualTo(EMPTY);
    }

    @Test
    void lines_are_TFTs() {
        var vocabulary = new Tokens(List.of("zebra fruit", "fig"), List.of(2.0, 1.0));
        assertThat(VocabularyFile.TOKENS.lines(vocabulary)).containsExactly("zebra fruit", "fig");
        assertThat(VocabularyFile.COUNTS.lines(vocabulary)).containsExactly("2 zebra__SPACE__fruit", "1 fig");
        assertThat(VocabularyFile.WEIGHTS.lines(vocabulary)).containsExactly("2.0 zebra__SPACE__fruit", "1.0 fig");
        assertThat(VocabularyFile.TOKENS.lines(EMPTY)).containsExactly("49d0cd50-04bb-48c0-bc6f-5b575dce351a");
        assertThat(VocabularyFile.COUNTS.lines(EMPTY)).containsExactly("1 49d0cd50-04bb-48c0-bc6f-5b575dce351a");
    }

    @Test
    void an_editor_that_ends_lines_in_its_own_way_changes_no_token() throws IOException {
        Path file = folder.resolve("vocabulary");
        Files.writeString(file, "a\r\nb b");
        assertThat(VocabularyFile.TOKENS.read(file).tokens()).containsExactly("a", "b b");
    }

    @Test
    void a_wrong_line_is_named() throws IOException {
        Path file = folder.resolve("vocabulary");
        refused(file, VocabularyFile.TOKENS, "", "this vocabulary has no line");
        refused(file, VocabularyFile.TOKENS, "a\n\nb\n", "line 2 is empty");
        refused(file, VocabularyFile.TOKENS, "a\nb\na\n", "lines 1 and 3 are the same token, \"a\"");
        refused(file, VocabularyFile.COUNTS, "3 a\nfig\n", "line 2 is \"fig\", not a number, a space and a token");
        refused(
                file,
                VocabularyFile.WEIGHTS,
                "much fig\n",
                "line 1 is \"much fig\", not a number, a space and a token");
        Files.write(file, new byte[] {'a', (byte) 0xff, '\n'});
        assertThatIOException()
                .isThrownBy(() -> VocabularyFile.TOKENS.read(file))
                .withMessage(file + ": this vocabulary is not UTF-8");
    }

    private static void refused(Path file, VocabularyFile format, String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatIllegalArgumentException().isThrownBy(() -> format.read(file)).withMessage(file + ": " + message);
    }

    @Test
    void what_no_line_can_hold_is_not_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VocabularyFile.TOKENS.lines(new Tokens(List.of("a", "b\nc"), List.of())))
                .withMessage("token 1 is empty or has a line break, and a file has one token per line");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VocabularyFile.COUNTS.lines(new Tokens(List.of("a"), List.of())))
                .withMessage("the vocabulary has no frequencies; learn it with storeFrequency()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VocabularyFile.COUNTS.lines(new Tokens(List.of("a"), List.of(0.5))))
                .withMessage("0.5 is no count; write WEIGHTS");
    }
}
