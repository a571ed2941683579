// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import io.mlopslabs.engine.History;
import io.mlopslabs.engine.TrainingCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A run under way: what it is told is in the file when the call returns.
 *
 * <p>Names have letters, digits, spaces and {@code _ - .}, with {@code /} between parts, such as {@code val/recall}. Calls may come from
 * several threads.
 */
public final class Run implements AutoCloseable {
    /** What a name can stand for. */
    enum Kind {
        PARAM("parameter"),
        TAG("tag"),
        DATA("data"),
        CODE("code"),
        ARTIFACT("artifact");

        final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    /** Which build of this library did the work; noted with each run. */
    static final Optional<Fingerprint> LIBRARY = Fingerprint.ofCode(Run.class);

    private final String id;
    private final Database database;
    private final ArtifactFolder artifacts;
    private final Clock clock;

    Run(String id, Database database, ArtifactFolder artifacts, Clock clock) {
        this.id = id;
        this.database = database;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Returns the id: 32 hexadecimal digits. */
    public String id() {
        return id;
    }

    /**
     * Notes a setting; saying the same again does nothing.
     *
     * @param value its text is kept
     * @throws IllegalArgumentException if the name is not allowed, or the run has another value for it; names both
     * @throws IllegalStateException if the run is over
     */
    public Run param(String key, Object value) {
        return once(Kind.PARAM, key, Objects.requireNonNull(value, key).toString(), null);
    }

    /** Notes several settings, see {@link #param}. */
    public Run params(Map<String, ?> values) {
        values.forEach(this::param);
        return this;
    }

    /** Notes a metric at step 0, see {@link #metric(String, double, long)}. */
    public Run metric(String key, double value) {
        return metric(key, value, 0);
    }

    /**
     * Notes the value of a metric at a step; a step may come again, and the last value counts.
     *
     * @param value any number, also NaN: that a loss diverged is worth knowing
     * @throws IllegalArgumentException if the name is not allowed
     * @throws IllegalStateException if the run is over
     */
    public Run metric(String key, double value, long step) {
        Key.require("metric", key);
        requireOpen(database.write(
                "INSERT INTO metric (run, name, step, value, time) SELECT id, ?, ?, ?, ? FROM run WHERE id = ? AND status = 'RUNNING'",
                key,
                step,
                Double.isNaN(value) ? null : value,
                clock.millis(),
                id));
        return this;
    }

    /** Notes something about the run; a later value takes the place of an earlier one. */
    public Run tag(String key, String value) {
        Key.require("tag", key);
        requireOpen(database.write(
                "INSERT INTO entry (run, kind, name, value) SELECT id, 'TAG', ?, ? FROM run WHERE id = ? AND status = 'RUNNING'"
                        + " ON CONFLICT DO UPDATE SET value = excluded.value",
                key,
                Objects.requireNonNull(value, key),
                id));
        return this;
    }

    /** Notes which data it works on, under a name such as {@code train}; like a parameter, it cannot change. */
    public Run data(String name, Fingerprint fingerprint) {
        return once(Kind.DATA, name, fingerprint.sha256(), null);
    }

    /** Notes which code did the work; {@code labs-lib} is there from the start. Like a parameter, it cannot change. */
    public Run code(String name, Fingerprint fingerprint) {
        return once(Kind.CODE, name, fingerprint.sha256(), null);
    }

    /**
     * Keeps a copy of a file under its own name.
     *
     * @throws IllegalArgumentException if there is no such file, or the run has another one of that name
     */
    public Run artifact(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file %s to keep as an artifact".formatted(file));
        }
        try {
            return artifact(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifact " + file, e);
        }
    }

    /**
     * Keeps bytes as a file under a path such as {@code plots/loss.svg}.
     *
     * @throws IllegalArgumentException if the path is not allowed, or the run has another file there
     * @throws IllegalStateException if the run is over
     */
    public Run artifact(String path, byte[] bytes) {
        Key.require("artifact", path);
        return once(Kind.ARTIFACT, path, artifacts.keep(bytes), bytes.length);
    }

    /** Returns a callback that notes loss and accuracy of each epoch of a training, as {@code train/loss}, {@code val/accuracy} and so on. */
    public TrainingCallback callback() {
        return new TrainingCallback() {
            @Override
            public void onEpoch(History.Epoch epoch, int epochs) {
                note("train", epoch.train(), epoch.number());
                epoch.validation().ifPresent(score -> note("val", score, epoch.number()));
            }

            private void note(String side, History.Score score, int step) {
                metric(side + "/loss", score.loss(), step);
                metric(side + "/accuracy", score.accuracy(), step);
            }
        };
    }

    /** Ends the run as failed, with this reason as the tag {@code error}; does nothing to a run that is over. */
    public void fail(String reason) {
        database.write(
                "INSERT INTO entry (run, kind, name, value) SELECT id, 'TAG', 'error', ? FROM run WHERE id = ? AND status = 'RUNNING'"
                        + " ON CONFLICT DO UPDATE SET value = excluded.value",
                reason,
                id);
        end(RunStatus.FAILED);
    }

    /** Ends the run as finished; does nothing to a run that is over. */
    @Override
    public void close() {
        end(RunStatus.FINISHED);
    }

    private void end(RunStatus status) {
        database.write(
                "UPDATE run SET status = ?, ended = ? WHERE id = ? AND status = 'RUNNING'",
                status.name(),
                clock.millis(),
                id);
    }

    private Run once(Kind kind, String name, String value, Integer bytes) {
        Key.require(kind.title, name);
        int added = database.write(
                "INSERT OR IGNORE INTO entry (run, kind, name, value, bytes) SELECT id, ?, ?, ?, ? FROM run WHERE id = ? AND status = 'RUNNING'",
                kind.name(),
                name,
                value,
                bytes,
                id);
        if (added == 0) {
            requireOpen(
                    database.read(row -> row.getString(1), "SELECT id FROM run WHERE id = ? AND status = 'RUNNING'", id)
                            .size());
            String before = database.read(
                            row -> row.getString(1),
                            "SELECT value FROM entry WHERE run = ? AND kind = ? AND name = ?",
                            id,
                            kind.name(),
                            name)
                    .get(0);
            if (!before.equals(value)) {
                throw new IllegalArgumentException(
                        "the %s '%s' of this run is %s and cannot become %s; start another run"
                                .formatted(kind.title, name, before, value));
            }
        }
        return this;
    }

    private void requireOpen(int rows) {
        if (rows == 0) {
            throw new IllegalStateException("run %s is over; start another run".formatted(id));
        }
    }

    @Override
    public String toString() {
        return "run " + id;
    }
}
