// SPDX-License-Identifier: Apache-2.0
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.statistics.DataStatistics;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Our side of {@code ./course bench validation}.
 *
 * <p>{@code ValidationRun rows FILE N} writes the table that all sides read, {@code ValidationRun statistics FILE OUT} computes its statistics,
 * leaves the message in OUT and says how long that took.
 */
public class ValidationRun {
    private static final int[] CATEGORIES = {2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000};

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("rows")) {
            write(file, Integer.parseInt(arguments[2]));
            return;
        }
        long start = System.nanoTime();
        DatasetFeatureStatisticsList statistics = DataStatistics.fromCsv(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.write(Path.of(arguments[2]), statistics.toByteArray());
        System.out.printf(Locale.ROOT, "{\"seconds\": %.4f}%n", seconds);
    }

    /** Five columns of integers, five of decimals, ten of texts whose frequencies fall as in words; one cell in fifty of every other column is empty. */
    private static void write(Path file, int n) throws Exception {
        var random = new SplittableRandom(8);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            var line = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                line.append("n").append(i).append(',');
            }
            for (int i = 0; i < 10; i++) {
                line.append("c").append(CATEGORIES[i]).append(i < 9 ? ',' : '\n');
            }
            out.append(line);
            for (int row = 0; row < n; row++) {
                line.setLength(0);
                for (int i = 0; i < 20; i++) {
                    boolean missing = i % 2 == 1 && random.nextInt(50) == 0;
                    if (!missing && i < 5) {
                        line.append(random.nextInt((int) Math.pow(10, i + 1)));
                    } else if (!missing && i < 10) {
                        long digits = (long) Math.pow(10, i - 4);
                        line.append(Math.round(-Math.log(1 - random.nextDouble()) * 100 * digits) / (double) digits);
                    } else if (!missing) {
                        int of = CATEGORIES[i - 10];
                        double u = random.nextDouble();
                        line.append("value ").append((int) (of * u * u));
                    }
                    line.append(i < 19 ? ',' : '\n');
                }
                out.append(line);
            }
        }
    }
}
