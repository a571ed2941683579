// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.List;

/** A step of the instance pass; steps and analyses are referred to by their place in their lists. */
sealed interface Node {
    /** Returns what the step gives. */
    Kind kind();

    /** A column that comes in. */
    record Input(String name, Kind kind) implements Node {}

    /** An operation on earlier steps, with what analyses learned. */
    record Step(RowFunction function, List<Integer> inputs, List<Integer> statistics, Kind kind) implements Node {}

    /** An analyzer of earlier steps. */
    record Analysis(Analyzer<?> analyzer, List<Integer> inputs) {}
}
