// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.List;

/**
 * One call of an entry point.
 *
 * @param name the case's name in {@code exercise.yaml}, empty for a generated call
 * @param arguments what the answer is called with: values of the entry point's own types, the answer's to change
 */
public record Call(String name, List<Object> arguments) {
    public Call {
        arguments = List.copyOf(arguments);
    }
}
