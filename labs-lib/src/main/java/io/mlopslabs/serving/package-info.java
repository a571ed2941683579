// SPDX-License-Identifier: Apache-2.0
/**
 * Serving: how does a model answer over HTTP, and what does it say to input that is wrong?
 */
package io.mlopslabs.serving;
