// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadTest {
    static final String TYPE = "multipart/form-data; boundary=" + Calls.BOUNDARY;
    static final String PART = "--cut-here\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nx\r\n";

    static Refusal refused(String type, String body) {
        return catchThrowableOfType(Refusal.class, () -> Upload.part(type, body.getBytes(ISO_8859_1), "image"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void gives_back_the_bytes_of_the_file(long seed) {
        var random = new SplittableRandom(seed);
        byte[] file = new byte[random.nextInt(100_000)];
        random.nextBytes(file);
        assertThat(Upload.part(TYPE, Calls.form("image", file), "image")).isEqualTo(file);
    }

    @Test
    void gives_back_an_empty_file_and_one_full_of_line_ends_and_dashes() {
        for (String text : new String[] {"", "\r\n", "--cut-her\r\n--cut-her--\r\n\r\n"}) {
            byte[] file = text.getBytes(ISO_8859_1);
            assertThat(Upload.part(TYPE, Calls.form("image", file), "image")).isEqualTo(file);
        }
    }

    @Test
    void takes_a_part_without_a_file_name_and_a_boundary_in_quotes() {
        byte[] body = (PART.formatted("image") + "--cut-here--\r\n").getBytes(ISO_8859_1);
        assertThat(Upload.part("multipart/form-data; boundary=\"cut-here\"", body, "image"))
                .containsExactly('x');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"photo, `[\"photo\"]`", "Image, `[\"Image\"]`"})
    void names_the_parts_where_the_file_has_another_name(String name, String parts) {
        Refusal refusal = refused(TYPE, PART.formatted(name) + "--cut-here--\r\n");
        assertThat(refusal).hasMessage("the form has the parts %s; it has one, the file, named \"image\"", parts);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.field()).isEqualTo("image");
    }

    @Test
    void refuses_two_files() {
        assertThat(refused(TYPE, PART.formatted("image").repeat(2) + "--cut-here--\r\n"))
                .hasMessage("the form has the parts [\"image\", \"image\"]; it has one, the file, named \"image\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no parts",
                "--cut-here\r\n",
                "--cut-here\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\ncut off",
                "--cut-here\r\nNo-Colon\r\n\r\nx\r\n--cut-here--\r\n",
                "--other\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx\r\n--other--\r\n"
            })
    void refuses_what_is_no_form(String body) {
        Refusal refusal = refused(TYPE, body);
        assertThat(refusal)
                .hasMessage("the body is not multipart/form-data with the boundary that its Content-Type names");
        assertThat(refusal.status()).isEqualTo(400);
    }

    @Test
    void refuses_a_type_without_a_boundary() {
        assertThat(refused("multipart/form-data", "x"))
                .hasMessage("the Content-Type multipart/form-data names no boundary");
    }

    @Test
    void refuses_a_form_of_very_many_parts() {
        assertThat(refused(TYPE, PART.formatted("a").repeat(10_000) + "--cut-here--\r\n")
                        .status())
                .isEqualTo(400);
    }
}
