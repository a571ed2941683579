// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import io.mlopslabs.lineage.experiments.RunRecord.Artifact;
import io.mlopslabs.lineage.experiments.RunRecord.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All experiments and their runs, in one file.
 *
 * <p>Close it; runs that are still open then stay {@link RunStatus#RUNNING}. Several threads may share it, and several processes may open the
 * same file.
 */
public final class Experiments implements AutoCloseable {
    private final Database database;
    private final ArtifactFolder artifacts;
    private final Clock clock;
    private final Supplier<String> ids;

    private Experiments(Path file, Clock clock, Supplier<String> ids) {
        Path whole = file.toAbsolutePath();
        try {
            Files.createDirectories(whole.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + file, e);
        }
        this.database = Database.open(whole);
        this.artifacts = new ArtifactFolder(whole.resolveSibling(whole.getFileName() + ".artifacts"));
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Opens the file, and makes it and its folder if needed; artifacts go to {@code FILE.artifacts} beside it.
     *
     * @param file such as {@code experiments.db}
     * @throws IllegalArgumentException if the file is something else, or of a later version of this library
     * @throws IllegalStateException if SQLite's native library cannot be loaded
     */
    public static Experiments open(Path file) {
        return open(file, Clock.systemUTC(), () -> UUID.randomUUID().toString().replace("-", ""));
    }

    static Experiments open(Path file, Clock clock, Supplier<String> ids) {
        return new Experiments(file, clock, ids);
    }

    /**
     * Begins a run, called {@code run N} by its number in the experiment, which is made if needed.
     *
     * <p>Closing the run makes it {@link RunStatus#FINISHED}: a {@code try} block does not tell why it ends. Where the work may fail, say so
     * with {@link Run#fail}, or take {@link #run}.
     *
     * @throws IllegalArgumentException if the name is empty or longer than 250 characters
     */
    public Run start(String experiment) {
        return start(experiment, "");
    }

    /** Begins a run under a name of yours; names need not be unique. An empty one means {@code run N}. */
    public Run start(String experiment, String name) {
        Key.requireName("the experiment", experiment);
        if (!name.isEmpty()) {
            Key.requireName("the run", name);
        }
        database.write("INSERT OR IGNORE INTO experiment (name, created) VALUES (?, ?)", experiment, clock.millis());
        String id = ids.get();
        // One statement, so that two processes cannot take the same number.
        database.write(
                "INSERT INTO run (id, experiment, number, name, status, started)"
                        + " SELECT ?1, e.id, n.next, CASE ?2 WHEN '' THEN 'run ' || n.next ELSE ?2 END, 'RUNNING', ?3"
                        + " FROM experiment e, (SELECT count(*) + 1 AS next FROM run r JOIN experiment x ON r.experiment = x.id WHERE x.name = ?4) n"
                        + " WHERE e.name = ?4",
                id,
                name,
                clock.millis(),
                experiment);
        Run run = new Run(id, database, artifacts, clock);
        Run.LIBRARY.ifPresent(library -> run.code("labs-lib", library));
        return run;
    }

    /**
     * Does a piece of work as a run: finished if it returns, {@link RunStatus#FAILED} with its error as the tag {@code error} if it throws.
     *
     * @return what is known of the run afterwards
     * @throws RuntimeException what the work throws
     */
    public RunRecord run(String experiment, Consumer<Run> work) {
        String id;
        try (Run run = start(experiment)) {
            id = run.id();
            try {
                work.accept(run);
            } catch (RuntimeException | Error failure) {
                run.fail(failure.toString());
                throw failure;
            }
        }
        return record(id);
    }

    /** Returns the names of all experiments, in the order of their first run. */
    public List<String> names() {
        return database.read(row -> row.getString(1), "SELECT name FROM experiment ORDER BY id");
    }

    /**
     * Returns the runs of an experiment, in the order in which they were begun.
     *
     * @throws IllegalArgumentException if there is no such experiment; names those there are
     */
    public List<RunRecord> runs(String experiment) {
        if (!names().contains(experiment)) {
            throw new IllegalArgumentException(
                    "there is no experiment '%s'; there are %s".formatted(experiment, names()));
        }
        return database
                .read(
                        row -> row.getString(1),
                        "SELECT r.id FROM run r JOIN experiment e ON r.experiment = e.id WHERE e.name = ? ORDER BY r.number",
                        experiment)
                .stream()
                .map(this::record)
                .toList();
    }

    /**
     * Returns what is known of a run.
     *
     * @throws IllegalArgumentException if there is none with this id
     */
    public RunRecord record(String id) {
        record Head(String experiment, String name, RunStatus status, Instant started, Optional<Instant> ended) {}
        List<Head> heads = database.read(
                row -> {
                    long ended = row.getLong(5);
                    boolean running = row.wasNull();
                    return new Head(
                            row.getString(1),
                            row.getString(2),
                            RunStatus.valueOf(row.getString(3)),
                            Instant.ofEpochMilli(row.getLong(4)),
                            running ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
                },
                "SELECT e.name, r.name, r.status, r.started, r.ended FROM run r JOIN experiment e ON r.experiment = e.id WHERE r.id = ?",
                id);
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("there is no run '%s'".formatted(id));
        }
        Head head = heads.get(0);
        return new RunRecord(
                id,
                head.experiment(),
                head.name(),
                head.status(),
                head.started(),
                head.ended(),
                entries(id, Run.Kind.PARAM),
                metrics(id),
                entries(id, Run.Kind.TAG),
                entries(id, Run.Kind.DATA),
                entries(id, Run.Kind.CODE),
                artifactsOf(id));
    }

    private SortedMap<String, String> entries(String run, Run.Kind kind) {
        var entries = new TreeMap<String, String>();
        database.read(
                row -> entries.put(row.getString(1), row.getString(2)),
                "SELECT name, value FROM entry WHERE run = ? AND kind = ?",
                run,
                kind.name());
        return entries;
    }

    private SortedMap<String, Artifact> artifactsOf(String run) {
        var entries = new TreeMap<String, Artifact>();
        database.read(
                row -> entries.put(row.getString(1), new Artifact(row.getString(2), row.getLong(3))),
                "SELECT name, value, bytes FROM entry WHERE run = ? AND kind = ?",
                run,
                Run.Kind.ARTIFACT.name());
        return entries;
    }

    private SortedMap<String, List<Point>> metrics(String run) {
        var metrics = new TreeMap<String, List<Point>>();
        database.read(
                row -> {
                    double value = row.getDouble(3);
                    boolean nan = row.wasNull();
                    return metrics.computeIfAbsent(row.getString(1), unused -> new ArrayList<>())
                            .add(new Point(
                                    row.getLong(2), nan ? Double.NaN : value, Instant.ofEpochMilli(row.getLong(4))));
                },
                "SELECT name, step, value, time FROM metric WHERE run = ? ORDER BY number",
                run);
        metrics.replaceAll((key, points) -> List.copyOf(points));
        return metrics;
    }

    /**
     * Returns the bytes of an artifact.
     *
     * @throws IllegalArgumentException if the run has no such artifact; names those it has
     * @throws IllegalStateException if its file is gone or was changed
     */
    public byte[] artifact(RunRecord run, String path) {
        Artifact artifact = run.artifacts().get(path);
        if (artifact == null) {
            throw new IllegalArgumentException("%s has no artifact '%s'; it has %s"
                    .formatted(run.name(), path, run.artifacts().keySet()));
        }
        return artifacts.read(artifact.sha256(), path);
    }

    /**
     * Returns the runs of an experiment side by side.
     *
     * @throws IllegalArgumentException if there is no such experiment; names those there are
     */
    public Comparison compare(String experiment) {
        return Comparison.of(experiment, runs(experiment));
    }

    /**
     * Writes all experiments as MLflow's FileStore keeps them: {@code mlflow ui --backend-store-uri FOLDER}.
     *
     * <p>Fingerprints of data become MLflow data sets with the first 32 digits as digest, those of code tags {@code code.NAME}.
     *
     * @param mlruns a folder that is empty or not there yet
     * @throws IllegalArgumentException if the folder holds anything, or the name of a metric is also the folder of another
     * @throws UncheckedIOException if it cannot be written
     */
    public void exportMlflow(Path mlruns) {
        var export = new MlflowExport(mlruns.toAbsolutePath().normalize(), artifacts);
        export.start();
        record Head(long id, String name, long created) {}
        List<Head> heads = database.read(
                row -> new Head(row.getLong(1), row.getString(2), row.getLong(3)),
                "SELECT id, name, created FROM experiment ORDER BY id");
        for (Head head : heads) {
            export.experiment(head.id(), head.name(), head.created());
            runs(head.name()).forEach(run -> export.run(head.id(), run));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
