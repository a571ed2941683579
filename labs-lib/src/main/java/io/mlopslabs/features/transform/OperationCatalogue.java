// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.Map;

/**
 * Names the operations of a package for the JSON of graphs: found through {@link java.util.ServiceLoader}.
 *
 * <p>List the implementation in {@code META-INF/services/io.mlopslabs.features.transform.OperationCatalogue}. A name, once released, keeps its
 * meaning and its record's components: graphs that were written live on.
 */
public interface OperationCatalogue {
    /**
     * Returns the records of this package by name: every {@link Analyzer}, {@link RowFunction} and {@link Statistic} that is not the core's.
     * Names are TFT's or scikit-learn's, such as {@code scale_to_z_score}; an analyzer's and a function's name differ.
     */
    Map<String, Class<? extends Record>> operations();
}
