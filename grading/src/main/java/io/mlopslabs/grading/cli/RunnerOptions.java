// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import picocli.CommandLine.Option;

/** What tells how to run a notebook. */
final class RunnerOptions {
    /** The ways to run learners' code. */
    enum Runner {
        /** As the user who calls: for one's own work, or for work that somebody vouches for. */
        NATIVE,
        /** Locked away. */
        CONTAINER
    }

    @Option(
            names = "--runner",
            paramLabel = "RUNNER",
            description = "container (default where an engine answers) or native, which is for trusted work")
    Runner runner;
}
