// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.Histogram.Bucket;
import io.mlopslabs.validation.proto.RankHistogram;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The pictures of one feature, its data sets on a common axis. */
final class Pictures {
    private static final int WIDTH = 220;
    private static final int HEIGHT = 56;
    private static final int LINE = 16; // height of a row of quantiles
    private static final int MOST_BARS = 12;
    private static final int MOST_TOLD = 10;
    private static final double HIGHER = 5; // times the lowest peak; what is higher is cut, or the lowest would be flat

    private static final double POINT = 1.0 / 40; // share of the axis that a bucket of one value takes

    /** One data set's histogram: its place among them, its name, and buckets with finite edges. */
    record Curve(int dataset, String name, List<Bucket> buckets) {
        static Curve of(int dataset, String name, Histogram histogram) {
            return new Curve(
                    dataset,
                    name,
                    histogram.getBucketsList().stream()
                            .filter(bucket ->
                                    Double.isFinite(bucket.getLowValue()) && Double.isFinite(bucket.getHighValue()))
                            .toList());
        }

        double total() {
            return buckets.stream().mapToDouble(Bucket::getSampleCount).sum();
        }
    }

    /** One data set's values by frequency. */
    record Ranks(int dataset, String name, RankHistogram histogram) {
        Map<String, Double> shares() {
            double total = histogram.getBucketsList().stream()
                    .mapToDouble(RankHistogram.Bucket::getSampleCount)
                    .sum();
            return histogram.getBucketsList().stream()
                    .collect(Collectors.toMap(
                            RankHistogram.Bucket::getLabel, bucket -> bucket.getSampleCount() / total, Double::sum));
        }
    }

    /** A range that is not empty, and where a value lies in it. */
    private record Range(double low, double high) {
        static Range of(List<Curve> curves) {
            double low = edges(curves).min().orElse(0);
            double high = edges(curves).max().orElse(1);
            return low < high ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
        }

        private static DoubleStream edges(List<Curve> curves) {
            return curves.stream()
                    .flatMap(curve -> curve.buckets.stream())
                    .flatMapToDouble(bucket -> DoubleStream.of(bucket.getLowValue(), bucket.getHighValue()));
        }

        /** Returns a number from 0 to 1; divided first, for the range may exceed the largest double. */
        double share(double value) {
            return (value / 2 - low / 2) / (high / 2 - low / 2);
        }
    }

    private Pictures() {}

    /** Returns a cell with the histograms laid over one another, the area of each the same but for cut peaks; empty without a bucket. */
    static Cell histogram(String feature, List<Curve> all) {
        List<Curve> curves = drawable(all);
        if (curves.isEmpty()) {
            return Cell.EMPTY;
        }
        var range = Range.of(curves);
        double[] peaks = curves.stream()
                .mapToDouble(curve -> curve.buckets.stream()
                        .mapToDouble(bucket -> density(range, curve, bucket))
                        .max()
                        .orElseThrow())
                .sorted()
                .toArray();
        double highest = Math.min(peaks[peaks.length - 1], HIGHER * peaks[0]);
        var marks = new StringBuilder();
        for (Curve curve : curves) {
            var path = new StringBuilder("M" + Numbers.pixels(left(range, curve.buckets.get(0))) + " " + HEIGHT);
            for (Bucket bucket : curve.buckets) {
                double y = HEIGHT - 1 - (HEIGHT - 4) * Math.min(1, density(range, curve, bucket) / highest);
                path.append('H').append(Numbers.pixels(left(range, bucket)));
                path.append('V').append(Numbers.pixels(y));
                path.append('H').append(Numbers.pixels(left(range, bucket) + WIDTH * width(range, bucket)));
            }
            path.append('V').append(HEIGHT);
            // The first is a surface and the others are lines on it: filled ones would mix to colours that stand for
            // nothing.
            marks.append("<path d=\"").append(path).append('"');
            marks.append(
                    curve.equals(curves.get(0))
                            ? Picture.fill(curve.dataset)
                            : " fill=\"none\"" + Picture.stroke(curve.dataset));
            marks.append("/>");
        }
        marks.append(Picture.axis(HEIGHT - 0.5, WIDTH));
        String words = "Histogram of " + feature + ", shares of the values. " + told(curves, Pictures::bars);
        return Cell.text(between(curves)).with(new Picture(WIDTH, HEIGHT, marks.toString(), words));
    }

    /** Returns a cell with a row of ticks for each data set, one at each quantile; empty without a bucket. */
    static Cell quantiles(String feature, List<Curve> all) {
        List<Curve> curves = drawable(all);
        if (curves.isEmpty()) {
            return Cell.EMPTY;
        }
        var range = Range.of(curves);
        var marks = new StringBuilder();
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            double top = i * LINE + 2.0;
            marks.append(Picture.axis(top + 6, WIDTH));
            for (double edge : edges(curve)) {
                double x = 1 + (WIDTH - 2) * range.share(edge);
                marks.append("<path d=\"M%s %sv12\" stroke=\"%s\" stroke-width=\"2\"/>"
                        .formatted(
                                Numbers.pixels(x),
                                Numbers.pixels(top),
                                Picture.COLOURS.get(curve.dataset % Picture.COLOURS.size())));
            }
        }
        String words = "Quantiles of " + feature + ", "
                + Cell.percent(1.0 / curves.get(0).buckets.size()) + " of the values between each two. "
                + told(curves, curve -> edges(curve).stream()
                        .map(Numbers::shortened)
                        .limit(MOST_TOLD + 1L)
                        .collect(Collectors.joining(", ")));
        return Cell.text(between(curves)).with(new Picture(WIDTH, LINE * curves.size(), marks.toString(), words));
    }

    /** Returns a cell with the shares of the most frequent values, the data sets beside one another; empty without a value. */
    static Cell ranks(String feature, List<Ranks> all) {
        List<Map<String, Double>> shares = all.stream().map(Ranks::shares).toList();
        List<String> labels = new ArrayList<>(new LinkedHashSet<>(all.stream()
                .flatMap(ranks -> ranks.histogram.getBucketsList().stream().limit(MOST_BARS))
                .map(RankHistogram.Bucket::getLabel)
                .toList()));
        labels = labels.subList(0, Math.min(MOST_BARS, labels.size()));
        double highest = shares.stream()
                .flatMapToDouble(s -> s.values().stream().mapToDouble(share -> share))
                .max()
                .orElse(0);
        if (!(highest > 0)) {
            return Cell.EMPTY;
        }
        var marks = new StringBuilder();
        double slot = (double) WIDTH / labels.size();
        double bar = 0.8 * slot / all.size();
        for (int i = 0; i < labels.size(); i++) {
            for (int k = 0; k < all.size(); k++) {
                double tall = (HEIGHT - 2) * shares.get(k).getOrDefault(labels.get(i), 0.0) / highest;
                marks.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>"
                        .formatted(
                                Numbers.pixels(i * slot + 0.1 * slot + k * bar),
                                Numbers.pixels(HEIGHT - 1 - tall),
                                Numbers.pixels(bar),
                                Numbers.pixels(tall),
                                Picture.fill(all.get(k).dataset)));
            }
        }
        marks.append(Picture.axis(HEIGHT - 0.5, WIDTH));
        List<String> told = labels.subList(0, Math.min(MOST_TOLD, labels.size()));
        String words = "Shares of the most frequent values of " + feature + ". "
                + Stream.iterate(0, k -> k < all.size(), k -> k + 1)
                        .map(k -> named(all.get(k).name)
                                + told.stream()
                                        .map(label -> Cell.listed(label) + " "
                                                + Cell.percent(shares.get(k).getOrDefault(label, 0.0)))
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; ", "", "."));
        return Cell.EMPTY.with(new Picture(WIDTH, HEIGHT, marks.toString(), words));
    }

    private static List<Curve> drawable(List<Curve> curves) {
        return curves.stream().filter(curve -> curve.total() > 0).toList();
    }

    private static String told(List<Curve> curves, Function<Curve, String> words) {
        return curves.stream()
                .map(curve -> named(curve.name) + words.apply(curve))
                .collect(Collectors.joining("; ", "", "."));
    }

    private static String named(String dataset) {
        return dataset.isEmpty() ? "" : dataset + ": ";
    }

    private static String bars(Curve curve) {
        double total = curve.total();
        return between(List.of(curve)) + " in "
                + Numbers.count(curve.buckets.size(), "bucket") + ", "
                + curve.buckets.stream()
                        .limit(MOST_TOLD)
                        .map(bucket -> Cell.percent(bucket.getSampleCount() / total))
                        .collect(Collectors.joining(", "));
    }

    private static String between(List<Curve> curves) {
        double low = Range.edges(curves).min().orElseThrow();
        double high = Range.edges(curves).max().orElseThrow();
        return low == high ? Numbers.shortened(low) : Numbers.shortened(low) + " to " + Numbers.shortened(high);
    }

    private static List<Double> edges(Curve curve) {
        return Stream.concat(
                        Stream.of(curve.buckets.get(0).getLowValue()),
                        curve.buckets.stream().map(Bucket::getHighValue))
                .toList();
    }

    /** Returns the height of a bucket: its share of the values over its share of the axis. */
    private static double density(Range range, Curve curve, Bucket bucket) {
        return bucket.getSampleCount() / curve.total() / width(range, bucket);
    }

    private static double width(Range range, Bucket bucket) {
        return Math.max(POINT, range.share(bucket.getHighValue()) - range.share(bucket.getLowValue()));
    }

    private static double left(Range range, Bucket bucket) {
        // A bucket widened to be seen stays inside the picture.
        return WIDTH * Math.min(range.share(bucket.getLowValue()), 1 - width(range, bucket));
    }
}
