// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.Column;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Inputs;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Outputs;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.Values;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A preprocessing that uses all of this package, and seeded rows for it. */
final class EveryOperation {
    private static final Kind RAGGED = Kind.ragged(DType.FLOAT32);
    private static final Kind VECTOR = new Kind(DType.FLOAT64, 3);
    static final FeatureSpec INPUTS = FeatureSpec.of()
            .float32("x")
            .float64("y")
            .int64("i")
            .with("r", RAGGED)
            .with("v", VECTOR)
            .string("key")
            .float32("w")
            .float32("constant");

    private EveryOperation() {}

    static Preprocessing preprocessing() {
        return Preprocessing.of(INPUTS, EveryOperation::put);
    }

    private static void put(Inputs in, Outputs out) {
        Column key = in.column("key");
        for (String name : List.of("x", "y", "i", "r", "v", "constant")) {
            Column x = in.column(name);
            out.put(name + " z", Scale.scaleToZScore(x))
                    .put(name + " z each", Scale.scaleToZScore(x, Elements.EACH))
                    .put(name + " z key", Scale.scaleToZScorePerKey(x, key))
                    .put(name + " 01", Scale.scaleTo01(x))
                    .put(name + " 01 each", Scale.scaleTo01(x, Elements.EACH))
                    .put(name + " 01 key", Scale.scaleTo01PerKey(x, key))
                    .put(name + " min max", Scale.scaleByMinMax(x, -2, 3))
                    .put(name + " min max key", Scale.scaleByMinMaxPerKey(x, key, -2, 3))
                    .put(name + " gaussian", Scale.scaleToGaussian(x))
                    .put(name + " gaussian each", Scale.scaleToGaussian(x, Elements.EACH))
                    .put(name + " bucket", Buckets.bucketize(x, 5))
                    .put(name + " bucket key", Buckets.bucketizePerKey(x, key, 4))
                    .put(name + " apply", Buckets.applyBuckets(x, List.of(-1.0, 0.0, 2.5)))
                    .put(name + " between", Buckets.applyBucketsWithInterpolation(x, Buckets.quantiles(x, 4)))
                    .put(name + " density", Buckets.estimatedProbabilityDensity(x, List.of(-5.0, 0.0, 1.0, 9.0)));
        }
        Column x = in.column("x");
        Column i = in.column("i");
        Column v = in.column("v");
        var weighted = QuantileOptions.standard().weights(in.column("w"));
        out.put("weighted bucket", Buckets.bucketize(v, 3, weighted.elements(Elements.EACH)))
                .put("components", Matrix.toPrincipalComponents(2, x.cast(DType.FLOAT64), v, i));
        Analyzers.mean(x);
        Analyzers.var(x);
        Analyzers.min(v, Elements.EACH);
        Analyzers.max(v, Elements.EACH);
        Analyzers.sum(v, Elements.EACH);
        Analyzers.size(in.column("r"), Elements.EACH);
        Analyzers.minInt64(i, Elements.TOGETHER);
        Analyzers.maxInt64(i, Elements.TOGETHER);
        Analyzers.sumInt64(i, Elements.TOGETHER);
        Analyzers.countPerKey(key);
        Analyzers.histogram(i, 6);
        Matrix.covariance(v);
    }

    /** Returns rows with ties, far values, missing and long rows. */
    static Batch rows(int rows, long seed) {
        var random = new SplittableRandom(seed);
        return new Batch(rows, java.util.Map.of())
                .with(
                        "x",
                        Values.float32(
                                random.doubles(rows, -3, 9).map(x -> x * x * x).toArray()))
                .with(
                        "y",
                        Values.float64(random.doubles(rows, 0, 1)
                                .map(u -> 1e6 - Math.log(u))
                                .toArray()))
                .with("i", Values.int64(random.longs(rows, -20, 20).toArray()))
                .with(
                        "r",
                        Values.of(
                                RAGGED,
                                IntStream.range(0, rows)
                                        .mapToObj(r -> vector(random, r % 4))
                                        .toList()))
                .with(
                        "v",
                        Values.of(
                                VECTOR,
                                IntStream.range(0, rows)
                                        .mapToObj(r -> vector(random, 3))
                                        .toList()))
                .with(
                        "key",
                        Values.strings(random.ints(rows, 0, 5)
                                .mapToObj(k -> "key " + k)
                                .toArray(String[]::new)))
                .with(
                        "w",
                        Values.float32(random.ints(rows, 0, 4).asDoubleStream().toArray()))
                .with(
                        "constant",
                        Values.float32(random.doubles(rows).map(c -> 0.1).toArray()));
    }

    private static List<Double> vector(SplittableRandom random, int length) {
        return IntStream.range(0, length)
                .mapToObj(k -> random.nextDouble(-4, 8 + k))
                .toList();
    }
}
