// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import io.mlopslabs.grading.notebook.Notebook;
import java.util.Optional;

/**
 * What came back from a job.
 *
 * @param executed the job's cells with their outputs, up to where it ended; empty if what came back is no notebook
 * @param ending how it ended
 */
public record Execution(Optional<Notebook> executed, Ending ending) {}
