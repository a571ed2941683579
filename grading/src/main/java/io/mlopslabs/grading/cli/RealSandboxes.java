// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.cli.RunnerOptions.Runner;
import io.mlopslabs.grading.sandbox.ContainerSandbox;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.NativeSandbox;
import io.mlopslabs.grading.verdict.GradingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What there is on this machine; {@code ./course} names the sandbox image in the environment where an engine answers. */
final class RealSandboxes implements Sandboxes {
    private static final String IMAGE = "COURSE_SANDBOX_IMAGE";

    @Override
    public Opened open(CourseFolder course, RunnerOptions options) throws InfrastructureException, IOException {
        String image = System.getenv(IMAGE);
        Runner runner = options.runner != null ? options.runner : image == null ? Runner.NATIVE : Runner.CONTAINER;
        if (runner == Runner.NATIVE) {
            return new Opened(NativeSandbox.open(course.root), kernel(course.root));
        }
        if (image == null) {
            throw new IOException("no container engine answers; start one, or grade trusted work with --runner native");
        }
        return new Opened(ContainerSandbox.open(image), image);
    }

    /** What set-up notes of the kernel that it has installed: JDK, jars and options. */
    private static String kernel(Path course) throws IOException {
        Path stamp = course.resolve(".course/stamps/kernel");
        return Files.exists(stamp) ? GradingKey.digest(Files.readAllBytes(stamp)) : "no stamp";
    }
}
