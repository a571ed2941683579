// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format 0.0.4, read by the letter: whatever breaks a rule of it fails the test.
 *
 * @see "Prometheus, Exposition formats, Text-based format"
 */
final class PrometheusText {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)(?: (-?\\d+))?");
    private static final Pattern LABEL =
            Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(?:,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, List<Double>> buckets = new LinkedHashMap<>(); // series without le -> counts as they come
    private String family = "";

    private PrometheusText() {}

    static PrometheusText of(String text) {
        var parsed = new PrometheusText();
        assertThat(text).as("the last line ends").matches(all -> all.isEmpty() || all.endsWith("\n"));
        Set<String> finished = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                parsed.comment(comment, finished);
            } else {
                parsed.sample(line);
            }
        }
        parsed.checkHistograms();
        return parsed;
    }

    private void comment(Matcher comment, Set<String> finished) {
        String name = comment.group(2);
        if (!name.equals(family)) {
            finished.add(family);
            family = name;
        }
        assertThat(finished).as("all lines of a metric stand together").doesNotContain(family);
        if (comment.group(1).equals("TYPE")) {
            assertThat(comment.group(3)).isIn("counter", "gauge", "histogram", "summary", "untyped");
            assertThat(types.put(name, comment.group(3)))
                    .as("one TYPE of " + name)
                    .isNull();
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as("a sample: " + line).isTrue();
        String name = sample.group(1);
        String stem = "histogram".equals(types.get(family)) ? name.replaceFirst("_(bucket|sum|count)$", "") : name;
        assertThat(stem).as("a sample of the metric whose TYPE came last").isEqualTo(family);
        Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
        double value = number(sample.group(3));
        assertThat(samples.put(name + labels, value))
                .as("one sample of " + line)
                .isNull();
        if (name.endsWith("_bucket")) {
            labels.remove("le");
            buckets.computeIfAbsent(stem + labels, key -> new ArrayList<>()).add(value);
        }
    }

    private static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            String value =
                    label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
            assertThat(labels.put(label.group(1), value))
                    .as("one value of a label in " + text)
                    .isNull();
            end = label.end();
        }
        assertThat(end).as("labels to the end of " + text).isEqualTo(text.length());
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistograms() {
        buckets.forEach((series, counts) -> {
            assertThat(counts).as("buckets of " + series + " add up").isSorted();
            int brace = series.indexOf('{');
            assertThat(counts.get(counts.size() - 1))
                    .as("the last bucket of " + series + " holds all")
                    .isEqualTo(samples.get(series.substring(0, brace) + "_count" + series.substring(brace)));
        });
    }

    Map<String, String> types() {
        return types;
    }

    /** Returns each sample by name and labels, such as {@code up{job=a, le=1}}, labels sorted. */
    Map<String, Double> samples() {
        return samples;
    }

    double value(String series) {
        assertThat(samples).containsKey(series);
        return samples.get(series);
    }
}
