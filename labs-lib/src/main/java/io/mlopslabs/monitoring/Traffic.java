// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.statistics.Moments;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What some requests were like: the values of each signal and the class mix.
 *
 * <p>A reference, when they are known to be good, and as good as they are: one hour of a day with a weekly rhythm is no reference for the
 * weekend.
 *
 * @param requests how many it was made from
 * @param signals for each signal its values, one per request that had one
 * @param classes the model's answers
 */
public record Traffic(long requests, Map<Signal, Moments> signals, ClassMix classes) {
    /** Copies the map; a signal that is not in it has no values. */
    public Traffic {
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

    static Traffic of(List<Sample> samples) {
        return new Traffic(samples.size(), Sample.moments(samples), Sample.classes(samples));
    }
}
