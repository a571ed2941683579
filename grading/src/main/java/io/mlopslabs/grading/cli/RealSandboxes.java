// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.sandbox.ContainerSandbox;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.NativeSandbox;
import io.mlopslabs.grading.verdict.GradingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What there is on this machine. */
final class RealSandboxes implements Sandboxes {
    @Override
    public Opened open(CourseFolder course, RunnerOptions options) throws InfrastructureException, IOException {
        return switch (options.runner()) {
            case NATIVE -> new Opened(NativeSandbox.open(course.root), kernel(course.root));
            case CONTAINER -> {
                String image = options.image()
                        .orElseThrow(() -> new InfrastructureException("no container engine answers; start one (as root"
                                + " docker/engine.sh start), or grade work that you trust with --runner native"));
                yield new Opened(ContainerSandbox.open(image), image);
            }
        };
    }

    /** What set-up notes of the kernel that it has installed: JDK, jars and options. */
    private static String kernel(Path course) throws IOException {
        Path stamp = course.resolve(".course/stamps/kernel");
        return Files.exists(stamp) ? GradingKey.digest(Files.readAllBytes(stamp)) : "no stamp";
    }
}
