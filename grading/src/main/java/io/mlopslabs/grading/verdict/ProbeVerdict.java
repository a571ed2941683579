// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

/**
 * What one probe gave.
 *
 * @param name the probe's name
 * @param points what the answer earned: all or none
 * @param max what it is worth
 */
public record ProbeVerdict(String name, double points, double max) {}
