// SPDX-License-Identifier: Apache-2.0
/**
 * What did this learner answer, whatever was handed in?
 *
 * <p>Start with {@link io.mlopslabs.grading.submission.Intake}: it lists a folder of submissions and reads each of them, a notebook, a folder or a zip,
 * into a {@link io.mlopslabs.grading.submission.Submission}, which holds texts and nothing else. {@link io.mlopslabs.grading.submission.Template} is the
 * instructor's notebook with its exercises, and {@link io.mlopslabs.grading.submission.Rebuild} joins the two: the template's cells with the learner's
 * answers in their places.
 *
 * <p>Guarantees: no file makes it throw, and none makes it read or build more than its caps allow; learner metadata, outputs, kernels, names of files
 * and added cells decide nothing; a rebuilt notebook holds no answer of the instructor's, except where the instructor's own answers are what is rebuilt.
 *
 * <p>Left out: running and judging. nbgrader repairs the learner's notebook instead, cell by cell, and gives up where a cell was copied, removed or
 * retyped.
 */
package io.mlopslabs.grading.submission;
