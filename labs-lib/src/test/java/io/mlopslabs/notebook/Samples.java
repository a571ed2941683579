// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** One chart or more of each kind, hard ones among them: long names, many series, gaps, extremes. */
final class Samples {
    static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private Samples() {}

    static Map<String, Chart> charts() {
        var charts = new LinkedHashMap<String, Chart>();
        charts.put("line", line());
        charts.put("line-many", many());
        charts.put("line-band", band());
        charts.put("line-point", Charts.line("One point", Series.of("only", 3)));
        charts.put(
                "line-tiny",
                Charts.line("Tiny numbers", Series.of("p", new double[] {1e-7, 2e-7}, new double[] {3e-12, 4e-12})));
        charts.put("scatter", scatter());
        charts.put("bar", bar());
        charts.put("bar-negative", negative());
        charts.put("bar-long", longNames());
        charts.put("histogram", histogram());
        charts.put("histogram-two", two());
        charts.put("heat-map", confusion());
        charts.put("heat-map-signed", correlation());
        charts.put("heat-map-large", large());
        charts.put("images", images(20));
        charts.put("images-few", images(3));
        charts.put("images-many", images(37));
        charts.put("boxes", boxes());
        charts.put(
                "boxes-small",
                Charts.boxes(
                        "A digit and its bounding box",
                        grey(28, 28, 3),
                        List.of(new LabelledBox(4, 3, 20, 22, "digit 7, 0.98"))));
        return charts;
    }

    static Chart line() {
        double[] train =
                IntStream.rangeClosed(1, 20).mapToDouble(i -> 2.1 / i + 0.12).toArray();
        double[] valid = IntStream.rangeClosed(1, 20)
                .mapToDouble(i -> 1.9 / i + 0.35 + 0.004 * i)
                .toArray();
        valid[6] = Double.NaN;
        double[] low = Arrays.stream(valid).map(v -> v - 0.08).toArray();
        double[] high = Arrays.stream(valid).map(v -> v + 0.08).toArray();
        return Charts.line(
                        "Training goes on falling, validation does not",
                        Series.of("train", train),
                        Series.of("validation", valid).whiskers("95 % bootstrap interval, n = 2,000", low, high))
                .xLabel("epoch")
                .yLabel("cross-entropy loss (nats)")
                .yReference("majority class", 1.2)
                .yReference("last release", 1.15)
                .xReference("learning rate halved at", 8)
                .xReference("early stop", 11);
    }

    static Chart many() {
        Series[] all = IntStream.range(0, 10)
                .mapToObj(k -> Series.of(
                        "learning rate " + Numbers.shortened(Math.pow(10, -4 + k * 0.4)),
                        IntStream.range(0, 100)
                                .mapToDouble(i -> Math.exp(-i * (k + 1) / 150.0) + 0.05 * k)
                                .toArray()))
                .toArray(Series[]::new);
        return Charts.line("Ten learning rates", all).xLabel("step").yLabel("loss");
    }

    static Chart band() {
        double[] x = IntStream.range(0, 120).mapToDouble(i -> i / 12.0).toArray();
        double[] y = Arrays.stream(x).map(Math::sin).toArray();
        return Charts.line(
                        "A prediction and how sure it is",
                        Series.of("prediction", x, y)
                                .whiskers(
                                        "90 % prediction interval",
                                        Arrays.stream(y).map(v -> v - 0.4).toArray(),
                                        Arrays.stream(y).map(v -> v + 0.4).toArray()))
                .xLabel("hours")
                .yLabel("demand");
    }

    static Chart scatter() {
        var random = new SplittableRandom(1);
        Series[] all = IntStream.range(0, 4)
                .mapToObj(k -> Series.of(
                        "species " + (char) ('A' + k),
                        random.doubles(40).map(v -> v * 3 + k).toArray(),
                        random.doubles(40).map(v -> v * 2000 + 900 * (k % 2)).toArray()))
                .toArray(Series[]::new);
        return Charts.scatter("Four species of penguin overlap", all)
                .xLabel("first component")
                .yLabel("body mass (g)");
    }

    static Chart bar() {
        double[] recall = {0.81, 0.96, 0.74, 0.86, 0.77, 0.95, 0.55, 0.93, 0.97, 0.96};
        double[] other = {0.84, 0.97, 0.79, Double.NaN, 0.80, 0.96, 0.66, 0.95, 0.98, 0.96};
        return Charts.bar(
                        "Recall by class: shirts are the hard ones",
                        FASHION,
                        Series.of("linear", recall),
                        Series.of("convolutional", other)
                                .whiskers(
                                        "95 % interval (Wilson), n = 1,000",
                                        Arrays.stream(other).map(v -> v - 0.03).toArray(),
                                        Arrays.stream(other).map(v -> v + 0.02).toArray()))
                .xLabel("class")
                .yLabel("recall")
                .yReference("target", 0.9);
    }

    static Chart negative() {
        return Charts.bar(
                        "What moves the prediction of passenger 7",
                        List.of("sex", "class", "age", "fare"),
                        Series.of("SHAP value", 0.31, -0.22, 0.05, -0.011))
                .yLabel("change of the log odds");
    }

    static Chart longNames() {
        List<String> names = List.of(
                "Married-civ-spouse",
                "Never-married",
                "Divorced and not remarried since",
                "Separated",
                "Widowed",
                "A category whose name is so long that no chart has the room to print it all");
        return Charts.bar(
                        "Adults by marital status",
                        names,
                        Series.of("2019", 14_976, 10_683, 4_443, 1_025, 993, -418),
                        Series.of("2020", 13_976, 11_683, 4_143, 1_225, 1_093, 23),
                        Series.of("2021", 12_976, 12_683, 4_243, 1_125, 893, 418))
                .xLabel("marital status")
                .yLabel("people")
                .yReference("plan", 9_000);
    }

    static Chart histogram() {
        var random = new SplittableRandom(7);
        double[] ages = random.doubles(891).map(u -> 80 * Math.pow(u, 1.4)).toArray();
        ages[3] = Double.NaN;
        return Charts.histogram("Most passengers were under forty", Series.of("age", ages))
                .xLabel("age (years)")
                .xReference("median", 30.3)
                .xReference("mean", 33.3);
    }

    static Chart two() {
        var random = new SplittableRandom(9);
        double[] train = random.doubles(5000).map(u -> 10 * u * u).toArray();
        double[] serve = DoubleStream.concat(random.doubles(300).map(u -> 10 * u), DoubleStream.of(14))
                .toArray();
        return Charts.histogram(
                        "Serving requests are longer than training rows",
                        Series.of("training, n = 5,000", train),
                        Series.of("serving, n = 301", serve))
                .xLabel("trip distance (km)");
    }

    static Chart confusion() {
        var random = new SplittableRandom(3);
        double[][] counts = new double[10][10];
        for (int i = 0; i < 10; i++) {
            int left = 1000;
            for (int j = 0; j < 10; j++) {
                counts[i][j] = i == j ? 0 : random.nextInt(random.nextInt(4) == 0 ? 60 : 6);
                left -= (int) counts[i][j];
            }
            counts[i][i] = left;
        }
        return Charts.heatMap("Which garments the model mixes up", FASHION, FASHION, counts)
                .yLabel("true class")
                .xLabel("predicted class");
    }

    static Chart correlation() {
        List<String> names = List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");
        double[][] r = {
            {1, -0.24, 0.66, 0.6}, {-0.24, 1, -0.58, -0.47}, {0.66, -0.58, 1, 0.87}, {0.6, -0.47, Double.NaN, 1}
        };
        return Charts.heatMap("Penguin measurements, Pearson correlation", names, names, r);
    }

    static Chart large() {
        List<String> names =
                IntStream.range(0, 60).mapToObj(i -> "embedding_" + i).toList();
        double[][] values = IntStream.range(0, 60)
                .mapToObj(i -> IntStream.range(0, 60)
                        .mapToDouble(j -> Math.sin(i / 9.0) * j)
                        .toArray())
                .toArray(double[][]::new);
        return Charts.heatMap("Sixty by sixty", names, names, values)
                .xLabel("to")
                .yLabel("from");
    }

    static Chart images(int n) {
        return Charts.imageGrid(
                "Twenty garments and what the model saw in them",
                IntStream.range(0, n).mapToObj(i -> grey(28, 28, i)).toList(),
                IntStream.range(0, n)
                        .mapToObj(i ->
                                FASHION.get(i % 10) + (i % 3 == 0 ? ", predicted " + FASHION.get((i + 7) % 10) : ""))
                        .toList());
    }

    static Chart boxes() {
        return Charts.boxes(
                "A detector's boxes, some at the edge",
                grey(640, 400, 5),
                List.of(
                        new LabelledBox(-20, -10, 160, 120, "person 0.93"),
                        new LabelledBox(5, 8, 150, 90, "backpack 0.41"),
                        new LabelledBox(560, 300, 120, 140, "traffic light, far away 0.88"),
                        new LabelledBox(250, 120, 140, 180, "dog 0.99"),
                        new LabelledBox(255, 122, 130, 170, "cat 0.35")));
    }

    /** Returns an image of rings on a ramp, so that every pixel size and direction can be seen. */
    static BufferedImage grey(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double r = Math.hypot(x - width * (0.3 + 0.02 * seed), y - height / 2.0) / width;
                int level = (int) Math.round(127 + 120 * Math.sin(r * (12 + seed)));
                image.getRaster().setSample(x, y, 0, level);
            }
        }
        return image;
    }
}
