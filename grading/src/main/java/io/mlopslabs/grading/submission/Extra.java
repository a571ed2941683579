// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

/**
 * A cell that the learner added: it does not run and does not count, and it is kept for whoever reads the feedback.
 *
 * @param type {@code code}, {@code markdown} or {@code raw}
 * @param source its text, as plain text and cut where it is very long
 */
public record Extra(String type, String source) {}
