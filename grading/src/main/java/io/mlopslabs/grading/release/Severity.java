// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

/** Whether a finding stops a release. */
public enum Severity {
    /** The notebook is not released. */
    ERROR,
    /** The notebook is released, and its source should still be mended. */
    WARNING
}
