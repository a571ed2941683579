// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.io.IOException;
import java.nio.file.Path;

/** Computes the statistics of a data set, as TFDV's message {@link DatasetFeatureStatisticsList}. */
public final class DataStatistics {
    private DataStatistics() {}

    /**
     * Returns the statistics of a CSV file with TFDV's defaults; see {@link #fromCsv(Path, StatsOptions)}.
     *
     * @throws MalformedDataException if the file is not such a table; the message names line and column
     * @throws IOException if the file cannot be read
     */
    public static DatasetFeatureStatisticsList fromCsv(Path file) throws IOException {
        return fromCsv(file, StatsOptions.defaults());
    }

    /**
     * Returns the statistics of a CSV file, in one pass, on all processors, in memory that does not grow with the rows.
     *
     * <p>Agrees with TFDV {@code generate_statistics_from_csv}: the first line names the columns; an empty cell is missing; a column is of
     * type INT, FLOAT or STRING by all of its values, read as Python's {@code int} and {@code float} do; decimals are rounded to float32
     * first; {@code NA}, {@code null} and {@code None} are text; lines without a character are skipped. Files that begin as gzip are
     * unpacked. Beyond TFDV: numbers are read in parallel, a fault is told with its line and column.
     *
     * @throws MalformedDataException if the file is not such a table; the message names line and column
     * @throws IllegalArgumentException if the weight column is not there
     * @throws IOException if the file cannot be read
     */
    public static DatasetFeatureStatisticsList fromCsv(Path file, StatsOptions options) throws IOException {
        return new CsvStatistics(file, options).compute();
    }
}
