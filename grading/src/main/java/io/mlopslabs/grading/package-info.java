// SPDX-License-Identifier: Apache-2.0
/**
 * From an instructor's notebook to a learner's copy, and from an answer to what is judged in it.
 *
 * <p>Read the rooms in this order: {@link io.mlopslabs.grading.notebook} holds a notebook file, {@link io.mlopslabs.grading.exercises} says
 * what an answer is judged by, {@link io.mlopslabs.grading.release} takes the answers out of a notebook and sees that none is left, {@link io.mlopslabs.grading.copies} places the
 * result where the learner works and never loses what the learner made, {@link io.mlopslabs.grading.handin} packs it, {@link io.mlopslabs.grading.submission} reads what is handed in and rebuilds it,
 * {@link io.mlopslabs.grading.sandbox} runs cells that nobody has read, {@link io.mlopslabs.grading.verdict} makes points and a sentence of what came
 * back, {@link io.mlopslabs.grading.report} writes it down, and {@link io.mlopslabs.grading.cli} is the command line that {@code ./course} calls.
 * Each room knows only those before it.
 */
package io.mlopslabs.grading;
