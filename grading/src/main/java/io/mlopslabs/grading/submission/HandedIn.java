// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import java.nio.file.Path;
import java.util.List;

/**
 * One learner's name and where the work lies.
 *
 * @param student name of the file or folder, without {@code .ipynb} or {@code .zip}
 * @param places the notebook, folder or zip; more than one if several have that name
 */
public record HandedIn(String student, List<Path> places) {
    public HandedIn {
        places = List.copyOf(places);
    }
}
