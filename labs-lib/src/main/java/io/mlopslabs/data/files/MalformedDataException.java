// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.files;

import java.io.IOException;

/** A file that holds something else than it should; the message says where it is, what is wrong there and what to do. */
public final class MalformedDataException extends IOException {
    private static final long serialVersionUID = 1;

    /** An error in words. */
    public MalformedDataException(String message) {
        super(message);
    }
}
