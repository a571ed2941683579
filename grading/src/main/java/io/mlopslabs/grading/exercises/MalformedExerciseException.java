// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.io.IOException;

/** A folder that describes no exercise; the message is one sentence with file, field and the next step. */
public final class MalformedExerciseException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedExerciseException(String message) {
        super(message);
    }
}
