// SPDX-License-Identifier: Apache-2.0
/**
 * What does this notebook file hold, and can it be written back unharmed?
 *
 * <p>Start with {@link io.mlopslabs.grading.notebook.Notebook}: it reads an nbformat 4 file and writes it as Python's nbformat does (one space of
 * indent, UTF-8, {@code source} as a list of lines, a newline at the end). Unknown keys and the order of keys are kept. A file that cannot be read
 * is refused in one sentence with the place.
 *
 * <p>Left out: validation against the full nbformat schema, execution, and any meaning of the cells. Agrees byte for byte with
 * {@code nbformat.write} 5.11 where keys are sorted, as nbformat sorts them, with two exceptions: a list of lines is cut at line feeds only (Python
 * cuts at U+2028 and its like too), and a number keeps its digits but not its exponent ({@code 1e-05} becomes {@code 0.00001}).
 */
package io.mlopslabs.grading.notebook;
