// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.testing.Week;
import java.util.Set;

/** Accidents only: natively a cell may do what the user may. */
class NativeAttacksTest extends Attacks {
    @Override
    Sandbox open() throws Exception {
        return Week.nativeSandbox();
    }

    @Override
    Set<String> rows() {
        return Set.of("any");
    }
}
