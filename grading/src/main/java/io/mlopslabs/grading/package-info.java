// SPDX-License-Identifier: Apache-2.0
/** Release of learner notebooks from the instructor's sources, and later their grading. */
package io.mlopslabs.grading;
