// SPDX-License-Identifier: Apache-2.0
/**
 * Serving: how does a model answer over HTTP, and what does it say to input that is wrong?
 *
 * <p>Start with {@link io.mlopslabs.serving.ModelServer}: {@code ModelServer.serving(folder).start()}.
 */
package io.mlopslabs.serving;
