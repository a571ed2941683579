// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What tells how to run a notebook. */
final class RunnerOptions {
    /** The ways to run learners' code. */
    enum Runner {
        NATIVE,
        CONTAINER
    }

    @Option(
            names = "--runner",
            paramLabel = "RUNNER",
            description = "container (default where an engine answers) or native, which is for trusted work")
    Runner runner;

    @Option(names = "--python", required = true, paramLabel = "FILE", description = "the Python of the Java kernel")
    Path python;

    @Option(names = "--kernel", required = true, paramLabel = "DIR", description = "the folder of sandbox.py")
    Path kernel;

    @Option(names = "--kernel-edition", paramLabel = "FILE", description = "changes when the kernel does")
    Path kernelEdition;
}
