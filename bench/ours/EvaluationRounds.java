// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.evaluation.BinaryScores;
import io.mlopslabs.evaluation.ConfusionMatrix;
import io.mlopslabs.statistics.Bootstrap;
import io.mlopslabs.statistics.Interval;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Our side of {@code ./course bench evaluation}: a round over one size of sample for every line on standard input.
 *
 * <p>{@code java EvaluationRounds.java FOLDER SIZE...} writes labels and scores of each size into the folder, for the peer to read the same.
 */
public class EvaluationRounds {
    private static final int RESAMPLES = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Sample(int[] yTrue, int[] yPred, double[] yScore) {}

    public static void main(String[] arguments) throws Exception {
        // One thread, as the peer has: the common pool is what a bootstrap shares its resamples over.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "0");
        Path folder = Path.of(arguments[0]);
        var samples = new LinkedHashMap<String, Sample>();
        var metrics = new LinkedHashMap<String, Object>();
        for (String size : List.of(arguments).subList(1, arguments.length)) {
            Sample sample = sample(Integer.parseInt(size));
            write(folder, size, sample);
            samples.put(size, sample);
            metrics.put(size, metrics(sample));
        }
        System.out.println(JSON.writeValueAsString(metrics));
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(JSON.writeValueAsString(round(samples.get(line))));
        }
    }

    private static Sample sample(int n) {
        var random = new SplittableRandom(n);
        var sample = new Sample(new int[n], new int[n], new double[n]);
        for (int i = 0; i < n; i++) {
            sample.yTrue[i] = random.nextDouble() < 0.2 ? 1 : 0;
            double u = random.nextDouble();
            sample.yScore[i] = sample.yTrue[i] == 1 ? 1 - u * u : u * u; // separated, with overlap; hardly any ties
            sample.yPred[i] = sample.yScore[i] >= 0.5 ? 1 : 0;
        }
        return sample;
    }

    private static void write(Path folder, String size, Sample sample) throws Exception {
        int n = sample.yTrue.length;
        var labels = new byte[n];
        ByteBuffer scores = ByteBuffer.allocate(n * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) sample.yTrue[i];
            scores.putDouble(sample.yScore[i]);
        }
        Files.write(folder.resolve(size + ".labels"), labels);
        Files.write(folder.resolve(size + ".scores"), scores.array());
    }

    private static Map<String, Double> metrics(Sample sample) {
        ConfusionMatrix<Integer> matrix = ConfusionMatrix.of(sample.yTrue, sample.yPred);
        BinaryScores scores = BinaryScores.of(sample.yTrue, sample.yScore);
        return Map.of(
                "accuracy", matrix.accuracy(),
                "balanced accuracy", matrix.balancedAccuracy(),
                "ROC AUC", scores.rocAuc(),
                "log loss", scores.logLoss());
    }

    /** Each figure starts from labels and scores: sorting and counting are part of it. */
    private static Map<String, Object> round(Sample sample) {
        var bootstrap = new Bootstrap(RESAMPLES, 42);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("metrics", seconds(() -> metrics(sample)));
        var intervals = new LinkedHashMap<String, List<Double>>();
        figures.put("intervals", intervals);
        record Metric(String name, Supplier<Interval> interval) {}
        for (Metric metric : List.of(
                new Metric("accuracy", () -> ConfusionMatrix.of(sample.yTrue, sample.yPred)
                        .bootstrap(bootstrap, ConfusionMatrix::accuracy)
                        .percentile(0.95)),
                new Metric("balanced accuracy", () -> ConfusionMatrix.of(sample.yTrue, sample.yPred)
                        .bootstrap(bootstrap, ConfusionMatrix::balancedAccuracy)
                        .percentile(0.95)),
                new Metric("ROC AUC", () -> BinaryScores.of(sample.yTrue, sample.yScore)
                        .rocAuc(bootstrap)
                        .percentile(0.95)),
                new Metric("log loss", () -> BinaryScores.of(sample.yTrue, sample.yScore)
                        .logLoss(bootstrap)
                        .percentile(0.95)))) {
            var found = new Interval[1];
            figures.put(metric.name, seconds(() -> found[0] = metric.interval.get()) / RESAMPLES);
            intervals.put(metric.name, List.of(found[0].low(), found[0].high()));
        }
        return figures;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
