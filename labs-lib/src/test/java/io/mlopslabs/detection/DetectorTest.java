// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.data.TrainTest;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.ImageClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetectorTest {
    static final List<String> NAMES = List.of("wide", "tall");

    /** Sure by the share of bright columns in the middle row against bright rows in the middle column. */
    static float[][] wideOrTall(List<GrayImage> images) {
        return images.stream()
                .map(image -> {
                    int across = 0;
                    int down = 0;
                    for (int i = 0; i < 28; i++) {
                        across += image.at(i, 14) > 0 ? 1 : 0;
                        down += image.at(14, i) > 0 ? 1 : 0;
                    }
                    float wide = (float) across / (across + down);
                    return new float[] {wide, 1 - wide};
                })
                .toArray(float[][]::new);
    }

    static GrayImage canvas(int width, int height, Box box, int brightness) {
        byte[] pixels = new byte[width * height];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            Arrays.fill(pixels, y * width + box.x(), y * width + box.x() + box.width(), (byte) brightness);
        }
        return GrayImage.of(width, height, pixels);
    }

    @Nested
    class Detect {
        @Test
        void finds_and_names_every_bar_of_every_scene() {
            Detector detector = Detector.of(DetectorTest::wideOrTall, NAMES);
            var counts = DetectionCounts.NONE;
            for (Scene scene : Scenes.of(ScenesTest.BARS, 5).scenes(0, 20)) {
                List<Detection> found = detector.detect(scene.image(), 0.5);
                assertThat(found)
                        .isSortedAccordingTo((one, other) -> Double.compare(other.confidence(), one.confidence()));
                counts = counts.plus(DetectionCounts.of(scene.truth(), found, 1));
            }
            assertThat(counts.recall()).isEqualTo(1);
            assertThat(counts.precision()).isEqualTo(1);
        }

        @Test
        void suppresses_the_bright_part_of_a_thing_of_the_same_class() {
            byte[] pixels = new byte[40 * 40];
            for (int y = 5; y < 25; y++) {
                Arrays.fill(pixels, y * 40 + 5, y * 40 + 35, (byte) 50);
                Arrays.fill(pixels, y * 40 + 5, y * 40 + 30, (byte) 200);
            }
            GrayImage image = GrayImage.of(40, 40, pixels);
            Detector detector = Detector.of(DetectorTest::wideOrTall, NAMES);
            assertThat(detector.proposals(image)).containsExactly(new Box(5, 5, 30, 20), new Box(5, 5, 25, 20));
            assertThat(detector.detect(image, 0)).hasSize(1);
        }

        @Test
        void asks_the_classifier_once_and_not_at_all_for_an_empty_picture() {
            var calls = new AtomicInteger();
            Classifier counting = images -> {
                calls.incrementAndGet();
                return wideOrTall(images);
            };
            Detector detector = Detector.of(counting, NAMES);
            assertThat(detector.detect(GrayImage.of(20, 20, new byte[400]), 0)).isEmpty();
            assertThat(calls).hasValue(0);
            detector.detect(Scenes.of(ScenesTest.BARS, 5).scene(0).image(), 0);
            assertThat(calls).hasValue(1);
        }

        @Test
        void looks_only_into_the_boxes_that_it_is_given() {
            GrayImage image = canvas(60, 40, new Box(5, 5, 30, 20), 200);
            Detector detector = Detector.of(DetectorTest::wideOrTall, NAMES);
            assertThat(detector.detect(image, List.of(), 0)).isEmpty();
            assertThat(detector.detect(image, detector.proposals(image), 0.5))
                    .isEqualTo(detector.detect(image, 0.5))
                    .extracting(Detection::box)
                    .containsExactly(new Box(5, 5, 30, 20));
            assertThat(detector.detect(image, List.of(new Box(0, 0, 40, 30)), 0))
                    .extracting(Detection::box)
                    .containsExactly(new Box(0, 0, 40, 30));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> detector.detect(image, List.of(), 2))
                    .withMessage("confidence is 2.0; it lies in [0, 1]");
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
        void refuses_a_confidence_outside(double confidence) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Detector.of(DetectorTest::wideOrTall, NAMES)
                            .detect(GrayImage.of(1, 1, new byte[1]), confidence))
                    .withMessage("confidence is %s; it lies in [0, 1]", confidence);
        }

        @Test
        void says_when_classifier_and_names_do_not_fit() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Detector.of(DetectorTest::wideOrTall, List.of("a", "b", "c"))
                            .detect(ScenesTest.bar(20, 20), 0))
                    .withMessage("the classifier gave 2 probabilities for 3 class names");
        }
    }

    @Nested
    class Proposals {
        @Test
        void leave_out_what_is_too_small() {
            Detector detector = Detector.of(DetectorTest::wideOrTall, NAMES);
            assertThat(detector.proposals(canvas(40, 40, new Box(3, 3, 9, 9), 200)))
                    .isEmpty(); // side below 10
            assertThat(detector.proposals(canvas(40, 40, new Box(3, 3, 13, 3), 200)))
                    .isEmpty(); // 39 pixels of 40
            assertThat(detector.proposals(canvas(40, 40, new Box(3, 3, 10, 4), 200)))
                    .containsExactly(new Box(3, 3, 10, 4));
        }
    }

    @Nested
    class Input {
        final Detector detector = Detector.of(DetectorTest::wideOrTall, NAMES);

        @Test
        void copies_a_box_of_the_right_side_to_the_middle_of_a_black_square() {
            GrayImage image = canvas(60, 40, new Box(20, 5, 28, 10), 77);
            assertThat(detector.input(image, new Box(20, 5, 28, 10)))
                    .isEqualTo(canvas(28, 28, new Box(0, 9, 28, 10), 77));
        }

        @Test
        void halves_and_doubles_by_the_mean_of_neighbours() {
            GrayImage image = canvas(56, 56, new Box(0, 0, 56, 28), 100);
            assertThat(detector.input(image, new Box(0, 0, 56, 56)))
                    .isEqualTo(canvas(28, 28, new Box(0, 0, 28, 14), 100));
            GrayImage twice = detector.input(canvas(14, 14, new Box(0, 0, 7, 14), 100), new Box(0, 0, 14, 14));
            // torch interpolate: pixel 13 lies a quarter of the way from column 6 (100) to column 7 (0)
            assertThat(List.of(twice.at(12, 3), twice.at(13, 3), twice.at(14, 3), twice.at(15, 3)))
                    .containsExactly(100, 75, 25, 0);
        }

        @Test
        void blackens_the_ground() {
            byte[] noise = new byte[28 * 28];
            Arrays.fill(noise, (byte) 31);
            noise[0] = 32;
            GrayImage input = detector.input(GrayImage.of(28, 28, noise), new Box(0, 0, 28, 28));
            assertThat(input).isEqualTo(canvas(28, 28, new Box(0, 0, 1, 1), 32));
        }
    }

    @Test
    void refuses_settings_that_make_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detector.Settings(List.of(), 1, 1, 28, 0.5))
                .withMessage("thresholds is empty; a detector cuts at one brightness or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detector.Settings(List.of(0), 1, 1, 28, 0.5))
                .withMessage("a threshold is 0; it lies in 1 to 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detector.Settings(List.of(9), 1, 0, 28, 0.5))
                .withMessage("minSide, minPixels and inputSide are at least 1; they are 1, 0 and 28");
    }

    @Test
    void with_the_small_network_trades_recall_for_precision_as_confidence_rises() {
        TrainTest<ImageSet> fashion = Datasets.images("fashion-4k");
        try (ImageClassifier classifier =
                ImageClassifier.fit(ImageClassifier.recipe().withDevice(DeviceChoice.CPU), fashion.train())) {
            Detector detector = Detector.of(classifier::probabilities, classifier.classNames());
            List<Scene> scenes = Scenes.of(fashion.test(), 7).scenes(0, 50);
            DetectionCounts eager = count(detector, scenes, 0.2);
            DetectionCounts strict = count(detector, scenes, 0.8);
            assertThat(eager.recall()).isGreaterThan(0.8); // 222 things; 0.86 or so
            assertThat(strict.recall()).isLessThan(eager.recall() - 0.05);
            assertThat(strict.precision()).isGreaterThan(eager.precision() + 0.05);
        }
    }

    private static DetectionCounts count(Detector detector, List<Scene> scenes, double confidence) {
        return scenes.stream()
                .map(scene -> DetectionCounts.of(scene.truth(), detector.detect(scene.image(), confidence), 0.5))
                .reduce(DetectionCounts.NONE, DetectionCounts::plus);
    }
}
