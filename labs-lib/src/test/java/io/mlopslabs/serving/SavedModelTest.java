// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.Calls.tree;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.detection.Detection;
import io.mlopslabs.detection.Detector;
import io.mlopslabs.detection.Scene;
import io.mlopslabs.detection.Scenes;
import io.mlopslabs.engine.Architecture;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.ImageClassifier;
import io.mlopslabs.engine.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that the engine saved, served: the same numbers as without a server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SavedModelTest {
    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static Path base;
    static List<GrayImage> images;
    static ModelServer server;
    static Calls calls;

    /** Saves a network with random weights: what it says is nonsense, and the same nonsense everywhere. */
    static void save(Path version, long seed) {
        List<String> names = Datasets.images("fashion-4k").test().classNames();
        try (Network network =
                Network.create(Architecture.smallCnn(), new Shape(1, 28, 28), names, seed, DeviceChoice.CPU)) {
            network.save(version);
        }
    }

    @BeforeAll
    static void start() {
        base = folder.resolve("fashion");
        save(base.resolve("1"), 1);
        save(base.resolve("2"), 2);
        images = Datasets.images("fashion-4k").test().images().subList(0, 20);
        server = ModelServer.serving(base).versions(VersionPolicy.all()).start();
        calls = new Calls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static float[][] pixels(GrayImage image) {
        float[] flat = image.normalized();
        float[][] rows = new float[28][28];
        IntStream.range(0, 28).forEach(y -> System.arraycopy(flat, y * 28, rows[y], 0, 28));
        return rows;
    }

    static String request(List<GrayImage> some) throws IOException {
        return JSON.writeValueAsString(
                Map.of("instances", some.stream().map(SavedModelTest::pixels).toList()));
    }

    @Test
    void predicts_what_the_classifier_of_that_version_does_to_the_last_bit() throws IOException {
        for (int version : List.of(1, 2)) {
            try (ImageClassifier classifier =
                    ImageClassifier.load(base.resolve(Integer.toString(version)), DeviceChoice.CPU)) {
                JsonNode answer =
                        tree(calls.post("/v1/models/fashion/versions/%d:predict".formatted(version), request(images)));
                float[][] predictions = JSON.treeToValue(answer.path("predictions"), float[][].class);
                assertThat(predictions).isDeepEqualTo(classifier.probabilities(images));
            }
        }
    }

    @Test
    void says_the_same_to_many_clients_at_once() throws IOException {
        String request = request(images.subList(0, 3));
        String expected = text(calls.post("/v1/models/fashion:predict", request));
        assertThat(expected).startsWith("{\"predictions\":[[");
        List<String> answers =
                IntStream.range(0, 64)
                        .mapToObj(i -> calls.later("/v1/models/fashion:predict", request))
                        .toList()
                        .stream()
                        .map(answer -> text(answer.join()))
                        .toList();
        assertThat(answers).containsOnly(expected);
    }

    @Test
    void detects_what_the_detector_does() throws IOException {
        Scene scene = Scenes.of(Datasets.images("fashion-4k").test(), 7).scene(0);
        try (ImageClassifier classifier = ImageClassifier.load(base.resolve("2"), DeviceChoice.CPU)) {
            Detector detector = Detector.of(classifier::probabilities, classifier.classNames());
            List<Detection> expected = detector.detect(scene.image(), 0.1);
            JsonNode answer = tree(DetectRouteTest.json(
                    calls, "/v1/models/fashion:detect?confidence=0.1", PictureTest.png(scene.image())));
            assertThat(expected).isNotEmpty();
            assertThat(answer.path("detections")).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                JsonNode found = answer.path("detections").get(i);
                Detection wanted = expected.get(i);
                assertThat(found.path("label").asText()).isEqualTo(wanted.label());
                assertThat(found.path("confidence").floatValue()).isEqualTo((float) wanted.confidence());
                assertThat(found.path("box").toString())
                        .isEqualTo("[%d,%d,%d,%d]"
                                .formatted(
                                        wanted.box().x(),
                                        wanted.box().y(),
                                        wanted.box().width(),
                                        wanted.box().height()));
            }
            assertThat(answer.path("proposals").asInt())
                    .isEqualTo(detector.proposals(scene.image()).size());
        }
    }

    @Test
    void a_version_that_is_still_being_copied_is_not_served_until_it_is_whole() throws IOException {
        Path whole = folder.resolve("whole");
        save(whole, 3);
        Path copying = folder.resolve("copied");
        Path version = Files.createDirectories(copying.resolve("1"));
        try (ModelServer other = ModelServer.serving(copying).start()) {
            var client = new Calls(other);
            assertThat(text(client.get("/v1/models/copied")))
                    .contains("\"state\":\"LOADING\"", "holds no model: there is no model.json");
            assertThat(client.get("/health").statusCode()).isEqualTo(503);
            Files.copy(whole.resolve("model.json"), version.resolve("model.json"));
            other.refresh();
            assertThat(text(client.get("/v1/models/copied"))).contains("\"state\":\"LOADING\"", "has 0 bytes of ");
            Path weights = weights(whole);
            byte[] bytes = Files.readAllBytes(weights);
            Path target = version.resolve(weights.getFileName());
            Files.write(target, Arrays.copyOf(bytes, bytes.length / 2));
            other.refresh();
            assertThat(text(client.get("/v1/models/copied")))
                    .contains("\"state\":\"LOADING\"", "has %d bytes of %d".formatted(bytes.length / 2, bytes.length));
            Files.write(target, bytes);
            other.refresh();
            assertThat(text(client.get("/v1/models/copied"))).contains("\"state\":\"AVAILABLE\"");
            assertThat(client.post("/v1/models/copied:predict", request(images)).statusCode())
                    .isEqualTo(200);
        }
    }

    private static Path weights(Path version) throws IOException {
        try (Stream<Path> files = Files.list(version)) {
            return files.filter(file -> file.toString().endsWith(".params"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
