// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import tech.tablesaw.api.Table;

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

    /**
     * Returns the accumulator of rows of texts: the same statistics as {@link #fromCsv(Path, StatsOptions)} of a file of these rows.
     *
     * <p>For rows that come from elsewhere, or that are spread over machines. A row has a cell for each column; an empty one and null are missing.
     * Counts do not depend on the partitions; means and deviations do so by rounding, quantiles of more than 8,192 distinct values and counts of
     * more than 16,384 by their bounds.
     *
     * @param names of the columns, all different
     * @return an accumulator whose {@code add} throws {@link IllegalArgumentException} for a row of another length or without a weight, and
     *     whose {@code extract} does so for a text that its column's type in the schema excludes
     * @throws IllegalArgumentException if two names are equal, or there is no weight column of that name
     */
    public static Accumulator<List<String>, ?, DatasetFeatureStatisticsList> accumulator(
            List<String> names, StatsOptions options) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("two columns have the same name; the columns are " + names);
        }
        var accumulator = new RowStatistics(List.copyOf(names), options);
        accumulator.create(); // says now what is wrong, not on some other machine
        return accumulator;
    }

    /**
     * Returns the statistics of a Parquet file with TFDV's defaults; see {@link #fromParquet(Path, StatsOptions)}.
     *
     * @throws MalformedDataException if the file is no Parquet file or holds what there are no statistics of; the message says which
     * @throws IOException if the file cannot be read
     */
    public static DatasetFeatureStatisticsList fromParquet(Path file) throws IOException {
        return fromParquet(file, StatsOptions.defaults());
    }

    /**
     * Returns the statistics of a Parquet file, in one pass, in memory that does not grow with the rows.
     *
     * <p>Types are those of the file: integers and booleans are INT, decimals are FLOAT, texts are STRING. Agrees with TFDV
     * {@code generate_statistics_from_dataframe}: null and NaN are missing, an empty text is a value, decimals keep their 64 bits. Where pandas
     * changes the data before TFDV sees them, this does not: integers with gaps stay INT, as in a DataFrame of {@code Int64}; dates and times, which
     * TFDV leaves out without a word, are texts as ISO 8601 writes them; long texts are not lumped together, and counts are those of the CSV path.
     *
     * @throws MalformedDataException if the file is no Parquet file or holds what there are no statistics of (lists, bytes, integers beyond 64
     *     bits); the message names the column, and the row where there is one, counted from 1
     * @throws IllegalArgumentException if the weight column is not there
     * @throws IOException if the file cannot be read
     */
    public static DatasetFeatureStatisticsList fromParquet(Path file, StatsOptions options) throws IOException {
        return new ParquetStatistics(file, options).compute();
    }

    /**
     * Returns the statistics of a table with TFDV's defaults; see {@link #fromTable(Table, StatsOptions)}.
     *
     * @throws MalformedDataException if a column is of a type that there are no statistics of
     */
    public static DatasetFeatureStatisticsList fromTable(Table table) throws MalformedDataException {
        return fromTable(table, StatsOptions.defaults());
    }

    /**
     * Returns the statistics of a table.
     *
     * <p>By the rules of {@link #fromParquet(Path, StatsOptions)}. A missing cell is what Tablesaw calls missing, and to Tablesaw an empty text is.
     *
     * @throws MalformedDataException if a column is of a type that there are no statistics of, or a weight is none; the message names the
     *     column, and the row where there is one, counted from 1
     * @throws IllegalArgumentException if the weight column is not there
     */
    public static DatasetFeatureStatisticsList fromTable(Table table, StatsOptions options)
            throws MalformedDataException {
        return TableStatistics.of(table, options);
    }
}
