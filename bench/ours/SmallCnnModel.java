// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.data.Datasets;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.engine.Architecture;
import io.mlopslabs.engine.DeviceChoice;
import io.mlopslabs.engine.Examples;
import io.mlopslabs.engine.Network;
import io.mlopslabs.engine.Optimizer;
import io.mlopslabs.engine.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./course bench serving} serves and asks: a trained model, its weights for the peer, and requests.
 *
 * <p>{@code java SmallCnnModel.java FOLDER} writes {@code FOLDER/fashion/1}, {@code weights.json} and {@code requests.jsonl}.
 */
public class SmallCnnModel {
    private static final int REQUESTS = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var images = Datasets.images("fashion-4k");
        try (Network network = Training.of(2, 32, new Optimizer.Adam(0.001))
                .withDevice(DeviceChoice.CPU)
                .fit(Architecture.smallCnn(), Examples.of(images.train()))) {
            network.save(Files.createDirectories(folder.resolve("fashion").resolve("1")));
            JSON.writeValue(folder.resolve("weights.json").toFile(), network.weights().values());
        }
        List<String> requests = new ArrayList<>();
        for (GrayImage image : images.test().images().subList(0, REQUESTS)) {
            requests.add(JSON.writeValueAsString(Map.of("instances", new float[][][] {rows(image)})));
        }
        Files.write(folder.resolve("requests.jsonl"), requests);
    }

    private static float[][] rows(GrayImage image) {
        float[] pixels = image.normalized();
        float[][] rows = new float[image.height()][image.width()];
        for (int y = 0; y < rows.length; y++) {
            System.arraycopy(pixels, y * image.width(), rows[y], 0, image.width());
        }
        return rows;
    }
}
