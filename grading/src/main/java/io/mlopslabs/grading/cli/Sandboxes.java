// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Sandbox;
import java.io.IOException;

/** Opens what submissions run in. */
interface Sandboxes {
    /** An open sandbox, and a text that changes when what runs in it may behave otherwise. */
    record Opened(Sandbox sandbox, String edition) {}

    Opened open(CourseFolder course, RunnerOptions options) throws InfrastructureException, IOException;
}
