// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.header;
import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.ModelServerTest.assertRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.serving.ServedRequest.Seen;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The image route, over HTTP, with a model that tells bright from dark squares. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetectRouteTest {
    static final String DETECT = "/v1/models/squares:detect";
    static final List<ServedRequest> SEEN = new CopyOnWriteArrayList<>();

    /** A scene of 60 x 50 pixels: one square of brightness 204 in 28 x 28, and one of 102 in 14 x 14. */
    static byte[] scene;

    @TempDir
    static Path folder;

    static ModelServer server;
    static Calls calls;

    static final class Squares extends FakeNetwork {
        @Override
        public int width() {
            return 28;
        }

        @Override
        public int height() {
            return 28;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        byte[] pixels = new byte[60 * 50];
        fill(pixels, 2, 2, 28, 204);
        fill(pixels, 40, 10, 14, 102);
        scene = PictureTest.png(GrayImage.of(60, 50, pixels));
        server = new FakeModel(folder, "squares", Squares::new)
                .with(1, 2)
                .settings()
                .observedBy(SEEN::add)
                .limits(ServerLimits.standard().withPixels(3000).withInstances(3))
                .start();
        calls = new Calls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static void fill(byte[] pixels, int left, int top, int side, int brightness) {
        for (int y = top; y < top + side; y++) {
            Arrays.fill(pixels, y * 60 + left, y * 60 + left + side, (byte) brightness);
        }
    }

    static HttpResponse<byte[]> json(String path, byte[] image) {
        return json(calls, path, image);
    }

    static HttpResponse<byte[]> json(Calls to, String path, byte[] image) {
        return to.send(
                to.upload(path, image).header("Accept", "application/json").build());
    }

    @Test
    void lists_what_it_found_most_confident_first() {
        HttpResponse<byte[]> response = json(DETECT, scene);
        assertThat(text(response))
                .isEqualTo("{\"model_version\":2,\"detections\":["
                        + "{\"label\":\"bright\",\"confidence\":0.8,\"box\":[2,2,28,28]},"
                        + "{\"label\":\"dark\",\"confidence\":0.6,\"box\":[40,10,14,14]}],\"proposals\":2}");
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "X-Model-Version")).isEqualTo("2");
    }

    @Test
    void leaves_out_what_is_less_sure_than_asked() {
        assertThat(text(json(DETECT + "?confidence=0.9", scene)))
                .isEqualTo("{\"model_version\":2,\"detections\":[],\"proposals\":2}");
        assertThat(text(json("/v1/models/squares/versions/1:detect?confidence=0", scene)))
                .startsWith("{\"model_version\":1,\"detections\":[{")
                .endsWith("],\"proposals\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "*/*", "image/*;q=0.2, text/html", ""})
    void answers_the_image_with_boxes_where_no_json_is_asked_for(String accept) throws IOException {
        var request = calls.upload(DETECT, scene);
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        HttpResponse<byte[]> response = calls.send(request.build());
        assertThat(header(response, "Content-Type")).isEqualTo("image/png");
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(response.body()));
        assertThat(drawn.getWidth()).isEqualTo(600);
        assertThat(drawn.getHeight()).isEqualTo(500);
        assertThat(drawn.getRGB(20, 150)).isEqualTo(DrawnBoxesTest.FIRST_COLOUR);
        assertThat(drawn.getRGB(470, 240)).isEqualTo(DrawnBoxesTest.SECOND_COLOUR);
    }

    @Test
    void tells_observers_what_was_found() {
        SEEN.clear();
        json(DETECT + "?confidence=0.5", scene);
        ServedRequest seen = SEEN.get(0);
        assertThat(List.of(seen.model(), seen.version(), seen.operation(), seen.status()))
                .isEqualTo(List.of("squares", 2L, "detect", 200));
        var found = (Seen.Found) seen.seen();
        assertThat(found.proposals()).isEqualTo(2);
        assertThat(found.detections())
                .extracting(Detection::box)
                .containsExactly(new Box(2, 2, 28, 28), new Box(40, 10, 14, 14));
        assertThat(found.brightness())
                .isCloseTo(
                        (28 * 28 * 204 + 14 * 14 * 102) / (255.0 * 60 * 50), within(1e-12)); // a sum of whole numbers
    }

    @Test
    void takes_an_image_in_colour_by_any_file_name() throws IOException {
        assertThat(json(DETECT, PictureTest.file("PNG, colour")).statusCode()).isEqualTo(200);
        assertThat(json(DETECT, PictureTest.file("JPEG, colour")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.1 | -0.1",
                "1.01 | 1.01",
                "NaN | NaN",
                "half | half",
                "0x1p-1 | 0x1p-1",
                "0.5d | 0.5d",
                "'' | ''",
                "0.5&confidence=0.6 | 0.5 and 0.6",
            })
    void refuses_a_confidence_that_is_none(String query, String shown) {
        assertRefused(
                json(DETECT + "?confidence=" + query, scene),
                422,
                "{\"error\":\"confidence is %s; it is one number in [0, 1]\",\"field\":\"confidence\"}"
                        .formatted(shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.50", "5e-1", "1E0", "-0"})
    void takes_a_confidence_as_JSON_writes_numbers(String confidence) {
        assertThat(json(DETECT + "?confidence=" + confidence, scene).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refuses_what_is_no_image() {
        assertRefused(
                json(DETECT, "%PDF-1.7".getBytes(US_ASCII)),
                415,
                "{\"error\":\"the upload is neither a PNG nor a JPEG image: its first bytes say so\",\"field\":\"image\"}");
    }

    @Test
    void refuses_an_image_that_is_cut_off() {
        assertRefused(
                json(DETECT, Arrays.copyOf(scene, scene.length - 20)),
                422,
                "{\"error\":\"the image is damaged or incomplete: it cannot be decoded to its end\",\"field\":\"image\"}");
    }

    @Test
    void refuses_too_many_pixels() throws IOException {
        assertRefused(
                json(DETECT, PictureTest.png(GrayImage.of(61, 50, new byte[61 * 50]))),
                413,
                "{\"error\":\"the image has 61 x 50 pixels; it may have 3,000 in all\",\"field\":\"image\"}");
    }

    @Test
    void refuses_too_many_things_to_look_at() throws IOException {
        byte[] pixels = new byte[60 * 50];
        for (int i = 0; i < 4; i++) {
            fill(pixels, 1 + 13 * i, 3, 12, 200);
        }
        assertRefused(
                json(DETECT, PictureTest.png(GrayImage.of(60, 50, pixels))),
                422,
                "{\"error\":\"the image has 4 bright spots to look at; it may have 3\",\"field\":\"image\"}");
    }

    @Test
    void refuses_a_body_that_is_no_form() {
        var request = calls.to(DETECT)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(scene))
                .build();
        assertRefused(
                calls.send(request),
                415,
                "{\"error\":\"this path takes multipart/form-data; the request has image/png; with curl, send the file as"
                        + " -F image=@FILE\",\"field\":\"Content-Type\"}");
        assertThat(calls.send(calls.to(DETECT).POST(BodyPublishers.noBody()).build())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refuses_an_Accept_of_neither_form() {
        assertRefused(
                calls.send(calls.upload(DETECT, scene)
                        .header("Accept", "image/webp")
                        .build()),
                406,
                "{\"error\":\"this path answers image/png or application/json; Accept asks for image/webp\",\"field\":\"Accept\"}");
    }

    @Test
    void refuses_a_model_that_takes_no_squares() throws IOException {
        try (ModelServer flat = new FakeModel(folder, "flat").with(1).settings().start()) {
            var other = new Calls(flat);
            assertRefused(
                    other.send(other.upload("/v1/models/flat:detect", scene).build()),
                    422,
                    "{\"error\":\"the model takes images of shape [2, 3]; a detector needs one that takes squares\",\"field\":\"model\"}");
        }
    }
}
