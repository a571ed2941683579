// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The notebooks in a zip, inflated into memory and never onto the disk. */
final class Zip {
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 64 << 20; // of the zip, and of all notebooks in it
    private static final int MOST_RATIO = 100; // text in JSON shrinks to a tenth

    private Zip() {}

    /** Returns the notebooks, or one candidate that says what is wrong with the zip. */
    static List<Candidate> candidates(Path file) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) > MOST_BYTES) {
                return List.of(Candidate.refused(name, "is larger than 64 MB; hand in the notebook alone"));
            }
            // the charset only reads names that are not marked as UTF-8, and takes every byte
            try (var zip = new ZipFile(file.toFile(), ISO_8859_1)) {
                return candidates(name, zip);
            }
        } catch (ZipException | IllegalArgumentException e) {
            return List.of(Candidate.refused(name, "is no readable zip; make it again and hand it in"));
        } catch (IOException e) {
            return List.of(Candidate.unreadable(name, e));
        }
    }

    private static List<Candidate> candidates(String name, ZipFile zip) throws IOException {
        if (zip.size() > MOST_FILES) {
            return List.of(Candidate.refused(name, "holds more than 1,000 files; hand in the notebook alone"));
        }
        var found = new ArrayList<Candidate>();
        long total = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            List<String> path = Arrays.asList(entry.getName().replace('\\', '/').split("/", -1));
            if (path.contains("..") || path.get(0).isEmpty() || path.get(0).matches("[A-Za-z]:")) {
                return List.of(Candidate.refused(
                        name, "holds a file that leads out of its folder; make the zip from the notebook's folder"));
            }
            String last = path.get(path.size() - 1);
            if (!last.endsWith(Intake.NOTEBOOK) || path.stream().anyMatch(Intake::isPassedOver)) {
                continue;
            }
            byte[] bytes;
            try (InputStream in = zip.getInputStream(entry)) {
                bytes = in.readNBytes(Candidate.MOST_BYTES + 1);
            }
            total += bytes.length;
            if (total > MOST_BYTES || bytes.length > (long) MOST_RATIO * Math.max(1, entry.getCompressedSize())) {
                return List.of(Candidate.refused(
                        name, "unpacks to far more than its size; clear the outputs, zip it again and hand it in"));
            }
            found.add(bytes.length > Candidate.MOST_BYTES ? Candidate.tooLarge(last) : Candidate.of(last, bytes));
        }
        return found;
    }
}
