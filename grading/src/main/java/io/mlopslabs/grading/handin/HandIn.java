// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.handin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A learner's notebook, packed for whoever grades it. */
public final class HandIn {
    /** What a grader reads at most; only outputs make a notebook that large. */
    public static final int LARGEST = 10 << 20;

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();
    private static final LocalDateTime NO_TIME =
            LocalDateTime.of(1980, 2, 1, 0, 0); // a month earlier a zip adds the time zone

    private final byte[] zip;
    private final int exercises;
    private final List<Gap> gaps;

    private HandIn(byte[] zip, int exercises, List<Gap> gaps) {
        this.zip = zip;
        this.exercises = exercises;
        this.gaps = List.copyOf(gaps);
    }

    /**
     * Where a notebook comes from.
     *
     * @param week the week's id
     * @param file file name of the notebook, the same in the zip
     * @param release SHA-256 of the release that the notebook was made from, empty if that is not known
     * @param tool name and version of what packs it
     * @param time when; kept to the second
     */
    public record Origin(String week, String file, Optional<String> release, String tool, Instant time) {}

    /**
     * Packs a notebook.
     *
     * @param saved the bytes of the learner's file
     * @param release the week's release, which says what an answer is
     * @throws MalformedNotebookException if the bytes are no notebook
     * @throws IOException if they are more than {@link #LARGEST}; the message says what to do
     */
    public static HandIn of(Origin origin, byte[] saved, Notebook release) throws IOException {
        Notebook notebook = Notebook.parse(origin.file(), saved);
        if (saved.length > LARGEST) {
            throw new IOException(
                    origin.file() + " has " + (saved.length >> 20) + " MB, and a grader takes " + (LARGEST >> 20)
                            + "; clear the outputs (Edit, Clear Outputs of All Cells), save, and run the command again");
        }
        List<Cell> answers = release.cells().stream()
                .filter(cell -> cell.metadata("nbgrader").path("solution").booleanValue())
                .toList();
        var gaps = new ArrayList<Gap>();
        answers.forEach(answer -> gap(answer, notebook).ifPresent(gaps::add));
        return new HandIn(zip(origin, saved), answers.size(), gaps);
    }

    /** Returns the file: the notebook's bytes as they were saved, and {@code manifest.json}. */
    public byte[] zip() {
        return zip.clone();
    }

    /** Returns how many answers the week asks for. */
    public int exercises() {
        return exercises;
    }

    /** Returns the exercises of which nothing can be graded, in the week's order. */
    public List<Gap> gaps() {
        return gaps;
    }

    private static Optional<Gap> gap(Cell answer, Notebook notebook) {
        String gradeId = gradeId(answer);
        List<Cell> found = notebook.cells().stream()
                .filter(cell -> gradeId(cell).equals(gradeId))
                .toList();
        if (found.size() != 1) {
            return Optional.of(new Gap(gradeId, found.isEmpty() ? Gap.Reason.MISSING : Gap.Reason.TWICE));
        }
        String text = found.get(0).source();
        boolean isOpen = text.strip().equals(answer.source().strip())
                || text.isBlank()
                || text.lines().anyMatch(line -> line.strip().equals(Release.STUB));
        return isOpen ? Optional.of(new Gap(gradeId, Gap.Reason.NOT_ANSWERED)) : Optional.empty();
    }

    private static String gradeId(Cell cell) {
        return cell.metadata("nbgrader").path("grade_id").asText("");
    }

    private static byte[] zip(Origin origin, byte[] saved) throws IOException {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("version", 1);
        manifest.put("week", origin.week());
        manifest.put("notebook", origin.file());
        manifest.put("sha256", Digests.sha256(saved));
        manifest.put("release", origin.release().orElse(null));
        manifest.put("tool", origin.tool());
        manifest.put("time", origin.time().truncatedTo(ChronoUnit.SECONDS).toString());
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            entry(zip, origin.file(), saved);
            entry(zip, "manifest.json", JSON.writeValueAsBytes(manifest));
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME); // the same bytes whenever and wherever they are packed
        zip.putNextEntry(entry);
        zip.write(bytes);
    }
}
