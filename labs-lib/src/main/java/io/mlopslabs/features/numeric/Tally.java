// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Row;
import java.io.Serializable;

/** What is known of one series of values so far; grows by values and by its like. */
abstract class Tally<S extends Tally<S>> implements Serializable {
    private static final long serialVersionUID = 1;

    /** Adds value {@code i} of the row's first column. */
    abstract void add(Row row, int i);

    /** Adds all that the other has seen; the other stays as it is. */
    abstract void merge(S other);

    /** Returns an empty tally; travels with the accumulator that holds it. */
    interface Factory<S extends Tally<S>> extends Serializable {
        S create();
    }
}
