// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.grading.copies.WholeFile;
import io.mlopslabs.grading.verdict.GradingKey;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The folder of one grading run: its seed, a folder per student, and what is said of all of them.
 *
 * <p>A student's files are written one by one and whole, and last of all the key that says for what they are. So a run that was killed goes on where it
 * was: what has its key is kept, the rest is graded again.
 *
 * <p>{@code run.json} holds the seed, which is nobody's business but the grader's: only its owner may read it. One run at a time works in a folder.
 */
public final class ResultsFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULT = "result.json";
    private static final String GRADESCOPE = "results.json";
    private static final String FEEDBACK = "feedback.html";
    private static final String KEY = ".key";
    private static final int LONGEST_NAME = 150; // of a folder; file systems take 255 bytes

    private final Path folder;
    private final String week;
    private final long seed;
    private final FileChannel lock;

    private ResultsFolder(Path folder, String week, long seed, FileChannel lock) {
        this.folder = folder;
        this.week = week;
        this.seed = seed;
        this.lock = lock;
    }

    /**
     * Opens the folder, which may be new, empty or one of an earlier run.
     *
     * @param week the week that is graded
     * @param wanted the seed to grade with; if empty, the earlier run's, or {@code fresh}'s where there was none
     * @throws IOException if the folder cannot be used, belongs to another week or another run works in it; the message says which
     */
    public static ResultsFolder open(Path folder, String week, OptionalLong wanted, LongSupplier fresh)
            throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            OptionalLong earlier = seed(folder.resolve("run.json"), week);
            long seed = wanted.isPresent() ? wanted.getAsLong() : earlier.orElseGet(fresh);
            if (earlier.isEmpty() || earlier.getAsLong() != seed) {
                var run = JSON.createObjectNode()
                        .put("version", 1)
                        .put("week", week)
                        .put("seed", String.valueOf(seed));
                WholeFile.writeSecret(folder.resolve("run.json"), ResultJson.bytes(run));
            }
            return new ResultsFolder(folder, week, seed, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel; // which holds the lock until it is closed, by us or by the end of this process
            }
        } catch (OverlappingFileLockException e) {
            // another run in this very process
        }
        channel.close();
        throw new IOException(
                "another grading run works in " + folder + "; wait for it, or name another folder with --out");
    }

    private static OptionalLong seed(Path file, String week) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        JsonNode run;
        try {
            run = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            run = JSON.missingNode();
        }
        if (!run.path("seed").asText().matches("-?\\d{1,19}")
                || !run.path("week").isTextual()) {
            throw new IOException(
                    file + " is damaged; delete it, and all submissions are graded anew with another seed");
        }
        if (!run.get("week").asText().equals(week)) {
            throw new IOException(file.getParent() + " holds the results of week "
                    + run.get("week").asText() + ", not of " + week + "; name another folder with --out");
        }
        return OptionalLong.of(Long.parseLong(run.get("seed").asText()));
    }

    /** Returns what inputs are drawn from. */
    public long seed() {
        return seed;
    }

    /** Returns the verdict of an earlier run if it is whole and has this key. */
    public Optional<Verdict> kept(String student, String key) throws IOException {
        Path place = place(student);
        try {
            byte[] result = Files.readAllBytes(place.resolve(RESULT));
            boolean holds = Files.readString(place.resolve(KEY), US_ASCII).equals(seal(key, result))
                    && Files.exists(place.resolve(FEEDBACK));
            return holds ? Optional.of(ResultJson.read(result)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes a student's files; a verdict without a score is not kept, so that the next run grades it. */
    public void write(Verdict verdict, String key) throws IOException {
        Path place = place(verdict.student());
        boolean scored = verdict.score().isPresent();
        Files.deleteIfExists(place.resolve(KEY));
        WholeFile.write(place.resolve(FEEDBACK), FeedbackPage.write(verdict));
        if (scored) {
            WholeFile.write(place.resolve(GRADESCOPE), GradescopeJson.write(verdict));
        } else {
            Files.deleteIfExists(place.resolve(GRADESCOPE));
        }
        byte[] result = ResultJson.write(verdict);
        WholeFile.write(place.resolve(RESULT), result);
        if (scored) {
            WholeFile.write(place.resolve(KEY), seal(key, result).getBytes(US_ASCII));
        }
    }

    /**
     * Writes what is said of all.
     *
     * @param exercises ids in the order of the notebook
     * @param max what the week is worth
     * @param verdicts one per submission, in the order of names
     * @param absent students who handed in nothing
     */
    public void finish(List<String> exercises, double max, List<Verdict> verdicts, List<String> absent)
            throws IOException {
        WholeFile.write(folder.resolve("grades.csv"), GradesCsv.write(exercises, max, verdicts, absent));
        WholeFile.write(folder.resolve("class.html"), ClassPage.write(week, exercises, verdicts));
    }

    /** Returns the folder of one student's files. */
    public Path place(String student) {
        return folder.resolve("students").resolve(name(student));
    }

    /** A name that every file system takes and that stays in its folder: other signs than plain ones as their UTF-8 bytes in hex. */
    private static String name(String student) {
        var name = new StringBuilder();
        for (byte b : student.getBytes(UTF_8)) {
            char c = (char) b;
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ' ' || c == '.');
            boolean leads = name.length() == 0 && (c == '.' || c == ' ');
            name.append(plain && !leads ? String.valueOf(c) : String.format("%%%02X", b));
        }
        return name.length() <= LONGEST_NAME
                ? name.toString()
                : name.substring(0, LONGEST_NAME) + "-"
                        + GradingKey.digest(student.getBytes(UTF_8)).substring(0, 16);
    }

    private static String seal(String key, byte[] result) {
        return key + " " + GradingKey.digest(result) + "\n";
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
