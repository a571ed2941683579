// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MultipartFormTest {
    @Test
    void is_written_as_rfc_7578_says() {
        MultipartForm form = MultipartForm.of("image", "scene.png", new byte[] {1, 'a', (byte) 255});
        assertThat(form.contentType()).isEqualTo("multipart/form-data; boundary=mlopslabs-0-form");
        assertThat(text(form))
                .isEqualTo(String.join(
                        "\r\n",
                        "--mlopslabs-0-form",
                        "Content-Disposition: form-data; name=\"image\"; filename=\"scene.png\"",
                        "Content-Type: application/octet-stream",
                        "",
                        "\u0001a\u00ff",
                        "--mlopslabs-0-form--",
                        ""));
        assertThat(form.body().contentLength()).isEqualTo(text(form).length());
    }

    @Test
    void takes_a_boundary_that_does_not_occur_in_the_file() {
        byte[] content = "mlopslabs-0-form mlopslabs-1-form".getBytes(StandardCharsets.US_ASCII);
        assertThat(MultipartForm.of("image", "a", content).contentType()).endsWith("boundary=mlopslabs-2-form");
    }

    @Test
    void refuses_a_name_that_would_end_early() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipartForm.of("image", "a\"b", new byte[0]))
                .withMessage("fileName is 'a\"b'; a name is not empty and holds no quote and no line break");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipartForm.of("", "a", new byte[0]))
                .withMessage("field is ''; a name is not empty and holds no quote and no line break");
    }

    private static String text(MultipartForm form) {
        var whole = BodySubscribers.ofByteArray();
        form.body().subscribe(new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                whole.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                whole.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                whole.onError(failure);
            }

            @Override
            public void onComplete() {
                whole.onComplete();
            }
        });
        byte[] body = whole.getBody().toCompletableFuture().join();
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
