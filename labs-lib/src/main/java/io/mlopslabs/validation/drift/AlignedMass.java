// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

import io.mlopslabs.validation.proto.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Two distributions over the same places, by TFDV's rule of what is the same place. */
final class AlignedMass {
    private final List<String> names;
    private final double[] reference;
    private final double[] current;

    private AlignedMass(List<String> names, double[] reference, double[] current) {
        this.names = names;
        this.reference = reference;
        this.current = current;
    }

    /** Returns how place i is called. */
    String name(int i) {
        return names.get(i);
    }

    /** Returns the mass of the reference in each place, not scaled. */
    double[] reference() {
        return reference;
    }

    /** Returns the mass of the current side in each place, not scaled. */
    double[] current() {
        return current;
    }

    /** Lays counts of values over each other, in byte order. */
    static AlignedMass ofValues(SortedMap<String, Double> p, SortedMap<String, Double> q) {
        List<String> values = TfdvComparators.union(p, q);
        return new AlignedMass(
                values,
                values.stream().mapToDouble(v -> p.getOrDefault(v, 0.0)).toArray(),
                values.stream().mapToDouble(v -> q.getOrDefault(v, 0.0)).toArray());
    }

    /** Lays two histograms over each other; the rule is told at {@link TfdvComparators#jensenShannon}. */
    static AlignedMass ofHistograms(Histogram p, Histogram q) {
        var places = new Places();
        SortedSet<Double> edgesP = edges(p);
        SortedSet<Double> edgesQ = edges(q);
        SortedSet<Double> cuts = new TreeSet<>(edgesP);
        cuts.addAll(edgesQ);
        double[] cut = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        double[] massP = spread(p, cut);
        double[] massQ = spread(q, cut);
        for (int i = 0; i + 1 < cut.length; i++) {
            places.add(cut[i] + " to " + cut[i + 1], massP[i], massQ[i]);
        }
        SortedMap<Double, Double> pointsP = points(p);
        SortedMap<Double, Double> pointsQ = points(q);
        SortedSet<Double> points = new TreeSet<>(pointsP.keySet());
        points.addAll(pointsQ.keySet());
        for (Double point : points) {
            places.add("exactly " + point, pointsP.getOrDefault(point, 0.0), pointsQ.getOrDefault(point, 0.0));
        }
        places.add("infinite, reference", infinite(p), 0);
        places.add("infinite, current", 0, infinite(q));
        // Cutting makes new histograms in TFDV, and those have no NaN.
        if (edgesP.equals(edgesQ)) {
            places.add("NaN, reference", (double) p.getNumNan(), 0);
            places.add("NaN, current", 0, (double) q.getNumNan());
        }
        return places.aligned();
    }

    private static boolean isInfinite(Histogram.Bucket bucket) {
        return !Double.isFinite(bucket.getLowValue()) || !Double.isFinite(bucket.getHighValue());
    }

    private static boolean isWide(Histogram.Bucket bucket) {
        return !isInfinite(bucket) && bucket.getLowValue() != bucket.getHighValue();
    }

    private static SortedSet<Double> edges(Histogram histogram) {
        SortedSet<Double> edges = new TreeSet<>();
        for (Histogram.Bucket bucket : histogram.getBucketsList()) {
            if (isWide(bucket)) {
                // TreeSet tells -0.0 from 0.0, numbers do not.
                edges.add(bucket.getLowValue() + 0.0);
                edges.add(bucket.getHighValue() + 0.0);
            }
        }
        return edges;
    }

    private static double[] spread(Histogram histogram, double[] cuts) {
        double[] mass = new double[Math.max(0, cuts.length - 1)];
        for (Histogram.Bucket bucket : histogram.getBucketsList()) {
            if (isWide(bucket)) {
                double width = bucket.getHighValue() - bucket.getLowValue();
                int i = Arrays.binarySearch(cuts, bucket.getLowValue() + 0.0);
                for (; cuts[i] < bucket.getHighValue(); i++) {
                    mass[i] += (cuts[i + 1] - cuts[i]) / width * bucket.getSampleCount();
                }
            }
        }
        return mass;
    }

    private static SortedMap<Double, Double> points(Histogram histogram) {
        SortedMap<Double, Double> points = new TreeMap<>();
        for (Histogram.Bucket bucket : histogram.getBucketsList()) {
            if (!isInfinite(bucket) && !isWide(bucket)) {
                points.merge(bucket.getLowValue() + 0.0, bucket.getSampleCount(), Double::sum);
            }
        }
        return points;
    }

    private static double infinite(Histogram histogram) {
        return histogram.getBucketsList().stream()
                .filter(AlignedMass::isInfinite)
                .mapToDouble(Histogram.Bucket::getSampleCount)
                .reduce(0, Double::sum);
    }

    private static final class Places {
        private final List<String> names = new ArrayList<>();
        private final DoubleStream.Builder reference = DoubleStream.builder();
        private final DoubleStream.Builder current = DoubleStream.builder();

        void add(String name, double p, double q) {
            if (p != 0 || q != 0) {
                names.add(name);
                reference.add(p);
                current.add(q);
            }
        }

        AlignedMass aligned() {
            return new AlignedMass(
                    List.copyOf(names),
                    reference.build().toArray(),
                    current.build().toArray());
        }
    }
}
