// SPDX-License-Identifier: Apache-2.0
/**
 * Is this file as it should be? Asked at a terminal or by a data pipeline's CI, without a notebook and without a line of Java.
 *
 * <p>Start with {@code ./course data --help}: {@code stats} describes a file, {@code schema} proposes what to expect of it, {@code validate} holds it
 * against that, and {@code report} writes a page to look at. A file is data (CSV, Parquet) or statistics that were computed before.
 *
 * <p>Guarantees: results go to stdout and everything else to stderr; {@code --json} is the canonical JSON of the messages of {@code
 * tensorflow.metadata.v0}, and {@code schema} prints a {@code schema.pbtxt}, which TFDV reads; the exit code is 0 where all is well, 1 where
 * {@code validate} finds an anomaly of severity ERROR, 2 for a wrong call, 3 where a file cannot be read or written; what went wrong is said in
 * sentences, never as a stack trace.
 *
 * <p>Left out: everything that needs a decision in steps, such as reviewing a schema. That is what the rooms beside this one are for.
 */
package io.mlopslabs.validation.cli;
