// SPDX-License-Identifier: Apache-2.0
/**
 * How does a new release reach a folder in which somebody works?
 *
 * <p>Start with {@link io.mlopslabs.grading.copies.LearnerCopies}. The guarantee: nothing that a learner made is lost, and no file is ever half
 * written. A copy counts as edited when its content differs from the release it came from: the cells' types, texts, attachments and their
 * {@code nbgrader} and {@code course} metadata. What JupyterLab writes by itself is no edit: outputs, execution counts, {@code language_info},
 * widget state, order of keys, {@code source} as string or list, an empty cell at the end. Nor is a tag or a
 * collapsed cell: view state goes with the copy that a newer release replaces.
 *
 * <table><caption>What a newer release does</caption>
 * <tr><th>the copy is</th><th>the learner finds</th></tr>
 * <tr><td>absent</td><td>the release</td></tr>
 * <tr><td>unedited, without outputs</td><td>the release</td></tr>
 * <tr><td>unedited, with outputs</td><td>the release, and the old file as {@code NAME.before-1.ipynb}</td></tr>
 * <tr><td>edited, or of unknown origin</td><td>the old file untouched, and the release as {@code NAME.new-1.ipynb}</td></tr>
 * <tr><td>unreadable</td><td>the old file untouched, and a sentence that says so</td></tr>
 * </table>
 *
 * <p>Numbers count up and never meet an existing file. The state file remembers the content each copy had when it was placed; if it is lost, copies
 * count as edited. Left out: merging an edit into a newer release. The nearest Python tool, nbgitpuller, merges with git and keeps the learner's side.
 */
package io.mlopslabs.grading.copies;
