// SPDX-License-Identifier: Apache-2.0
/**
 * Notebook: what does a learner see, and is the answer right so far? Charts, tables, progress and checks below a cell.
 *
 * <p>Start with {@link io.mlopslabs.notebook.Notebook}. {@link io.mlopslabs.notebook.Charts} and {@link io.mlopslabs.notebook.Tables} make
 * what a cell shows, {@link io.mlopslabs.notebook.Progress} and {@link io.mlopslabs.notebook.TrainingProgress} what moves while it runs, and
 * {@link io.mlopslabs.notebook.Check} tells which properties an answer has. {@link io.mlopslabs.notebook.Probe} hands a grader what an answer returns.
 *
 * <p>Guarantees: all that is printed arrives, in order; every chart and table carries its content as plain text too, for a terminal, a screen
 * reader or a viewer that shows nothing else; no script in any of it; a check reports and never throws.
 *
 * <p>Left out: charts that answer to the mouse, and any way to style one. The only package that knows that a notebook exists; everything else
 * in the library works without one.
 */
package io.mlopslabs.notebook;
