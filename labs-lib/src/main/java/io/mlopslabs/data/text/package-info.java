// SPDX-License-Identifier: Apache-2.0
/**
 * How does a value look when a person reads it?
 *
 * <p>{@link io.mlopslabs.data.text.Printable} makes text from anywhere fit to be shown: data may hold markup, terminal codes, marks that turn the
 * reading direction, or a whole document in one cell. {@link io.mlopslabs.data.text.Numbers} writes numbers with as many digits as are read, the
 * same in every locale.
 *
 * <p>Guarantees: no character of the data reaches a terminal or a page as anything but text; nothing is longer than asked for.
 *
 * <p>Left out: layout. The report of {@code validation} and the tables and charts of {@code notebook} do that with what these two return.
 */
package io.mlopslabs.data.text;
