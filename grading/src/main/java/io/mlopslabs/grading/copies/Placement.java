// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of one learner's copy.
 *
 * @param outcome what was done
 * @param copy the learner's file
 * @param other the further file that the outcome speaks of, empty if none
 * @param reason why the copy cannot be read, empty unless that is the outcome
 */
public record Placement(Outcome outcome, Path copy, Optional<Path> other, String reason) {
    /** What can become of a copy. */
    public enum Outcome {
        /** There was none; now there is. */
        PLACED,
        /** It holds this release already, or the learner's edits of it. */
        CURRENT,
        /** It was unedited and is now the newer release. */
        REPLACED,
        /** As {@link #REPLACED}; the old file had outputs and was kept. */
        REPLACED_AND_KEPT,
        /** It is edited and untouched; the newer release stands beside it. */
        BESIDE,
        /** It cannot be read and is untouched. */
        UNREADABLE,
        /** It was reset to the release, the old file was kept. */
        RESET
    }

    /** Returns the sentence that a learner reads, empty if there is nothing to say. */
    public String message() {
        String name = name(copy);
        String beside = other.map(Placement::name).orElse("");
        return switch (outcome) {
            case PLACED -> name + ": placed";
            case CURRENT -> "";
            case REPLACED -> name + ": updated to the newer release";
            case REPLACED_AND_KEPT -> name + ": updated to the newer release; your last run is kept in " + beside;
            case BESIDE ->
                name + ": you edited it, so it stays as it is; the newer release is in " + beside
                        + ", copy over what you want to keep";
            case UNREADABLE ->
                reason + ". It was left as it is: `./course reset "
                        + name.replaceFirst("\\.ipynb$", "").split("-", 2)[0]
                        + "` keeps it under another name and brings the original back";
            case RESET -> name + ": the original is back; your file is kept in " + beside;
        };
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    static Placement of(Outcome outcome, Path copy) {
        return new Placement(outcome, copy, Optional.empty(), "");
    }

    static Placement of(Outcome outcome, Path copy, Path other) {
        return new Placement(outcome, copy, Optional.of(other), "");
    }

    static Placement unreadable(Path copy, String reason) {
        return new Placement(Outcome.UNREADABLE, copy, Optional.empty(), reason);
    }
}
