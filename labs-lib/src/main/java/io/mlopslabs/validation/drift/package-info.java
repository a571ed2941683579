// SPDX-License-Identifier: Apache-2.0
/**
 * Has the data changed, and by more than chance: {@link io.mlopslabs.validation.drift.TfdvComparators} for the numbers that a schema of TFDV asks
 * for.
 */
package io.mlopslabs.validation.drift;
