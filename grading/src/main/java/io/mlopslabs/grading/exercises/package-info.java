// SPDX-License-Identifier: Apache-2.0
/**
 * What is an answer to this exercise judged by, and what is said to one that is wrong?
 *
 * <p>Start with {@link io.mlopslabs.grading.exercises.Exercise}: it reads the folder of one exercise, {@code exercise.yaml} with its entry point, probes and
 * hints, and the wrong and right answers beside it. A probe makes its inputs from a seed or takes them from the file, and finds the calls that missed;
 * the hints are searched in order and one always fits. {@code grading/exercises/README.md} explains every field.
 *
 * <p>Guarantees: a file with an unknown, missing or doubtful field is refused in one sentence with file and field; the same seed gives the same inputs,
 * fresh objects each time; nothing that an answer returned is called, not its {@code equals} and not its {@code toString}.
 *
 * <p>Left out: running an answer, and where. Everything here belongs on the side of the grader: it knows thresholds, and next to learner code nothing
 * may know one. The nearest Python tools differ in the place of the verdict: nbgrader's and otter-grader's tests assert inside the learner's kernel.
 */
package io.mlopslabs.grading.exercises;
