// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

/** This machine could not run a job: no engine, no image, no kernel, no room. One sentence with the next step; never a learner's fault. */
public final class InfrastructureException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what failed and what to do about it. */
    public InfrastructureException(String message) {
        super(message);
    }

    InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
