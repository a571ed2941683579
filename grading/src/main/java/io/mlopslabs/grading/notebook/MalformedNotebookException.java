// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import java.io.IOException;

/** A file that is no readable notebook; the message is one sentence with file, line, column and the next step. */
public final class MalformedNotebookException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedNotebookException(String message) {
        super(message);
    }
}
