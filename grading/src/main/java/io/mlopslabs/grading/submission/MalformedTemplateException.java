// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import java.io.IOException;

/** An instructor's notebook that cannot be graded with; the message is one sentence with notebook, cell and the next step. */
public final class MalformedTemplateException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedTemplateException(String message) {
        super(message);
    }
}
