// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.statistics.Moments;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is usual: the signals and the class mix of traffic that is known to be good.
 *
 * <p>As good as that traffic: one hour of a day with a weekly rhythm is no reference for the weekend.
 *
 * @param requests how many it was made from
 * @param signals for each signal its values, one per request that had one
 * @param classes the model's answers
 */
public record Reference(long requests, Map<Signal, Moments> signals, ClassMix classes) {
    /** Copies the map; a signal that is not in it has no values. */
    public Reference {
        var all = new EnumMap<Signal, Moments>(Signal.class);
        for (Signal signal : Signal.values()) {
            all.put(signal, signals.getOrDefault(signal, Moments.of()));
        }
        signals = all;
    }

    /** Returns the values per signal; the map is a copy. */
    @Override
    public Map<Signal, Moments> signals() {
        return new EnumMap<>(signals);
    }

    static Reference of(List<Sample> samples) {
        return new Reference(samples.size(), Sample.moments(samples), Sample.classes(samples));
    }
}
