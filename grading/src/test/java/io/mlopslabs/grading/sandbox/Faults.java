// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

/** Faults of a machine, for tests of who meets them. */
public final class Faults {
    private Faults() {}

    public static InfrastructureException noEngine() {
        return new InfrastructureException("no engine answers; start it and grade again");
    }
}
