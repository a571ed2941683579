// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mlopslabs.engine.EarlyStopping.Weights;
import io.mlopslabs.engine.TrainingCallback.Batch;
import io.mlopslabs.engine.TrainingCallback.End;
import io.mlopslabs.engine.TrainingCallback.Start;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrainingTest {
    static final Training QUICK = Training.of(3, 16, new Optimizer.Adam(0.02))
            .withDevice(DeviceChoice.CPU)
            .withSeed(7);

    /** Points of the unit square, class 1 above the diagonal. */
    static Examples halves(int size, long seed) {
        var random = new SplittableRandom(seed);
        float[][] rows = new float[size][];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = new float[] {(float) random.nextDouble(), (float) random.nextDouble()};
            labels[i] = rows[i][1] > rows[i][0] ? 1 : 0;
        }
        return Examples.of(rows, labels, List.of("below", "above"));
    }

    /** Keeps all it is told. */
    static final class Recorder implements TrainingCallback {
        final List<Object> events = new ArrayList<>();

        @Override
        public void onStart(Start start) {
            events.add(start);
        }

        @Override
        public void onBatch(Batch batch) {
            events.add(batch);
        }

        @Override
        public void onEpoch(History.Epoch epoch, int epochs) {
            events.add(epoch);
        }

        @Override
        public void onEnd(History history, End end) {
            events.add(end);
        }

        <T> List<T> all(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    static void assertSameWeights(Map<String, float[]> one, Map<String, float[]> other) {
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, values) -> assertThat(values).as(name).isEqualTo(other.get(name)));
    }

    @Nested
    class Fit {
        @Test
        void learns_what_can_be_learned() {
            try (Network network = Training.of(30, 16, new Optimizer.Adam(0.02))
                    .withDevice(DeviceChoice.CPU)
                    .fit(Architecture.mlp(16), halves(400, 1), Optional.of(halves(200, 2)))) {
                assertThat(network.history().last().validation().orElseThrow().accuracy())
                        .isGreaterThan(0.95); // guessing gives 0.5; the border itself costs a few of 200
            }
        }

        @Test
        void gives_bit_equal_weights_and_an_equal_history_for_the_same_seed() {
            try (Network one = QUICK.fit(Architecture.mlp(8), halves(100, 1), Optional.of(halves(50, 2)));
                    Network two = QUICK.fit(Architecture.mlp(8), halves(100, 1), Optional.of(halves(50, 2)))) {
                assertSameWeights(one.weights(), two.weights());
                assertThat(one.history()).isEqualTo(two.history());
            }
        }

        @Test
        void gives_other_weights_for_another_seed() {
            try (Network one = QUICK.fit(Architecture.mlp(8), halves(100, 1));
                    Network two = QUICK.withSeed(8).fit(Architecture.mlp(8), halves(100, 1))) {
                assertThat(one.weights().values().iterator().next())
                        .isNotEqualTo(two.weights().values().iterator().next());
            }
        }

        @Test
        void agrees_with_gradient_descent_by_hand_for_logistic_regression() {
            // One full batch from weights W, b: W - rate * (p - y) x^T, averaged over the rows.
            Examples train = Examples.of(new float[][] {{1, 0}, {0.5f, 2}}, new int[] {0, 1}, List.of("a", "b"));
            Training one =
                    new Training(1, 2, new Optimizer.Sgd(0.5, 0), QUICK.loss(), 3, DeviceChoice.CPU, Optional.empty());
            try (Network network =
                    Network.create(Architecture.mlp(), new Shape(2), List.of("a", "b"), 3, DeviceChoice.CPU)) {
                float[] before = weight(network);
                float[][] p = network.probabilities(new float[] {1, 0}, new float[] {0.5f, 2});
                one.resume(network, train, Optional.empty());
                double[][] error = {{p[0][0] - 1, p[0][1]}, {p[1][0], p[1][1] - 1}};
                float[] after = weight(network);
                for (int c = 0; c < 2; c++) {
                    assertThat((double) after[2 * c])
                            .isCloseTo(
                                    before[2 * c] - 0.5 * (error[0][c] + 0.5 * error[1][c]) / 2, within(1e-6)); // float
                    assertThat((double) after[2 * c + 1])
                            .isCloseTo(before[2 * c + 1] - 0.5 * 2 * error[1][c] / 2, within(1e-6)); // float
                }
            }
        }

        private float[] weight(Network network) {
            return network.weights().values().stream()
                    .filter(values -> values.length == 4)
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void tells_callbacks_all_that_a_progress_bar_needs() {
            var recorder = new Recorder();
            try (Network network = QUICK.fit(Architecture.mlp(8), halves(40, 1), recorder)) {
                assertThat(recorder.events.get(0))
                        .isEqualTo(new Start("mlp-8", 8 * 3 + 2 * 9, 40, 3, 3, Engines.select(DeviceChoice.CPU)));
                List<Batch> batches = recorder.all(Batch.class);
                assertThat(batches).hasSize(9);
                assertThat(batches.get(4)).satisfies(batch -> {
                    assertThat(List.of(batch.epoch(), batch.epochs(), batch.batch(), batch.batches()))
                            .containsExactly(2, 3, 2, 3);
                    double first = batches.get(3).loss();
                    assertThat(batch.runningLoss())
                            .isCloseTo((first + batch.loss()) / 2, within(1e-12)); // equal batches
                });
                // The last batch has 8 examples of 40, so that it weighs half.
                double mean = (16 * batches.get(6).loss()
                                + 16 * batches.get(7).loss()
                                + 8 * batches.get(8).loss())
                        / 40;
                assertThat(network.history().last().train().loss()).isCloseTo(mean, within(1e-12));
                assertThat(recorder.all(History.Epoch.class))
                        .isEqualTo(network.history().epochs());
                assertThat(recorder.events.get(recorder.events.size() - 1)).isEqualTo(End.COMPLETED);
            }
        }

        @Test
        void stops_early_and_keeps_the_best_weights() {
            // A rate this large swings around the minimum, so that some epoch is not better.
            Training wild = Training.of(40, 20, new Optimizer.Sgd(20, 0.5))
                    .withDevice(DeviceChoice.CPU)
                    .withEarlyStopping(EarlyStopping.patience(2));
            Examples validation = halves(100, 2);
            var recorder = new Recorder();
            try (Network network = wild.fit(Architecture.mlp(), halves(60, 1), Optional.of(validation), recorder)) {
                History history = network.history();
                int best = EarlyStopping.patience(2).bestEpoch(history);
                assertThat(history.epochs()).hasSize(best + 2).hasSizeLessThan(40);
                assertThat(recorder.all(End.class)).containsExactly(End.STOPPED_EARLY);
                try (Network shorter = withoutStopping(wild, best).fit(Architecture.mlp(), halves(60, 1))) {
                    assertSameWeights(network.weights(), shorter.weights());
                }
            }
        }

        @Test
        void keeps_the_last_weights_where_asked() {
            Training wild = Training.of(40, 20, new Optimizer.Sgd(20, 0.5))
                    .withDevice(DeviceChoice.CPU)
                    .withEarlyStopping(new EarlyStopping(2, 0, Weights.LAST));
            try (Network network = wild.fit(Architecture.mlp(), halves(60, 1), Optional.of(halves(100, 2)));
                    Network same = withoutStopping(
                                    wild, network.history().last().number())
                            .fit(Architecture.mlp(), halves(60, 1))) {
                assertSameWeights(network.weights(), same.weights());
            }
        }

        private Training withoutStopping(Training training, int epochs) {
            return Training.of(epochs, training.batchSize(), training.optimizer())
                    .withDevice(DeviceChoice.CPU);
        }

        @Test
        void ends_with_epoch_batch_and_causes_when_the_loss_is_not_a_number() {
            float[][] rows = {{0, 1}, {1, 0}, {Float.NaN, 1}, {1, 1}};
            Examples broken = Examples.of(rows, new int[] {0, 1, 0, 1}, List.of("a", "b"));
            int[] order = QUICK.order(broken, 1);
            int batch = 1;
            for (int i = 0; i < 4; i++) {
                batch = order[i] == 2 ? i + 1 : batch;
            }
            Training single = Training.of(2, 1, new Optimizer.Adam(0.02))
                    .withDevice(DeviceChoice.CPU)
                    .withSeed(7);
            assertThatIllegalStateException()
                    .isThrownBy(() -> single.fit(Architecture.mlp(4), broken))
                    .withMessage(
                            "the loss became NaN in epoch 1, batch %d of 4; usual causes: a learning rate that is too large (0.02"
                                    + " here), features that are not scaled, a missing value among the features",
                            batch);
        }

        @Test
        void ends_when_the_validation_loss_is_not_a_number() {
            Examples broken = Examples.of(new float[][] {{Float.NaN, 1}}, new int[] {0}, List.of("below", "above"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> QUICK.fit(Architecture.mlp(4), halves(40, 1), Optional.of(broken)))
                    .withMessage(
                            "the validation loss became NaN in epoch 1; usual causes: a learning rate that is too large (0.02 here),"
                                    + " features that are not scaled, a missing value among the features");
        }

        @Test
        void ends_at_once_when_its_thread_is_interrupted() {
            TrainingCallback interrupt = new TrainingCallback() {
                @Override
                public void onBatch(Batch batch) {
                    if (batch.epoch() == 2 && batch.batch() == 1) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> QUICK.fit(Architecture.mlp(4), halves(40, 1), interrupt))
                    .withMessage("training was interrupted in epoch 2 of 3, before batch 2 of 3");
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void takes_turns_when_two_threads_train() {
            var other = CompletableFuture.supplyAsync(() -> QUICK.fit(Architecture.mlp(8), halves(300, 1)));
            try (Network mine = QUICK.fit(Architecture.mlp(8), halves(300, 1));
                    Network theirs = other.join()) {
                assertSameWeights(mine.weights(), theirs.weights());
            }
        }

        @Test
        void leaves_no_native_memory_behind_whatever_the_number_of_epochs() {
            try (Network network =
                    Network.create(Architecture.mlp(8), new Shape(2), List.of("below", "above"), 1, DeviceChoice.CPU)) {
                var counts = new ArrayList<Integer>();
                TrainingCallback counter = new TrainingCallback() {
                    @Override
                    public void onEpoch(History.Epoch epoch, int epochs) {
                        counts.add(managed(network.manager()));
                    }
                };
                QUICK.resume(network, halves(100, 1), Optional.empty());
                int before = managed(network.manager());
                int process = ofTheProcess();
                QUICK.resume(network, halves(100, 1), Optional.of(halves(50, 2)), counter);
                assertThat(counts).hasSize(3).containsOnly(counts.get(0));
                assertThat(managed(network.manager())).isEqualTo(before);
                assertThat(ofTheProcess()).isEqualTo(process);
            }
        }

        /** What belongs to nobody but the process: where DJL puts an array that it lets go. */
        private int ofTheProcess() {
            try (NDManager manager = Engines.start().newBaseManager()) {
                return managed(manager.getParentManager());
            }
        }

        private int managed(NDManager manager) {
            return ((BaseNDManager) manager).getManagedArrays().size();
        }

        @Test
        void gives_back_a_failed_network() {
            int process = ofTheProcess();
            Examples broken = Examples.of(new float[][] {{Float.NaN}}, new int[] {0}, List.of("a", "b"));
            assertThatIllegalStateException().isThrownBy(() -> QUICK.fit(Architecture.mlp(4), broken));
            assertThat(ofTheProcess()).isEqualTo(process);
        }
    }

    @Nested
    class Resume {
        @Test
        void refuses_examples_of_another_shape() {
            try (Network network =
                    Network.create(Architecture.mlp(), new Shape(3), List.of("below", "above"), 1, DeviceChoice.CPU)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> QUICK.resume(network, halves(10, 1), Optional.empty()))
                        .withMessage(
                                "the train examples have shape (2) and classes [below, above]; the network takes (3) and [below,"
                                        + " above]");
            }
        }
    }

    @Nested
    class Order {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void is_a_permutation_of_its_own_for_each_epoch(long seed) {
            int[] first = QUICK.withSeed(seed).order(halves(50, 1), 1);
            int[] second = QUICK.withSeed(seed).order(halves(50, 1), 2);
            assertThat(first)
                    .isNotEqualTo(second)
                    .isEqualTo(QUICK.withSeed(seed).order(halves(50, 1), 1));
            assertThat(Arrays.stream(first).sorted().toArray())
                    .isEqualTo(IntStream.range(0, 50).toArray());
        }
    }

    @Test
    void refuses_no_epochs_and_no_batch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(0, 1, new Optimizer.Adam(1)))
                .withMessage("epochs is 0; a training has at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(1, 0, new Optimizer.Adam(1)))
                .withMessage("batchSize is 0; a batch has at least 1 example");
    }
}
