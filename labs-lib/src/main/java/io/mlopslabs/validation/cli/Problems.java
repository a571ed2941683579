// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What went wrong, as "what is wrong; what to do". */
final class Problems {
    private Problems() {}

    /** Prints a sentence, and the part behind its last semicolon as a hint. */
    static void say(PrintWriter err, String message) {
        String problem = message.replaceFirst("\\.$", "");
        int end = problem.lastIndexOf("; ");
        String what = end < 0 ? problem : problem.substring(0, end);
        boolean beginsWithFile = what.split("[ ,:]", 2)[0].matches(".*[./\\\\].*"); // a name stays as it is
        String first = what.substring(0, 1);
        err.printf("%n%s%s.%n", beginsWithFile ? first : first.toUpperCase(Locale.ROOT), what.substring(1));
        if (end >= 0) {
            err.printf("hint: %s.%n", problem.substring(end + 2));
        }
    }

    static String sentence(Exception failure) {
        if (failure instanceof UncheckedIOException wrapped) {
            return sentence(wrapped.getCause());
        }
        if (failure instanceof FileSystemException file) { // its own message names the file and nothing else
            return of(file);
        }
        boolean written = failure instanceof IOException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        if (written && failure.getMessage() != null) {
            return failure.getMessage();
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "this command has a fault: %s%s; report it with the file, if you may share it"
                .formatted(failure, trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static String of(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no file %s; check the path".formatted(failure.getFile());
        }
        if (failure instanceof AccessDeniedException) {
            return "access to %s is denied; give yourself the right to read and write there"
                    .formatted(failure.getFile());
        }
        return "%s: %s; mend that, then run the command again"
                .formatted(
                        failure.getFile(),
                        failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason());
    }
}
