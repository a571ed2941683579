// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Row;

/** The states of the simple statistics. */
final class Tallies {
    private Tallies() {}

    /** Count, mean and sum of squared distances of the finite values; Welford's update, Chan's merge. */
    static final class Moments extends Tally<Moments> {
        private static final long serialVersionUID = 1;
        private long n;
        private double mean;
        private double m2;

        Moments() {}

        Moments(long n, double mean, double variance) {
            this.n = n;
            this.mean = mean;
            this.m2 = variance * n;
        }

        @Override
        void add(Row row, int i) {
            double x = row.number(0, i);
            if (Double.isFinite(x)) {
                n++;
                double distance = x - mean;
                mean += distance / n;
                m2 += distance * (x - mean);
            }
        }

        @Override
        void merge(Moments other) {
            if (n == 0 || other.n == 0) {
                boolean mine = other.n == 0;
                n = mine ? n : other.n;
                mean = mine ? mean : other.mean;
                m2 = mine ? m2 : other.m2;
                return;
            }
            double all = (double) n + other.n;
            double distance = other.mean - mean;
            mean += distance * (other.n / all);
            m2 += other.m2 + distance * distance * (n * (other.n / all));
            n += other.n;
        }

        long count() {
            return n;
        }

        /** Returns the mean, 0 of no value; refuses what left the range of 64 bits on the way. */
        double mean() {
            if (!Double.isFinite(mean)) {
                throw new IllegalArgumentException(
                        "the values lie further apart than 64 bits can say; divide the column by a constant first");
            }
            return mean;
        }

        /** Returns the population variance, 0 of no value. */
        double variance() {
            mean();
            return n == 0 ? 0 : m2 / n;
        }
    }

    /** The least and the greatest value; NaN as soon as one value is. */
    static final class Extremes extends Tally<Extremes> {
        private static final long serialVersionUID = 1;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        @Override
        void add(Row row, int i) {
            double x = row.number(0, i);
            min = Math.min(min, x);
            max = Math.max(max, x);
        }

        @Override
        void merge(Extremes other) {
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
        }

        double min() {
            return min;
        }

        double max() {
            return max;
        }
    }

    /** A sum with what rounding takes from it kept beside it; Neumaier. */
    static final class Sum extends Tally<Sum> {
        private static final long serialVersionUID = 1;
        private double sum;
        private double lost;

        @Override
        void add(Row row, int i) {
            add(row.number(0, i));
        }

        private void add(double x) {
            double next = sum + x;
            lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
            sum = next;
        }

        @Override
        void merge(Sum other) {
            add(other.sum);
            lost += other.lost;
        }

        double sum() {
            return Double.isFinite(sum) ? sum + lost : sum;
        }
    }

    /** The number of values. */
    static final class Size extends Tally<Size> {
        private static final long serialVersionUID = 1;
        private long size;

        @Override
        void add(Row row, int i) {
            size++;
        }

        @Override
        void merge(Size other) {
            size += other.size;
        }

        long size() {
            return size;
        }
    }

    /** Extremes and sum of whole numbers, exact; the sum wraps around. */
    static final class Whole extends Tally<Whole> {
        private static final long serialVersionUID = 1;
        private long min = Long.MAX_VALUE;
        private long max = -Long.MAX_VALUE; // TFT's, one above the least
        private long sum;

        @Override
        void add(Row row, int i) {
            long x = row.integer(0, i);
            min = Math.min(min, x);
            max = Math.max(max, x);
            sum += x;
        }

        @Override
        void merge(Whole other) {
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
            sum += other.sum;
        }

        long min() {
            return min;
        }

        long max() {
            return max;
        }

        long sum() {
            return sum;
        }
    }
}
