// SPDX-License-Identifier: Apache-2.0
/**
 * What should be worked on next, and what would it bring?
 *
 * <p>Start with {@link io.mlopslabs.evaluation.errors.ErrorAnalysis}: look at evaluated samples, tag what they have in common (blurry, night, two
 * animals), and read off which tag holds the most accuracy to be won: its gap to the ceiling times its share of the samples.
 *
 * <p>Guarantees: a tag that was not announced is refused, with the known ones beside it, so that a typing error makes no new row; a tag without
 * samples stays in the table; every accuracy has its interval.
 *
 * <p>Left out: finding the tags. After Andrew Ng, Machine Learning Yearning, chapters 14 to 19, and the course this product retells.
 */
package io.mlopslabs.evaluation.errors;
