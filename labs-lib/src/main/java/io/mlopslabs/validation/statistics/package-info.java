// SPDX-License-Identifier: Apache-2.0
/**
 * Data set statistics: what does each column hold, in numbers that a schema, a drift report and a person can read?
 *
 * <p>Start with {@link io.mlopslabs.validation.statistics.DataStatistics}: a CSV file, a Parquet file, a table or rows from anywhere become
 * TFDV's message, which its tools read as well. {@link io.mlopslabs.validation.statistics.StatsOptions} has TFDV's options by their names,
 * {@link io.mlopslabs.validation.statistics.Slicer} describes parts of the data beside the whole.
 *
 * <p>How: one pass. A column of a CSV file is kept as texts and, once for each distinct text, as numbers, because only the last row says
 * which of the two it was. Blocks of the file go round to four lanes whose states are merged in their order, so neither the number of
 * processors nor their speed changes an answer.
 *
 * <p>Guarantees: memory does not grow with the rows. Counts are exact up to 16,384 distinct texts, quantiles up to 8,192 distinct numbers;
 * beyond that each states its bound. No row is dropped: what cannot be read is a
 * {@link io.mlopslabs.data.files.MalformedDataException} with file, line, column and what to do.
 *
 * <p>Left out: several values in one cell, statistics of pairs of columns, sampling. TFDV's oddities are kept where its name is: the median
 * is the upper middle value, histograms come from quantiles, a byte order mark stays in the first column's name.
 *
 * <p>Agrees with TFDV 1.16.1 on its CSV path number by number, on its DataFrame path where a table has the same data (golden
 * {@code validation/stats_*}).
 */
package io.mlopslabs.validation.statistics;
