// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import io.mlopslabs.grading.sandbox.ContainerSandbox;
import io.mlopslabs.grading.sandbox.Engines;
import io.mlopslabs.grading.sandbox.Sandbox;
import java.util.Set;

/** All of them: nothing gets out of a container. */
class ContainerAttacksTest extends Attacks {
    @Override
    Sandbox open() throws Exception {
        return ContainerSandbox.open(Engines.image());
    }

    @Override
    Set<String> rows() {
        return Set.of("any", "container");
    }
}
