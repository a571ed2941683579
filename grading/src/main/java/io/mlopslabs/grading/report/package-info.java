// SPDX-License-Identifier: Apache-2.0
/**
 * How do learner, teacher and gradebook read what was found?
 *
 * <p>Start with {@link io.mlopslabs.grading.report.ResultsFolder}: the folder of one grading run. Each learner has {@code result.json}, which
 * {@code result.schema.json} describes, Gradescope's {@code results.json} and {@code feedback.html}; {@code grades.csv} and {@code class.html} stand beside them.
 *
 * <p>Guarantees: a file is whole or not there; the same verdicts give the same bytes, apart from {@code timings} and Gradescope's
 * {@code execution_time}; nothing that a learner wrote is anything but text; no input, expected value or seed is in a file that a learner reads. A run
 * that was stopped at any moment goes on where it was.
 *
 * <p>Left out: sending the files anywhere. nbgrader writes its feedback with the hidden tests in it, and keeps scores in a database that knows one writer.
 */
package io.mlopslabs.grading.report;
