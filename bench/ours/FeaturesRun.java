// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.numeric.Buckets;
import io.mlopslabs.features.numeric.Scale;
import io.mlopslabs.features.tokens.Vocabulary;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.CsvBatches;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Numbers;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.features.transform.TransformGraph;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Our side of {@code ./course bench features}.
 *
 * <p>{@code FeaturesRun rows FILE N} writes the table that all sides read, {@code FeaturesRun features FILE OUT} learns and makes its features,
 * leaves what was learned in OUT and says how long each part took.
 */
public class FeaturesRun {
    private static final int[] CATEGORIES = {5, 50, 500, 5000};
    private static final int NUMBERS = 6;

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("rows")) {
            write(file, Integer.parseInt(arguments[2]));
            return;
        }
        long start = System.nanoTime();
        FeatureSpec spec = FeatureSpec.of();
        for (int i = 0; i < NUMBERS; i++) {
            spec = spec.float32("x" + i);
        }
        for (int of : CATEGORIES) {
            spec = spec.string("c" + of);
        }
        List<Batch> table = new ArrayList<>();
        CsvBatches.of(file, spec).forEach(table::add);
        long read = System.nanoTime();
        TransformGraph graph = Preprocessing.of(spec, (in, out) -> {
                    for (int i = 0; i < NUMBERS; i++) {
                        Column x = in.column("x" + i);
                        out.put("z" + i, Scale.scaleToZScore(x));
                        out.put("b" + i, Buckets.bucketize(x, 10));
                    }
                    for (int of : CATEGORIES) {
                        out.put("c" + of, Vocabulary.computeAndApplyVocabulary(in.column("c" + of)));
                    }
                })
                .analyze(table);
        long fit = System.nanoTime();
        long rows = graph.transformAll(table).stream().mapToLong(Batch::rows).sum();
        long end = System.nanoTime();
        Files.writeString(Path.of(arguments[2]), learned(graph).toString());
        System.out.printf(
                Locale.ROOT,
                "{\"seconds\": %.4f, \"read\": %.4f, \"fit\": %.4f, \"transform\": %.4f, \"rows\": %d}%n",
                (end - start) / 1e9,
                (read - start) / 1e9,
                (fit - read) / 1e9,
                (end - fit) / 1e9,
                rows);
    }

    private static ObjectNode learned(TransformGraph graph) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode numbers = root.putObject("numbers");
        ObjectNode tokens = root.putObject("tokens");
        for (TransformGraph.Learned learned : graph.statistics()) {
            String column = learned.columns().get(0);
            if (learned.statistic() instanceof Tokens vocabulary) {
                tokens.put(column, vocabulary.tokens().size());
            } else if (learned.analyzer().equals("quantiles")) {
                numbers.withObject(column).putPOJO("boundaries", ((Numbers) learned.statistic()).values());
            } else {
                Numbers moments = (Numbers) learned.statistic();
                numbers.withObject(column).put("mean", moments.get(0)).put("sd", Math.sqrt(moments.get(1)));
            }
        }
        return root;
    }

    /** Six columns of decimals, normal or with a long tail, and four of texts whose frequencies fall as in words. */
    private static void write(Path file, int n) throws Exception {
        var random = new SplittableRandom(9);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("x0,x1,x2,x3,x4,x5,c5,c50,c500,c5000\n");
            var line = new StringBuilder();
            for (int row = 0; row < n; row++) {
                line.setLength(0);
                for (int i = 0; i < NUMBERS; i++) {
                    double x = i % 2 == 0 ? 50 + 10 * random.nextGaussian() : -100 * Math.log(1 - random.nextDouble());
                    line.append(Math.round(x * 1000) / 1000.0).append(',');
                }
                for (int i = 0; i < CATEGORIES.length; i++) {
                    double u = random.nextDouble();
                    line.append("value ").append((int) (CATEGORIES[i] * u * u)).append(i < 3 ? ',' : '\n');
                }
                out.append(line);
            }
        }
    }
}
