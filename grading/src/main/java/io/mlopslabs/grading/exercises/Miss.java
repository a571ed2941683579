// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

/**
 * Where an answer missed what a probe asks for: what a hint is chosen by.
 *
 * <p>A probe that compares calls with the reference misses with that call, its outcome and the reference's. One that looks at a property of
 * many calls misses with the call at which it was seen; what {@code actual} and {@code expected} are then, {@link Comparison} says.
 *
 * @param probe the probe's name
 * @param call the call
 * @param actual what came back, or what was measured
 * @param expected what should have
 */
public record Miss(String probe, Call call, Outcome actual, Outcome expected) {}
