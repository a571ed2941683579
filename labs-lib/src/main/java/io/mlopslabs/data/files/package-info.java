// SPDX-License-Identifier: Apache-2.0
/**
 * Files: how is a large CSV file read quickly, and what is said when it is broken?
 *
 * <p>{@link io.mlopslabs.data.files.CsvBlocks} reads whole lines in blocks, so that several threads can split them; {@link
 * io.mlopslabs.data.files.CellNumber} reads numbers from bytes without making texts of them. A fault is a {@link
 * io.mlopslabs.data.files.MalformedDataException} that names file, line and column, and says what to do.
 *
 * <p>Guaranteed: numbers are the nearest doubles; nothing is dropped; a line of more than 16 MiB ends in an error, not in the heap.
 *
 * <p>Left out: line breaks inside quotes, which TFDV does not take either; the message says so. {@code data.CsvFile} reads the small data sets of
 * the course, by rows.
 */
package io.mlopslabs.data.files;
