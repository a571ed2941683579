// SPDX-License-Identifier: Apache-2.0
/**
 * Rows: which of them are wrong and why, what a table promises, and whether two tables share what they must not.
 *
 * <p>Start with {@link io.mlopslabs.validation.rows.Quarantine}, which sorts rows by a schema into good ones and others, each with its reasons.
 * {@link io.mlopslabs.validation.rows.DataChecks} are unit tests for data, run in one pass over a table or file, in parts if wanted;
 * {@link io.mlopslabs.validation.rows.ConstraintSuggestions} proposes some from a table and says how often each would have failed on rows that
 * it did not see. {@link io.mlopslabs.validation.rows.GroupLeakage} looks for a column nobody named that ties rows of both sides of a split
 * together.
 *
 * <p>Guaranteed: no row is dropped, none is changed, and a row is on exactly one side. A check that fails is reported, never thrown; a
 * column that does not exist is thrown, with the names that are near.
 *
 * <p>Left out: mending rows, and what only a whole batch shows, which is the validator of statistics' part.
 *
 * <p>Agrees with TFDV 1.16.1 ({@code validate_instance}, {@code validate_examples_in_csv}; {@link io.mlopslabs.validation.rows.Quarantine} lists
 * where not); the names and meanings of the checks and most rules of suggestion are Deequ's.
 */
package io.mlopslabs.validation.rows;
