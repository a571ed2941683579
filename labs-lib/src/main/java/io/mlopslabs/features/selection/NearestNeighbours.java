// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mutual information of numbers from the distances to the nearest neighbours: no bins and no densities.
 *
 * <p>Columns arrive without ties. Sorting stands in for scikit-learn's trees: in one dimension neighbours are adjacent.
 *
 * @see "Kraskov, Stoegbauer, Grassberger 2004, Estimating mutual information, doi:10.1103/PhysRevE.69.066138, its first estimator"
 * @see "Ross 2014, Mutual Information between Discrete and Continuous Data Sets, doi:10.1371/journal.pone.0087357"
 */
final class NearestNeighbours {
    private static final double EULER = 0.5772156649015329;

    private NearestNeighbours() {}

    /**
     * Returns the information in nats between a number and a class, from 0.
     *
     * @param c ascending
     * @param d class of each
     * @param sizes rows of each class; those of one row are left out
     */
    static double ofClasses(double[] c, int[] d, int[] sizes, int k) {
        double[] psi = digamma(c.length);
        double[][] ofClass = new double[sizes.length][];
        int[] place = new int[sizes.length];
        for (int label = 0; label < sizes.length; label++) {
            ofClass[label] = new double[sizes[label]];
        }
        for (int i = 0; i < c.length; i++) {
            ofClass[d[i]][place[d[i]]++] = c[i];
        }
        int[] kept = IntStream.range(0, c.length).filter(i -> sizes[d[i]] > 1).toArray();
        double[] all = Arrays.stream(kept).mapToDouble(i -> c[i]).toArray();
        Arrays.fill(place, 0);
        double sum = 0;
        for (int i : kept) {
            double[] own = ofClass[d[i]];
            int neighbours = Math.min(k, own.length - 1);
            double radius = below(distance(own, place[d[i]]++, neighbours));
            sum += psi[neighbours] - psi[own.length] - psi[within(all, c[i], radius)];
        }
        return Math.max(0, psi[kept.length] + sum / kept.length);
    }

    /**
     * Returns the information in nats between two numbers, from 0.
     *
     * @param x ascending
     * @param y same number of values, more than k
     */
    static double ofNumbers(double[] x, double[] y, int k) {
        double[] psi = digamma(x.length);
        double[] sortedY = Arrays.stream(y).sorted().toArray();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double radius = below(distance(x, y, i, k));
            sum += psi[within(x, x[i], radius)] + psi[within(sortedY, y[i], radius)];
        }
        return Math.max(0, psi[x.length] + psi[k] - sum / x.length);
    }

    /** Returns the median distance of values side by side. */
    static double medianGap(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return IntStream.range(1, sorted.length)
                .mapToDouble(i -> sorted[i] - sorted[i - 1])
                .sorted()
                .skip(sorted.length / 2)
                .findFirst()
                .orElse(0);
    }

    /** Returns the distance of a value to its k-th neighbour in an ascending column. */
    private static double distance(double[] ascending, int i, int k) {
        int left = i - 1;
        int right = i + 1;
        double distance = 0;
        for (int found = 0; found < k; found++) {
            double down = left < 0 ? Double.POSITIVE_INFINITY : ascending[i] - ascending[left];
            double up = right == ascending.length ? Double.POSITIVE_INFINITY : ascending[right] - ascending[i];
            distance = Math.min(down, up);
            if (down <= up) {
                left--;
            } else {
                right++;
            }
        }
        return distance;
    }

    /** Returns the distance of a point to its k-th neighbour, the larger of the distances in x, ascending, and y. */
    private static double distance(double[] x, double[] y, int i, int k) {
        double[] nearest = new double[k];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int left = i - 1;
        int right = i + 1;
        while (true) {
            double down = left < 0 ? Double.POSITIVE_INFINITY : x[i] - x[left];
            double up = right == x.length ? Double.POSITIVE_INFINITY : x[right] - x[i];
            if (Math.min(down, up) >= nearest[k - 1]) {
                return nearest[k - 1]; // whatever follows is farther already in x
            }
            int next = down <= up ? left-- : right++;
            double distance = Math.max(Math.min(down, up), Math.abs(y[next] - y[i]));
            for (int j = k - 1; j >= 0 && distance < nearest[j]; j--) {
                if (j < k - 1) {
                    nearest[j + 1] = nearest[j];
                }
                nearest[j] = distance;
            }
        }
    }

    /** Returns how many values of an ascending column lie at most {@code radius} from {@code center}. */
    private static int within(double[] ascending, double center, double radius) {
        return edge(ascending, center, radius, true) - edge(ascending, center, radius, false);
    }

    /** Returns the first place beyond the values within the radius, or the first of them. */
    private static int edge(double[] ascending, double center, double radius, boolean beyond) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            double distance = ascending[middle] - center;
            if (beyond ? distance <= radius : distance < -radius) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static double below(double distance) {
        return distance > 0 ? Math.nextDown(distance) : 0;
    }

    /** Returns digamma of 0 (unused) to n. */
    private static double[] digamma(int n) {
        double[] psi = new double[n + 1];
        psi[1] = -EULER;
        for (int i = 1; i < n; i++) {
            psi[i + 1] = psi[i] + 1.0 / i;
        }
        return psi;
    }
}
