// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import io.mlopslabs.grading.copies.Placement.Outcome;
import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The folder in which a learner works, and the releases that go into it.
 *
 * <p>What a newer release does to which copy stands in the package's description. Each step leaves whole files: an old file is kept before a new one
 * takes its name, and the state is written last. A run that is killed in between is made good by the next one, without a second kept file.
 *
 * <p>For one process at a time.
 */
public final class LearnerCopies {
    private final Path work;
    private final State state;

    private LearnerCopies(Path work, State state) {
        this.work = work;
        this.state = state;
    }

    /**
     * Opens the copies in {@code work}; neither the folder nor the file needs to exist.
     *
     * @param stateFile remembers what each copy held when it was placed
     * @throws IOException if the state file cannot be read
     */
    public static LearnerCopies open(Path work, Path stateFile) throws IOException {
        return new LearnerCopies(work, State.read(stateFile));
    }

    /** Returns true if the state file was there and damaged, so that every copy that differs counts as edited. */
    public boolean stateWasLost() {
        return state.lost();
    }

    /**
     * Returns the SHA-256 of the release that a copy came from, as {@code sha256sum} prints it for the released file; empty if that is not known.
     *
     * @param name file name of the copy
     */
    public Optional<String> release(String name) {
        return state.of(name).map(State.Entry::release).filter(release -> !release.isEmpty());
    }

    /**
     * Brings a release to the learner without losing anything.
     *
     * @param name file name of the copy
     * @throws IOException if a file cannot be written; the copy is then as it was
     */
    public Placement place(String name, Notebook release) throws IOException {
        Path copy = work.resolve(name);
        String content = Content.digest(release);
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return placed(copy, release, Placement.of(Outcome.PLACED, copy));
        }
        Notebook current;
        try {
            current = Notebook.read(copy);
        } catch (MalformedNotebookException e) {
            return Placement.unreadable(copy, e.getMessage());
        } catch (IOException e) {
            return Placement.unreadable(copy, copy + " cannot be read (" + e.getMessage() + ")");
        }
        String found = Content.digest(current);
        State.Entry known = state.of(name).orElse(State.Entry.UNKNOWN);
        if (found.equals(content)) {
            state.put(name, State.Entry.placed(release));
            return Placement.of(Outcome.CURRENT, copy);
        }
        if (!found.equals(known.content())) {
            return edited(copy, known, release);
        }
        if (!current.hasOutputs()) {
            return placed(copy, release, Placement.of(Outcome.REPLACED, copy));
        }
        Path before = kept(copy, "before");
        return placed(copy, release, Placement.of(Outcome.REPLACED_AND_KEPT, copy, before));
    }

    /**
     * Brings the original back and keeps the learner's file, readable or not, under a name that no file has.
     *
     * @param name file name of the copy
     * @throws IOException if a file cannot be read or written; the copy is then as it was
     */
    public Placement reset(String name, Notebook release) throws IOException {
        Path copy = work.resolve(name);
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return placed(copy, release, Placement.of(Outcome.PLACED, copy));
        }
        if (isPristine(copy, Content.digest(release))) {
            return placed(copy, release, Placement.of(Outcome.CURRENT, copy));
        }
        Path kept = kept(copy, "kept");
        return placed(copy, release, Placement.of(Outcome.RESET, copy, kept));
    }

    private Placement placed(Path copy, Notebook release, Placement placement) throws IOException {
        WholeFile.write(copy, release.toBytes());
        state.put(copy.getFileName().toString(), State.Entry.placed(release));
        return placement;
    }

    /** A release that was offered once is not offered again, not even if the learner threw it away. */
    private Placement edited(Path copy, State.Entry known, Notebook release) throws IOException {
        String content = Content.digest(release);
        if (content.equals(known.content()) || content.equals(known.offered())) {
            return Placement.of(Outcome.CURRENT, copy);
        }
        Path beside = beside(copy, known, release);
        WholeFile.write(beside, release.toBytes());
        state.put(
                copy.getFileName().toString(),
                known.offering(content, beside.getFileName().toString()));
        return Placement.of(Outcome.BESIDE, copy, beside);
    }

    /** The last offer's file if nobody touched it, else a new one. */
    private Path beside(Path copy, State.Entry known, Notebook release) throws IOException {
        if (!known.beside().isEmpty()) {
            Path last = work.resolve(known.beside());
            if (isPristine(last, known.offered())) {
                return last;
            }
        }
        return numbered(copy, "new", release.toBytes());
    }

    private static boolean isPristine(Path file, String content) {
        try {
            Notebook found = Notebook.read(file);
            return !found.hasOutputs() && Content.digest(found).equals(content);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path kept(Path copy, String what) throws IOException {
        if (!Files.isRegularFile(copy)) {
            throw new FileSystemException(copy.toString(), null, "not a regular file");
        }
        byte[] bytes = Files.readAllBytes(copy);
        Path kept = numbered(copy, what, bytes);
        if (!Files.exists(kept)) {
            WholeFile.write(kept, bytes);
        }
        return kept;
    }

    /** The first free name, or the file that holds exactly {@code bytes} already: what a killed run managed to keep. */
    private static Path numbered(Path copy, String what, byte[] bytes) throws IOException {
        String stem = copy.getFileName().toString().replaceFirst("\\.ipynb$", "");
        for (int number = 1; ; number++) {
            Path candidate = copy.resolveSibling(stem + "." + what + "-" + number + ".ipynb");
            if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return candidate;
            }
            if (Files.isRegularFile(candidate) && Arrays.equals(Files.readAllBytes(candidate), bytes)) {
                return candidate;
            }
        }
    }
}
