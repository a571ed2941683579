// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import io.mlopslabs.lineage.experiments.RunRecord.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files of MLflow's FileStore, {@code mlflow/store/tracking/file_store.py} of MLflow 3.17. */
final class MlflowExport {
    private static final String META = "meta.yaml";
    private static final int LONGEST_DIGEST = 32; // MLflow takes 36 characters

    private final Path root;
    private final ArtifactFolder artifacts;

    MlflowExport(Path root, ArtifactFolder artifacts) {
        this.root = root;
        this.artifacts = artifacts;
    }

    /** Makes the folder with what MLflow expects in each: the default experiment and the bin. */
    void start() {
        try {
            Files.createDirectories(root);
            try (var found = Files.list(root)) {
                if (found.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "%s is not empty; export to a folder that is not there yet".formatted(root));
                }
            }
            Files.createDirectories(root.resolve(".trash"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + root, e);
        }
        experiment(0, "Default", 0);
    }

    void experiment(long id, String name, long created) {
        Path folder = root.resolve(Long.toString(id));
        var meta = new LinkedHashMap<String, String>();
        meta.put("artifact_location", quoted(uri(folder)));
        meta.put("creation_time", Long.toString(created));
        meta.put("experiment_id", quoted(Long.toString(id)));
        meta.put("last_update_time", Long.toString(created));
        meta.put("lifecycle_stage", "active");
        meta.put("name", quoted(name));
        write(folder.resolve(META), yaml(meta));
    }

    void run(long experiment, RunRecord run) {
        Path experimentFolder = root.resolve(Long.toString(experiment));
        Path folder = experimentFolder.resolve(run.id());
        // MLflow does not find a run by its id unless all three are there, be they empty.
        List.of("params", "metrics", "artifacts").forEach(part -> create(folder.resolve(part)));
        write(folder.resolve(META), yaml(meta(experiment, run, uri(folder.resolve("artifacts")))));
        run.params().forEach((key, value) -> write(folder.resolve("params").resolve(key), value));
        run.metrics().forEach((key, points) -> write(folder.resolve("metrics").resolve(key), lines(points)));
        run.tags().forEach((key, value) -> write(folder.resolve("tags").resolve(key), value));
        write(folder.resolve("tags").resolve("mlflow.runName"), run.name());
        run.code().forEach((key, value) -> write(folder.resolve("tags").resolve("code." + key), value));
        run.artifacts()
                .forEach((path, artifact) ->
                        write(folder.resolve("artifacts").resolve(path), artifacts.read(artifact.sha256(), path)));
        run.data().forEach((name, sha256) -> data(experimentFolder, folder, run.id(), name, sha256));
    }

    private static Map<String, String> meta(long experiment, RunRecord run, String artifactUri) {
        var meta = new LinkedHashMap<String, String>();
        meta.put("artifact_uri", quoted(artifactUri));
        meta.put(
                "end_time",
                run.ended().map(end -> Long.toString(end.toEpochMilli())).orElse("null"));
        meta.put("entry_point_name", "''");
        meta.put("experiment_id", quoted(Long.toString(experiment)));
        meta.put("lifecycle_stage", "active");
        meta.put("run_id", quoted(run.id()));
        meta.put("run_name", quoted(run.name()));
        meta.put("source_name", "''");
        meta.put("source_type", "4"); // LOCAL
        meta.put("source_version", "''");
        meta.put("start_time", Long.toString(run.started().toEpochMilli()));
        meta.put("status", Integer.toString(run.status().mlflow));
        meta.put("tags", "[]");
        meta.put("user_id", "unknown");
        return meta;
    }

    private void data(Path experimentFolder, Path runFolder, String run, String name, String sha256) {
        String digest = sha256.substring(0, LONGEST_DIGEST);
        String id = md5(name + digest);
        Path dataset = experimentFolder.resolve("datasets").resolve(id).resolve(META);
        if (!Files.exists(dataset)) {
            var meta = new LinkedHashMap<String, String>();
            meta.put("digest", quoted(digest));
            meta.put("name", quoted(name));
            meta.put("profile", "null");
            meta.put("schema", "null");
            meta.put("source", quoted("sha256:" + sha256));
            meta.put("source_type", "local");
            write(dataset, yaml(meta));
        }
        var input = new LinkedHashMap<String, String>();
        // MLflow writes the source here too, and reads it back as the run.
        input.put("destination_id", id);
        input.put("destination_type", "RUN");
        input.put("source_id", id);
        input.put("source_type", "DATASET");
        input.put("tags", "{}");
        write(runFolder.resolve("inputs").resolve(md5(id + run)).resolve(META), yaml(input));
    }

    private static String lines(List<Point> points) {
        return points.stream()
                .map(point -> point.time().toEpochMilli() + " " + python(point.value()) + " " + point.step() + "\n")
                .collect(Collectors.joining());
    }

    /** Returns a number as Python's {@code float} reads it. */
    private static String python(double value) {
        return Double.isNaN(value)
                ? "nan"
                : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
    }

    private static String yaml(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Returns a YAML text in double quotes; what is not plain ASCII is escaped. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point >= ' ' && point <= '~') {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08x", point));
            }
        });
        return quoted.append('"').toString();
    }

    /** Returns a file URI as Python writes it, with an empty host. */
    private static String uri(Path path) {
        return "file://" + path.toUri().getRawPath().replaceAll("/$", "");
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return "%032x".formatted(new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java platform has MD5", e);
        }
    }

    private void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(
                    "MLflow needs %s both as a file and as a folder; give one of the two names another beginning"
                            .formatted(root.relativize(Path.of(e.getFile()))),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    private void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(Path file, byte[] bytes) {
        create(file.getParent());
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
