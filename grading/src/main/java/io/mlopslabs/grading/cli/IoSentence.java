// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What a person reads where a file could not be read or written. */
final class IoSentence {
    private IoSentence() {}

    /** Java's own messages for files name the file and nothing else. */
    static String of(IOException e) {
        if (!(e instanceof FileSystemException failure)) {
            return e.getMessage(); // written in this module, a sentence already
        }
        if (e instanceof AccessDeniedException) {
            return failure.getFile()
                    + ": access denied; give yourself the right to read and write there, then run the command again";
        }
        String reason = failure.getReason() == null ? e.getClass().getSimpleName() : failure.getReason();
        return failure.getFile() + ": " + reason + "; mend that, then run the command again";
    }
}
