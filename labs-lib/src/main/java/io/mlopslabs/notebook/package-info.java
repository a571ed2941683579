// SPDX-License-Identifier: Apache-2.0
/**
 * What a learner sees: charts, tables, progress and checks inside a notebook.
 *
 * <p>The only package that knows that a notebook exists; everything else in the library works without one.
 */
package io.mlopslabs.notebook;
