// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.numeric;

import io.mlopslabs.features.transform.Deferred;
import io.mlopslabs.features.transform.Integers;
import io.mlopslabs.features.transform.Numbers;

/**
 * What {@link Analyzers#histogram} learns.
 *
 * @param boundaries of the bins, as they were applied
 * @param counts of the bins, one less
 */
public record Histogram(Deferred<Numbers> boundaries, Deferred<Integers> counts) {}
