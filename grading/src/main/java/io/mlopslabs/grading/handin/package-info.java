// SPDX-License-Identifier: Apache-2.0
/**
 * What does a learner hand in, and what in it is still open?
 *
 * <p>Start with {@link io.mlopslabs.grading.handin.HandIn}: it packs the bytes of a learner's notebook, as they are, with a manifest that says where they come
 * from. The same notebook gives the same bytes, the time in the manifest apart. The notebook is only read.
 *
 * <p>The manifest helps a person to sort what came in. It proves nothing, since whoever packs it can write anything into it, so nothing is graded by it. Left
 * out: whether the answers are right, and sending the file anywhere. nbgrader's counterpart is {@code nbgrader submit}, which copies a folder into an exchange
 * that all users of a machine share.
 */
package io.mlopslabs.grading.handin;
