// SPDX-License-Identifier: Apache-2.0
/** Data: what there is to learn from, and which rows a model may see. */
package io.mlopslabs.data;
