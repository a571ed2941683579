// SPDX-License-Identifier: Apache-2.0
/**
 * What do these data look like, what is wrong with them, and what was expected?
 *
 * <p>Start with {@link io.mlopslabs.validation.report.DataReport}: statistics of one or several data sets side by side, anomalies with the drift and
 * skew that was measured, and a schema, each from its protobuf message and each as HTML, as a page of its own, and as text for a terminal.
 *
 * <p>Guarantees: no script, nothing loaded from elsewhere, no style sheet needed; whatever stands in the data is text, never markup; every picture
 * has its content in words; the size is bounded however many columns there are, and what is left out is said; equal messages give equal bytes.
 * Pictures are images with transparent ground and colours that keep a contrast of 3 on white and on near black, because a code host strips inline
 * SVG and styles but not images, and a page may be light or dark.
 *
 * <p>Left out: anything to click, and weighted statistics. Plays the part of TFDV's {@code visualize_statistics} (Facets Overview), {@code
 * display_anomalies} and {@code display_schema}.
 */
package io.mlopslabs.validation.report;
