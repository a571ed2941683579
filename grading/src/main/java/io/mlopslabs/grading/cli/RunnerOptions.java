// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import java.util.Optional;
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
    private Runner runner;

    @Option(names = "--image", paramLabel = "IMAGE", description = "the sandbox image of the container runner")
    private String image;

    /** Returns the way asked for, else containers where {@code ./course} has found an engine for them. */
    Runner runner() {
        return runner != null ? runner : image().isPresent() ? Runner.CONTAINER : Runner.NATIVE;
    }

    /** Returns the image asked for, else the one that {@code ./course} has seen to. */
    Optional<String> image() {
        return Optional.ofNullable(image != null ? image : System.getenv("COURSE_SANDBOX_IMAGE"));
    }
}
