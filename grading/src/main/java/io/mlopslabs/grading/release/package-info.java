// SPDX-License-Identifier: Apache-2.0
/**
 * What may a learner see of this notebook?
 *
 * <p>Start with {@link io.mlopslabs.grading.release.Release}: it turns an instructor's source into the learner's copy. Each solution region becomes a
 * stub that throws, hidden tests, outputs and traces of a run go, and prose stays as it is to the byte. A source whose markers or nbgrader metadata
 * leave any doubt is refused, all faults at once, each with notebook, cell and line: a doubtful source could give an answer away.
 *
 * <p>Then {@link io.mlopslabs.grading.release.Secrets} reads the bytes that would go out, and finds what no learner may read wherever it stands: an answer, a hidden
 * line, an input, a hint, in a comment, an output, an attachment or another week.
 *
 * <p>{@link io.mlopslabs.grading.release.Weeks} finds the sources of a folder. Left out: whether the stub compiles and whether the answer is right;
 * both need a kernel. Metadata is nbgrader's schema 3 and the markers are nbgrader's own, so {@code nbgrader generate_assignment} strips the same
 * regions, locks the same cells and writes the same checksums; it is laxer, and lets nested markers and text beside a marker pass where this package
 * refuses them.
 */
package io.mlopslabs.grading.release;
