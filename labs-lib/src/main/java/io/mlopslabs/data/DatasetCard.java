// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.List;

/**
 * What to know about a data set before use: where it comes from, what one may do with it, what it holds.
 *
 * @param name what {@link Datasets} calls it, such as {@code adult}
 * @param title one line for a reader
 * @param source who made it, and where it is published
 * @param licence the licence of the data, which is not that of this library
 * @param citation how to cite it
 * @param extraction the package that the files were taken from, and what was done to them
 * @param rows number of rows, train and test together
 * @param columns names of the columns, in file order; {@code image} and {@code label} for a set of images
 * @param markdown the whole card: columns with units, known faults, ethics
 */
public record DatasetCard(
        String name,
        String title,
        String source,
        String licence,
        String citation,
        String extraction,
        int rows,
        List<String> columns,
        String markdown) {
    public DatasetCard {
        columns = List.copyOf(columns);
    }
}
