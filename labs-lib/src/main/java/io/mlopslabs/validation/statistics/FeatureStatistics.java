// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.statistics.WeightedQuantileSketch;
import io.mlopslabs.validation.proto.BytesStatistics;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.RankHistogram;
import io.mlopslabs.validation.proto.StringStatistics;
import io.mlopslabs.validation.proto.StringStatistics.FreqAndValue;
import io.mlopslabs.validation.proto.WeightedCommonStatistics;
import io.mlopslabs.validation.proto.WeightedNumericStatistics;
import io.mlopslabs.validation.proto.WeightedStringStatistics;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was kept of a column, as TFDV's message. */
final class FeatureStatistics {
    private final ColumnState column;
    private final StatsOptions options;
    private final boolean weighted;

    private FeatureStatistics(ColumnState column) {
        this.column = column;
        options = column.options();
        weighted = options.weightFeature().isPresent();
    }

    /** Returns the message of a settled column. */
    static FeatureNameStatistics of(String name, ColumnState column) {
        return new FeatureStatistics(column).message(name);
    }

    private FeatureNameStatistics message(String name) {
        var made = FeatureNameStatistics.newBuilder().setPath(Path.newBuilder().addStep(name));
        FeatureNameStatistics.Type type = column.type();
        Feature feature = options.schema()
                .flatMap(s -> s.getFeatureList().stream()
                        .filter(f -> f.getName().equals(name))
                        .findFirst())
                .orElse(Feature.getDefaultInstance());
        if (type == FeatureNameStatistics.Type.STRING && isBytes(feature)) {
            return made.setType(FeatureNameStatistics.Type.BYTES)
                    .setBytesStats(bytes())
                    .build();
        }
        made.setType(type);
        if (type == FeatureNameStatistics.Type.STRING
                || (type == FeatureNameStatistics.Type.INT && isCategorical(feature))) {
            return made.setStringStats(strings()).build();
        }
        return made.setNumStats(numbers()).build();
    }

    /** TFDV {@code get_bytes_features}. */
    private static boolean isBytes(Feature feature) {
        return feature.hasImageDomain();
    }

    /** TFDV {@code get_categorical_numeric_feature_types}, for integers. */
    private static boolean isCategorical(Feature feature) {
        return feature.hasBoolDomain() || feature.getIntDomain().getIsCategorical();
    }

    private CommonStatistics common() {
        long n = column.present;
        var made = CommonStatistics.newBuilder()
                .setNumNonMissing(n)
                .setNumMissing(column.missing)
                .setTotNumValues(n);
        if (n > 0) {
            var ones = new WeightedQuantileSketch(options.epsilon());
            ones.add(1, (double) n);
            made.setMinNumValues(1)
                    .setMaxNumValues(1)
                    .setAvgNumValues(1)
                    .setNumValuesHistogram(Histograms.coarse(ones, options.numValuesHistogramBuckets()));
        }
        if (weighted) {
            made.setWeightedCommonStats(WeightedCommonStatistics.newBuilder()
                    .setNumNonMissing(column.weightPresent)
                    .setNumMissing(column.weightMissing)
                    .setTotNumValues(column.weightPresent)
                    .setAvgNumValues(column.weightPresent > 0 ? 1 : 0));
        }
        return made.build();
    }

    private NumericStatistics numbers() {
        var made = NumericStatistics.newBuilder().setCommonStats(common());
        NumberStatistics numbers = column.numbers();
        if (numbers.plain.weight == 0) { // not one number; NaN is none
            if (numbers.nan > 0) {
                made.addHistograms(Histogram.newBuilder()
                        .setType(Histogram.HistogramType.STANDARD)
                        .setNumNan(numbers.nan));
                made.addHistograms(Histogram.newBuilder()
                        .setType(Histogram.HistogramType.QUANTILES)
                        .setNumNan(numbers.nan));
            }
            return made.build();
        }
        var histograms = new Histograms(numbers.quantiles(), options.numQuantilesHistogramBuckets());
        made.setMean(mean(numbers, numbers.plain))
                .setStdDev(numbers.plain.standardDeviation())
                .setNumZeros(numbers.zeros)
                .setMin(numbers.min)
                .setMax(numbers.max)
                .setMedian(histograms.median());
        made.addHistograms(equalWidth(histograms, numbers, numbers.positiveInfinities));
        made.addHistograms(histograms.ofEqualWeight().toBuilder().setNumNan(numbers.nan));
        if (weighted) {
            made.setWeightedNumericStats(weightedNumbers(numbers));
        }
        return made.build();
    }

    private WeightedNumericStatistics weightedNumbers(NumberStatistics numbers) {
        var made = WeightedNumericStatistics.newBuilder();
        if (numbers.byWeight.weight == 0) {
            return made.build();
        }
        var histograms = new Histograms(numbers.weightedQuantiles(), options.numQuantilesHistogramBuckets());
        return made.setMean(mean(numbers, numbers.byWeight))
                .setStdDev(numbers.byWeight.standardDeviation())
                .setMedian(histograms.median())
                .addHistograms(equalWidth(histograms, numbers, numbers.weightOfPositiveInfinities))
                .addHistograms(histograms.ofEqualWeight().toBuilder().setNumNan(numbers.nan))
                .build();
    }

    private Histogram equalWidth(Histograms histograms, NumberStatistics numbers, double positiveInfinities) {
        return histograms
                .ofEqualWidth(numbers.finiteMin, numbers.finiteMax, options.numHistogramBuckets(), positiveInfinities)
                .toBuilder()
                .setNumNan(numbers.nan)
                .build();
    }

    private static double mean(NumberStatistics numbers, NumberStatistics.Moments moments) {
        return Double.isInfinite(numbers.min) || Double.isInfinite(numbers.max) ? Double.NaN : moments.mean;
    }

    private BytesStatistics bytes() {
        var made = BytesStatistics.newBuilder().setCommonStats(common());
        if (column.present > 0) {
            made.setAvgNumBytes((float) ((double) column.totalBytes / column.present))
                    .setMinNumBytes((float) column.minBytes)
                    .setMaxNumBytes((float) column.maxBytes)
                    .setMaxNumBytesInt(column.maxBytes);
        }
        return made.build();
    }

    private StringStatistics strings() {
        TextCounts texts = column.type() == FeatureNameStatistics.Type.INT ? canonical() : column.texts();
        var made = StringStatistics.newBuilder().setCommonStats(common()).setInvalidUtf8Count(column.invalidUtf8);
        if (column.present == 0) {
            return made.build();
        }
        var shown = values(texts, texts.ranked(false), false);
        made.setUnique(texts.distinct(column.present))
                .setAvgLength((float) averageLength(texts))
                .addAllTopValues(top(shown))
                .setRankHistogram(ranks(shown));
        if (weighted) {
            var byWeight = values(texts, texts.ranked(true), true);
            made.setWeightedStringStats(WeightedStringStatistics.newBuilder()
                    .addAllTopValues(top(byWeight))
                    .setRankHistogram(ranks(byWeight)));
        }
        return made.build();
    }

    private double averageLength(TextCounts texts) {
        if (texts == column.texts()) {
            return (double) column.totalBytes / column.present;
        }
        long sum = 0;
        for (int entry = 0; entry < texts.size(); entry++) {
            sum += texts.count(entry) * texts.length(entry);
        }
        return (double) sum / column.present;
    }

    /** Integers as they are printed: 7, 07 and +7 are one category. */
    private TextCounts canonical() {
        TextCounts texts = column.texts();
        if (!texts.exact()) {
            return texts;
        }
        var made = new TextCounts(weighted);
        for (int entry = 0; entry < texts.size(); entry++) {
            String text = new String(texts.bytes(entry), StandardCharsets.UTF_8)
                    .strip()
                    .replace("_", "");
            byte[] printed = new BigInteger(text).toString().getBytes(StandardCharsets.UTF_8);
            made.add(printed, 0, printed.length, texts.count(entry), texts.weight(entry), (b, s, l, c, w) -> {});
        }
        return made;
    }

    private record Value(String text, double frequency) {}

    private List<Value> values(TextCounts texts, int[] ranked, boolean byWeight) {
        List<Value> made = new ArrayList<>();
        for (int entry : ranked) {
            double frequency = byWeight ? texts.weight(entry) : texts.count(entry);
            if (frequency < (byWeight ? options.weightedFrequencyThreshold() : options.frequencyThreshold())
                    || made.size() == Math.max(options.numTopValues(), options.numRankHistogramBuckets())) {
                break;
            }
            made.add(new Value(new String(texts.bytes(entry), StandardCharsets.UTF_8), frequency));
        }
        if (column.type() == FeatureNameStatistics.Type.INT && !byWeight) {
            made.sort((a, b) -> a.frequency == b.frequency
                    ? new BigInteger(b.text).compareTo(new BigInteger(a.text))
                    : Double.compare(b.frequency, a.frequency));
        }
        return made;
    }

    private List<FreqAndValue> top(List<Value> values) {
        return values.stream()
                .limit(options.numTopValues())
                .map(v -> FreqAndValue.newBuilder()
                        .setValue(v.text)
                        .setFrequency(v.frequency)
                        .build())
                .toList();
    }

    private RankHistogram ranks(List<Value> values) {
        var made = RankHistogram.newBuilder();
        for (int i = 0; i < Math.min(values.size(), options.numRankHistogramBuckets()); i++) {
            made.addBuckets(RankHistogram.Bucket.newBuilder()
                    .setLowRank(i)
                    .setHighRank(i)
                    .setLabel(values.get(i).text)
                    .setSampleCount(values.get(i).frequency));
        }
        return made.build();
    }
}
