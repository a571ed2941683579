// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static io.mlopslabs.engine.TrainingTest.QUICK;
import static io.mlopslabs.engine.TrainingTest.assertSameWeights;
import static io.mlopslabs.engine.TrainingTest.halves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NetworkTest {
    static final float[][] POINTS = {{0.1f, 0.9f}, {0.9f, 0.1f}, {0.5f, 0.5f}};

    static Network trained() {
        return QUICK.fit(Architecture.mlp(8, 4), halves(100, 1), Optional.of(halves(30, 2)));
    }

    static Path params(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".params"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class Probabilities {
        @Test
        void sum_to_one_for_each_row() {
            try (Network network = trained()) {
                float[][] probabilities = network.probabilities(POINTS);
                assertThat(probabilities).hasDimensions(3, 2);
                for (float[] row : probabilities) {
                    assertThat((double) row[0] + row[1]).isCloseTo(1, within(1e-6)); // float
                }
                assertThat(network.probabilities()).isEmpty();
            }
        }

        @Test
        void are_the_same_from_several_threads() {
            try (Network network = trained()) {
                float[][] expected = network.probabilities(POINTS);
                IntStream.range(0, 64).parallel().forEach(i -> assertThat(network.probabilities(POINTS))
                        .isDeepEqualTo(expected));
            }
        }

        @Test
        void refuse_a_row_of_another_length() {
            try (Network network = trained()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> network.probabilities(new float[] {1, 2}, new float[] {1}))
                        .withMessage("row 1 has 1 numbers; the network takes 2");
            }
        }

        @Test
        void agree_between_cpu_and_gpu() {
            assumeTrue(EnginesTest.hasGpu(), "SKIPPED: needs a GPU and a CUDA build of PyTorch");
            try (Network cpu = trained();
                    Network gpu =
                            Network.create(cpu.architecture(), cpu.input(), cpu.classNames(), 1, DeviceChoice.GPU)) {
                gpu.restore(cpu.weights());
                float[][] expected = cpu.probabilities(POINTS);
                float[][] actual = gpu.probabilities(POINTS);
                for (int i = 0; i < POINTS.length; i++) {
                    assertThat(actual[i])
                            .containsExactly(expected[i], within(1e-3f)); // TF32 keeps 10 bits of a product
                }
            }
        }

        @Test
        void of_a_training_on_the_gpu_agree_with_one_on_the_cpu() {
            assumeTrue(EnginesTest.hasGpu(), "SKIPPED: needs a GPU and a CUDA build of PyTorch");
            try (Network cpu = trained();
                    Network gpu = Network.create(
                            cpu.architecture(), cpu.input(), cpu.classNames(), QUICK.seed(), DeviceChoice.GPU)) {
                assertThat(gpu.selection().device().isGpu()).isTrue();
                try (Network start = Network.create(
                        cpu.architecture(), cpu.input(), cpu.classNames(), QUICK.seed(), DeviceChoice.CPU)) {
                    gpu.restore(start.weights());
                }
                QUICK.resume(gpu, halves(100, 1), Optional.of(halves(30, 2)));
                for (int i = 0; i < POINTS.length; i++) {
                    assertThat(gpu.probabilities(POINTS)[i])
                            .containsExactly(cpu.probabilities(POINTS)[i], within(1e-2f)); // TF32 over 21 steps
                }
            }
        }
    }

    @Nested
    class Memory {
        @Test
        void keeps_no_copy_of_weights_that_were_read_or_saved_from_a_gpu(@TempDir Path folder) {
            assumeTrue(EnginesTest.hasGpu(), "SKIPPED: needs a GPU and a CUDA build of PyTorch");
            try (Network network = QUICK.withDevice(DeviceChoice.GPU).fit(Architecture.mlp(8, 4), halves(100, 1))) {
                int before = network.manager().getManagedArrays().size();
                network.weights();
                network.save(folder);
                assertThat(network.manager().getManagedArrays()).hasSize(before);
            }
        }

        @Test
        void is_given_back_where_a_later_layer_cannot_be_made() {
            Linear first = Linear.builder().setUnits(3).build();
            var broken = new Architecture("broken", classes -> new SequentialBlock()
                    .add(first)
                    .add(Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .setFilters(1)
                            .build())); // takes pictures
            assertThatThrownBy(() -> Network.create(broken, new Shape(2), List.of("a"), 1, DeviceChoice.CPU));
            assertThat(first.getParameters()
                            .get("weight")
                            .getArray()
                            .getManager()
                            .isOpen())
                    .isFalse();
        }
    }

    @Nested
    class Restore {
        @Test
        void brings_back_the_same_outputs() {
            try (Network network = trained()) {
                Map<String, float[]> weights = network.weights();
                float[][] before = network.probabilities(POINTS);
                QUICK.resume(network, halves(100, 5), Optional.empty());
                assertThat(Arrays.deepEquals(network.probabilities(POINTS), before))
                        .isFalse();
                network.restore(weights);
                assertThat(network.probabilities(POINTS)).isDeepEqualTo(before);
            }
        }

        @Test
        void refuses_weights_of_another_network() {
            try (Network network = trained();
                    Network other = Network.create(
                            Architecture.mlp(9, 4), new Shape(2), List.of("a", "b"), 1, DeviceChoice.CPU)) {
                Map<String, float[]> before = network.weights();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> network.restore(other.weights()))
                        .withMessageMatching(".* needs 16 weights; there are (none|18)");
                assertSameWeights(network.weights(), before);
            }
        }
    }

    @Nested
    class Save_and_load {
        @Test
        void give_bit_equal_outputs_and_all_facts(@TempDir Path folder) {
            try (Network network = trained()) {
                network.save(folder.resolve("a/model"));
                try (Network loaded = Network.load(folder.resolve("a/model"), DeviceChoice.CPU)) {
                    assertThat(loaded.probabilities(POINTS)).isDeepEqualTo(network.probabilities(POINTS));
                    assertThat(loaded.history()).isEqualTo(network.history());
                    assertThat(loaded.classNames()).isEqualTo(network.classNames());
                    assertThat(loaded.seed()).isEqualTo(7);
                    assertThat(loaded).hasToString("mlp-8-4: (2) to 2 classes, 70 weights on cpu");
                }
            }
        }

        @Test
        void write_the_same_bytes_for_the_same_training(@TempDir Path folder) throws IOException {
            for (String name : List.of("one", "two")) {
                try (Network network = trained()) {
                    network.save(folder.resolve(name));
                }
            }
            assertThat(folder.resolve("one/model.json")).hasSameTextualContentAs(folder.resolve("two/model.json"));
            assertThat(params(folder.resolve("one"))).hasSameBinaryContentAs(params(folder.resolve("two")));
        }

        @Test
        void replace_an_older_model_and_leave_nothing_else(@TempDir Path folder) throws IOException {
            try (Network network = trained()) {
                network.save(folder);
                QUICK.resume(network, halves(100, 9), Optional.empty());
                network.save(folder);
                try (Network loaded = Network.load(folder, DeviceChoice.CPU)) {
                    assertSameWeights(loaded.weights(), network.weights());
                }
            }
            assertThat(folder).isDirectoryNotContaining("glob:**.saving*");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
        }

        @Test
        void take_an_architecture_of_ones_own_by_its_name(@TempDir Path folder) {
            var own = new Architecture(
                    "mine", classes -> Architecture.mlp(3).recipe().apply(classes));
            try (Network network = QUICK.fit(own, halves(50, 1))) {
                network.save(folder);
                try (Network loaded = Network.load(folder, own, DeviceChoice.CPU)) {
                    assertSameWeights(loaded.weights(), network.weights());
                }
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage(
                            "no architecture is called \"mine\"; there are small-cnn and mlp-WIDTH-WIDTH..., any other is passed to"
                                    + " load");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, Architecture.mlp(3), DeviceChoice.CPU))
                    .withMessage("the model in %s has architecture mine; it was to be loaded as mlp-3", folder);
        }

        @Test
        void refuse_weights_of_another_shape_under_the_same_name(@TempDir Path folder) {
            var narrow = new Architecture("mine", Architecture.mlp(3).recipe());
            var wide = new Architecture("mine", Architecture.mlp(4).recipe());
            try (Network network = QUICK.fit(narrow, halves(50, 1))) {
                network.save(folder);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, wide, DeviceChoice.CPU))
                    .withMessage(
                            "the weights in %s do not fit architecture mine; load them with the architecture that wrote them",
                            folder);
        }

        @Test
        void keep_no_second_set_of_weights_in_memory(@TempDir Path folder) {
            try (Network network = trained()) {
                network.save(folder);
                try (Network loaded = Network.load(folder, DeviceChoice.CPU)) {
                    assertThat(loaded.manager().getManagedArrays())
                            .hasSize(loaded.weights().size());
                }
            }
        }

        @Test
        void refuse_a_folder_without_a_model(@TempDir Path folder) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage("%s holds no model: there is no model.json; give the folder that save wrote", folder);
        }

        @Test
        void refuse_truncated_changed_and_missing_weights(@TempDir Path folder) throws IOException {
            try (Network network = trained()) {
                network.save(folder);
            }
            Path file = params(folder);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage(
                            "the model in %s is damaged: %s has %d bytes of %d; save it again",
                            folder, file.getFileName(), bytes.length - 10, bytes.length);
            byte[] changed = bytes.clone();
            changed[bytes.length - 1] ^= 1;
            Files.write(file, changed);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage(
                            "the model in %s is damaged: %s is not what model.json says (SHA-256 differs); save it again",
                            folder, file.getFileName());
            Files.delete(file);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessageContaining("has 0 bytes of " + bytes.length);
        }

        @Test
        void refuse_a_truncated_and_a_foreign_description(@TempDir Path folder) throws IOException {
            try (Network network = trained()) {
                network.save(folder);
            }
            Path file = folder.resolve("model.json");
            String json = Files.readString(file);
            Files.writeString(file, json.substring(0, json.length() / 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage("the model in %s is damaged: model.json cannot be read; save it again", folder);
            Files.writeString(file, "{\"model_type\": \"bert\"}");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage(
                            "%s holds something else: its model.json is not of format mlops-labs/network, version 1",
                            folder);
            Files.writeString(file, json.replace("weights-", "../weights-"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Network.load(folder, DeviceChoice.CPU))
                    .withMessage(
                            "the model in %s is damaged: model.json names no weights beside it; save it again", folder);
        }
    }

    @Nested
    class Architectures {
        @Test
        void are_found_by_their_names() {
            for (Architecture architecture :
                    List.of(Architecture.smallCnn(), Architecture.mlp(), Architecture.mlp(128, 64))) {
                assertThat(Architecture.named(architecture.name()).name()).isEqualTo(architecture.name());
            }
        }

        @Test
        void have_the_number_of_weights_that_their_layers_add_up_to() {
            try (Network cnn = Network.create(
                    Architecture.smallCnn(),
                    new Shape(1, 28, 28),
                    List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                    1,
                    DeviceChoice.CPU)) {
                int convolutions = 8 * (9 + 1) + 16 * (8 * 9 + 1);
                assertThat(cnn.size())
                        .isEqualTo(convolutions + 64 * (7 * 7 * 16 + 1) + 10 * (64 + 1))
                        .isEqualTo(52138);
            }
        }

        @Test
        void refuse_an_empty_layer() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Architecture.mlp(4, 0))
                    .withMessage("hidden[1] is 0; a layer has at least 1 unit");
        }
    }

    @Nested
    class Rows {
        @Test
        void are_refused_when_they_differ_in_length_or_lack_a_class() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Examples.of(new float[][] {{1}, {1, 2}}, new int[] {0, 0}, List.of("a")))
                    .withMessage("row 1 has 2 columns; row 0 has 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Examples.of(new float[][] {{1}}, new int[] {1}, List.of("a")))
                    .withMessage("label 0 is 1; there are class names for 0 to 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Examples.of(new float[][] {{1}}, new int[] {0, 0}, List.of("a")))
                    .withMessage("each row has one label and there is at least one; there are 1 rows and 2 labels");
        }
    }
}
