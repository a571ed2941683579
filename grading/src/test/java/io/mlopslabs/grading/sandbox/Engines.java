// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The container engine of this machine, for tests; a test without one is skipped and counted, each with the reason. */
public final class Engines {
    private static final Optional<String> IMAGE = Optional.ofNullable(System.getenv("COURSE_SANDBOX_IMAGE"));
    private static final boolean REQUIRED = "1".equals(System.getenv("COURSE_REQUIRE_DOCKER"));

    private Engines() {}

    /** Returns whether {@link #image} will return one, or fail for the want of it. */
    public static boolean answers() {
        return IMAGE.isPresent() || REQUIRED;
    }

    /** Returns the sandbox image; aborts the test where there is none, unless {@code COURSE_REQUIRE_DOCKER=1}. */
    public static String image() {
        assumeTrue(
                answers(),
                "SKIPPED: no container engine answers (docker/engine.sh start says why); ./course test builds the image");
        return IMAGE.orElseThrow(
                () -> new AssertionError("COURSE_REQUIRE_DOCKER=1, and COURSE_SANDBOX_IMAGE names none"));
    }
}
