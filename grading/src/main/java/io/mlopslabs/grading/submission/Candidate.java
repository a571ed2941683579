// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.notebook.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A file that may be the notebook, with its bytes or with what is wrong with it. */
final class Candidate {
    static final int MOST_BYTES = 10 << 20;
    static final int MOST_CELLS = 2_000;
    private static final int DEEPEST = 200; // nbformat needs 6, an output a few more
    private static final int MOST_CONTAINERS = 1_000_000; // each is some hundred bytes of memory

    private final String name;
    private final byte[] bytes;
    private final Optional<Fault> fault;

    private Candidate(String name, byte[] bytes, Optional<Fault> fault) {
        this.name = name;
        this.bytes = bytes;
        this.fault = fault;
    }

    static Candidate of(String name, byte[] bytes) {
        return new Candidate(shown(name), bytes, Optional.empty());
    }

    static Candidate refused(String name, String problem) {
        return new Candidate(shown(name), new byte[0], Optional.of(Fault.invalid(shown(name) + " " + problem)));
    }

    static Candidate tooLarge(String name) {
        return refused(name, "is larger than 10 MB; clear its outputs, save it and hand it in again");
    }

    static Candidate unreadable(String name, IOException e) {
        String why = e instanceof AccessDeniedException
                ? "access denied"
                : e instanceof FileSystemException failure && failure.getReason() != null
                        ? failure.getReason()
                        : e.getClass().getSimpleName();
        String sentence = shown(name) + " cannot be read (" + PlainText.line(why, 100) + "); mend that and grade again";
        return new Candidate(shown(name), new byte[0], Optional.of(new Fault(Fault.Kind.UNREADABLE, sentence)));
    }

    /** Reads a file, but neither what a link leads to nor more than the most that a notebook may have. */
    static Candidate read(Path file) {
        String name = file.getFileName().toString();
        try {
            if (Files.isSymbolicLink(file)) {
                return refused(name, "is a symbolic link; hand in the notebook itself");
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return refused(name, "is no file; hand in the notebook itself");
            }
            if (Files.size(file) > MOST_BYTES) {
                return tooLarge(name);
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1); // it may have grown since
                return bytes.length > MOST_BYTES ? tooLarge(name) : of(name, bytes);
            }
        } catch (IOException e) {
            return unreadable(name, e);
        }
    }

    /** Returns the file's name as messages show it. */
    String name() {
        return name;
    }

    /** Returns the notebook; one that an editor began with a byte order mark is read as if it had none. */
    Notebook notebook() throws Refusal {
        if (fault.isPresent()) {
            throw new Refusal(fault.get());
        }
        checkNesting();
        Notebook notebook;
        try {
            notebook = Notebook.parse(name, hasMark() ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes);
        } catch (MalformedNotebookException e) {
            throw new Refusal(Fault.invalid(PlainText.line(e.getMessage(), 500)));
        }
        if (notebook.cells().size() > MOST_CELLS) {
            throw refusal("has " + notebook.cells().size() + " cells and may have " + MOST_CELLS
                    + "; remove those that you added and hand it in again");
        }
        return notebook;
    }

    /** Returns true if a cell of {@code notebook} is an answer cell. */
    static boolean isOf(Notebook notebook, Predicate<String> isAnswer) {
        return notebook.cells().stream().map(Candidate::gradeId).anyMatch(isAnswer);
    }

    static String gradeId(Cell cell) {
        return cell.metadata("nbgrader").path("grade_id").asText("");
    }

    /** A parser builds what it reads; how much that would be can be counted without building it. */
    private void checkNesting() throws Refusal {
        int depth = 0;
        int containers = 0;
        boolean quoted = false;
        for (int i = 0; i < bytes.length; i++) {
            byte sign = bytes[i];
            if (quoted) {
                i += sign == '\\' ? 1 : 0;
                quoted = sign != '"';
            } else if (sign == '"') {
                quoted = true;
            } else if (sign == '{' || sign == '[') {
                containers++;
                if (++depth > DEEPEST) {
                    throw refusal(
                            "is nested deeper than " + DEEPEST + " levels; clear its outputs and hand it in again");
                }
            } else if (sign == '}' || sign == ']') {
                depth--;
            }
        }
        if (containers > MOST_CONTAINERS) {
            throw refusal("holds more than a million lists and objects; clear its outputs and hand it in again");
        }
    }

    private Refusal refusal(String problem) {
        return new Refusal(Fault.invalid(name + " " + problem));
    }

    private boolean hasMark() {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static String shown(String name) {
        return PlainText.line(name, 100);
    }

    /** Leaves this package as a {@link Fault}. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Fault fault;

        Refusal(Fault fault) {
            super(fault.sentence(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
