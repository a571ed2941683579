// SPDX-License-Identifier: Apache-2.0
/**
 * The Java half of {@code ./course}.
 *
 * <p>{@link io.mlopslabs.grading.cli.Course} is the one main class. Results go to stdout, problems to stderr, never a stack trace for what can be
 * expected to go wrong. Exit codes: 0 all well, 1 a finding that someone should look at, 2 a wrong call, 3 a fault of
 * this machine.
 */
package io.mlopslabs.grading.cli;
