// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation.errors;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of an error analysis and how good anyone could be on each: the ceiling, usually human-level performance.
 *
 * <p>{@code new ErrorAnalysis(List.of("blurry", "dark")).withCeiling("blurry", 0.9).table(samples)}. Immutable.
 */
public final class ErrorAnalysis {
    private static final double PERFECT = 1;

    private final Map<String, Double> ceilings;

    /**
     * Announces the tags, in the order of the table; each has a ceiling of 1 unless another is given.
     *
     * @param tags at least one, none blank or twice
     * @throws IllegalArgumentException if the tags break the rule; names the tag
     */
    public ErrorAnalysis(List<String> tags) {
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("there are no tags; announce at least one");
        }
        var seen = new LinkedHashMap<String, Double>();
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).isBlank()) {
                throw new IllegalArgumentException("tags[" + i + "] is blank; give it a name");
            }
            if (seen.put(tags.get(i), PERFECT) != null) {
                throw new IllegalArgumentException("tag '" + tags.get(i) + "' is announced twice; give each once");
            }
        }
        ceilings = seen;
    }

    private ErrorAnalysis(Map<String, Double> ceilings) {
        this.ceilings = ceilings;
    }

    /**
     * Returns this analysis with the accuracy that could be reached on samples of a tag, such as that of people.
     *
     * @param accuracy in {@code [0, 1]}
     * @throws IllegalArgumentException if the tag is unknown or the accuracy is outside {@code [0, 1]}
     */
    public ErrorAnalysis withCeiling(String tag, double accuracy) {
        if (!ceilings.containsKey(tag)) {
            throw new IllegalArgumentException(unknown(tag));
        }
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException(
                    "the ceiling of tag '" + tag + "' is " + accuracy + "; an accuracy lies in 0 to 1");
        }
        var changed = new LinkedHashMap<>(ceilings);
        changed.put(tag, accuracy);
        return new ErrorAnalysis(changed);
    }

    /**
     * Returns the table of these samples.
     *
     * <p>Give a random sample of everything that was evaluated, right answers too: of errors only, the share of a tag says nothing about how
     * the model does on it.
     *
     * @param samples at least one, each id once
     * @throws IllegalArgumentException if there is none, an id comes twice or a tag was not announced; names the row, the id and the known tags
     */
    public ErrorTable table(List<TaggedSample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("there are no samples; tag at least one");
        }
        var ids = new HashSet<String>();
        var counts = new LinkedHashMap<String, long[]>();
        ceilings.keySet().forEach(tag -> counts.put(tag, new long[2]));
        for (int i = 0; i < samples.size(); i++) {
            TaggedSample sample = samples.get(i);
            String where = "samples[" + i + "] ('" + sample.id() + "'): ";
            if (!ids.add(sample.id())) {
                throw new IllegalArgumentException(where + "this id was there before; give each sample once");
            }
            for (String tag : sample.tags()) {
                long[] count = counts.get(tag);
                if (count == null) {
                    throw new IllegalArgumentException(where + unknown(tag));
                }
                count[sample.right() ? 0 : 1]++;
            }
        }
        long right = samples.stream().filter(TaggedSample::right).count();
        return new ErrorTable(
                counts.entrySet().stream()
                        .map(entry -> new ErrorTable.Row(
                                entry.getKey(),
                                entry.getValue()[0],
                                entry.getValue()[1],
                                samples.size(),
                                ceilings.get(entry.getKey())))
                        .toList(),
                right,
                samples.size());
    }

    private String unknown(String tag) {
        return "tag '" + tag + "' is unknown; announced are " + ceilings.keySet();
    }
}
