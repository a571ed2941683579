// SPDX-License-Identifier: Apache-2.0
/**
 * What is this submission worth, and what should its author hear?
 *
 * <p>Start with {@link io.mlopslabs.grading.verdict.Grader}: started with a week's template, a sandbox and a seed, it turns each submission into a
 * {@link io.mlopslabs.grading.verdict.Verdict}.
 *
 * <p>Guarantees: no verdict, threshold or expected value is ever near a learner's code, since a sandbox returns values and they are compared here; a
 * result counts only if the probe's own cell holds exactly one, in the probe's format; one fault costs one exercise; a fault of this machine costs
 * nobody a point. Nothing in a verdict but its runs depends on how fast the machine is, short of a limit.
 *
 * <p>Left out: where code runs (the sandbox) and how results are written (the report). nbgrader and otter-grader compare inside the learner's kernel,
 * where the learner's code can say that it was right.
 */
package io.mlopslabs.grading.verdict;
