// SPDX-License-Identifier: Apache-2.0
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.ImageSet;
import io.mlopslabs.engine.Architecture;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.Examples;
import io.mlopslabs.engine.History;
import io.mlopslabs.engine.Network;
import io.mlopslabs.engine.Optimizer;
import io.mlopslabs.engine.Training;
import io.mlopslabs.engine.TrainingCallback;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Our side of {@code ./course bench engine}: the library's training loop, a round for every line on standard input.
 *
 * <p>{@code java EngineSteps.java FOLDER} writes data and first weights into the folder, for the peer to start from the same.
 */
public class EngineSteps {
    private static final int BATCH = 32;
    private static final int EPOCHS = 4;
    private static final int CHECKED = 20;
    private static final int EXAMPLES = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ImageSet images = first(Datasets.images("fashion-4k").train(), EXAMPLES);
        Network network = Network.create(
                Architecture.smallCnn(), new Shape(1, 28, 28), images.classNames(), 42, new DeviceChoice.Cpu());
        write(folder, images, network);

        Map<String, float[]> weights = network.weights();
        History checked = training(CHECKED).resume(network, Examples.of(first(images, BATCH)), Optional.empty());
        List<Double> losses = checked.epochs().stream().map(epoch -> epoch.train().loss()).toList();
        System.out.println(JSON.writeValueAsString(Map.of("losses", losses)));

        network.restore(weights);
        Examples examples = Examples.of(images);
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var lines = new BufferedReader(new InputStreamReader(System.in));
        while (lines.readLine() != null) {
            var stopwatch = new Stopwatch();
            long processor = machine.getProcessCpuTime();
            training(EPOCHS).resume(network, examples, Optional.empty(), stopwatch);
            processor = machine.getProcessCpuTime() - processor;
            System.out.println(JSON.writeValueAsString(
                    Map.of("step", stopwatch.median() / 1e9, "CPU", processor / 1e9 / stopwatch.steps.size())));
        }
    }

    private static Training training(int epochs) {
        return Training.of(epochs, BATCH, new Optimizer.Adam(0.001));
    }

    private static ImageSet first(ImageSet images, int size) {
        return images.select(IntStream.range(0, size).toArray());
    }

    private static void write(Path folder, ImageSet images, Network network) throws Exception {
        JSON.writeValue(folder.resolve("weights.json").toFile(), network.weights().values());
        JSON.writeValue(folder.resolve("labels.json").toFile(), images.labels());
        ByteBuffer features =
                ByteBuffer.allocate(EXAMPLES * 28 * 28 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        images.images().forEach(image -> {
            for (float pixel : image.normalized()) {
                features.putFloat(pixel);
            }
        });
        Files.write(folder.resolve("features.f32"), features.array());
    }

    /** The time from the end of one step to the end of the next. */
    private static final class Stopwatch implements TrainingCallback {
        private final List<Long> steps = new ArrayList<>();
        private long last;

        @Override
        public void onStart(Start start) {
            last = System.nanoTime();
        }

        @Override
        public void onBatch(Batch batch) {
            long now = System.nanoTime();
            steps.add(now - last);
            last = now;
        }

        long median() {
            return steps.stream().sorted().skip(steps.size() / 2).findFirst().orElseThrow();
        }
    }
}
