// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import java.util.List;

/** An encoder that has learned its categories: a value that cannot change. */
public interface FittedCategorical {
    /** Returns the encoded rows. */
    double[][] transform(Object[][] rows);

    /** Returns the number of columns that were fitted. */
    int inputs();

    /** Returns the names. */
    List<String> outputNames(List<String> inputNames);
}
