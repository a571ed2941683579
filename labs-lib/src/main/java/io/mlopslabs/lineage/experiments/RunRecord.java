// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a run, as it stood when it was read.
 *
 * @param id 32 hexadecimal digits, unique everywhere
 * @param experiment what it belongs to
 * @param name what a reader calls it, such as {@code run 3}
 * @param status where it stands
 * @param started when it was begun
 * @param ended when it was closed, empty while it is running
 * @param params settings, by name
 * @param metrics every point of every metric, by name, in the order in which they were noted
 * @param tags notes, by name
 * @param data SHA-256 of each data set, by name
 * @param code SHA-256 of each piece of code, by name
 * @param artifacts files, by path
 */
public record RunRecord(
        String id,
        String experiment,
        String name,
        RunStatus status,
        Instant started,
        Optional<Instant> ended,
        SortedMap<String, String> params,
        SortedMap<String, List<Point>> metrics,
        SortedMap<String, String> tags,
        SortedMap<String, String> data,
        SortedMap<String, String> code,
        SortedMap<String, Artifact> artifacts) {
    /**
     * A metric at one step.
     *
     * @param step epoch, batch or whatever the run counts; 0 where it counts nothing
     * @param value any number, NaN and the infinities among them
     * @param time when it was noted
     */
    public record Point(long step, double value, Instant time) {}

    /**
     * A file of a run.
     *
     * @param sha256 of its bytes
     * @param bytes its size
     */
    public record Artifact(String sha256, long bytes) {}

    public RunRecord {
        params = copy(params);
        metrics = copy(metrics);
        tags = copy(tags);
        data = copy(data);
        code = copy(code);
        artifacts = copy(artifacts);
    }

    private static <V> SortedMap<String, V> copy(Map<String, V> values) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Returns the value of a metric at its highest step; of several there, the one noted last.
     *
     * @throws IllegalArgumentException if the run has no such metric; names those it has
     */
    public double metric(String key) {
        List<Point> points = metrics.get(key);
        if (points == null) {
            throw new IllegalArgumentException(
                    "%s has no metric '%s'; it has %s".formatted(name, key, metrics.keySet()));
        }
        Point last = points.get(0);
        for (Point point : points) {
            if (point.step() >= last.step()) {
                last = point;
            }
        }
        return last.value();
    }
}
