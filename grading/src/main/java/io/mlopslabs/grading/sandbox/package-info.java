// SPDX-License-Identifier: Apache-2.0
/**
 * What happened when these cells ran, and how did it end?
 *
 * <p>Start with {@link io.mlopslabs.grading.sandbox.Sandbox}: it runs a {@link io.mlopslabs.grading.sandbox.Job}, one notebook with the inputs of its
 * probes, and returns an {@link io.mlopslabs.grading.sandbox.Execution}, the cells with their outputs as far as they came and the way it ended.
 *
 * <p>Guarantees: a run ends within its limits and a margin; nothing of it is left, no process and no file; whatever the cells did is an
 * execution, and only a fault of this machine is an {@link io.mlopslabs.grading.sandbox.InfrastructureException}. How it ended is told by exit codes and
 * clocks, never by what was printed.
 *
 * <p>Left out: any judgement. Where nbgrader's autograder runs a submission with nbclient in its own process, this runs it in another one, so that what ends a
 * kernel, or fills the memory of who reads its output, ends one job and not the grader.
 */
package io.mlopslabs.grading.sandbox;
