// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.data.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A saved network: {@code model.json} and the file of weights that it names, with size and SHA-256.
 *
 * <p>The weights' file name carries their digest, so that a new model never overwrites the old one's weights; moving {@code model.json} into
 * place is the moment at which the folder changes. Weights of an earlier model stay until the next save that succeeds.
 */
final class ModelFolder {
    private static final String JSON = "model.json";
    private static final String FORMAT = "mlops-labs/network";
    private static final int FORMAT_VERSION = 1;
    private static final String SUFFIX = "-0000.params"; // DJL's own name for the weights of epoch 0
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final JsonNode json;

    private ModelFolder(Path folder, JsonNode json) {
        this.folder = folder;
        this.json = json;
    }

    static void write(Path folder, Network network) {
        try {
            Files.createDirectories(folder);
            Path scratch = Files.createTempDirectory(folder, ".saving");
            try {
                // What is saved from a GPU goes through copies on the CPU, which DJL would keep as long as the network.
                try (var copies = new NDScope()) {
                    copies.suppressNotUsedWarning();
                    network.model().save(scratch, "weights");
                }
                Path written = scratch.resolve("weights" + SUFFIX);
                String digest = Sha256.hex(Files.readAllBytes(written));
                ObjectNode json = describe(network);
                json.putObject("weights")
                        .put("file", "weights-" + digest.substring(0, 16) + SUFFIX)
                        .put("bytes", Files.size(written))
                        .put("sha256", digest);
                String name = json.at("/weights/file").asText();
                Files.move(written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                Path draft = Files.writeString(scratch.resolve(JSON), pretty(json));
                Files.move(
                        draft,
                        folder.resolve(JSON),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                deleteOtherWeights(folder, name);
            } finally {
                deleteFolder(scratch);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the model could not be written to %s".formatted(folder), failure);
        }
    }

    static ModelFolder read(Path folder) {
        Path file = folder.resolve(JSON);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "%s holds no model: there is no model.json; give the folder that save wrote".formatted(folder));
        }
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            if (!json.path("format").asText().equals(FORMAT)
                    || json.path("version").asInt() != FORMAT_VERSION) {
                throw new IllegalArgumentException(
                        "%s holds something else: its model.json is not of format %s, version %d"
                                .formatted(folder, FORMAT, FORMAT_VERSION));
            }
            return new ModelFolder(folder, json);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException(
                    "the model in %s is damaged: model.json cannot be read; save it again".formatted(folder), damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("the model in %s could not be read".formatted(folder), failure);
        }
    }

    String architecture() {
        return json.path("architecture").asText();
    }

    Network load(Architecture architecture, DeviceChoice device) {
        if (!architecture.name().equals(architecture())) {
            throw new IllegalArgumentException("the model in %s has architecture %s; it was to be loaded as %s"
                    .formatted(folder, architecture(), architecture.name()));
        }
        Path weights = checkedWeights();
        long[] input = StreamSupport.stream(json.path("input").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        List<String> classNames = StreamSupport.stream(json.path("classNames").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Network network = Network.create(
                architecture, new Shape(input), classNames, json.path("seed").asLong(), device);
        try {
            String file = weights.getFileName().toString();
            network.replaceWeights(model -> model.load(folder, file.substring(0, file.length() - SUFFIX.length())));
            network.trained(json.path("seed").asLong(), history());
            return network;
        } catch (MalformedModelException | IllegalArgumentException | IllegalStateException foreign) {
            network.close();
            throw new IllegalArgumentException(
                    "the weights in %s do not fit architecture %s; load them with the architecture that wrote them"
                            .formatted(folder, architecture.name()),
                    foreign);
        } catch (IOException failure) {
            network.close();
            throw new UncheckedIOException("the model in %s could not be read".formatted(folder), failure);
        }
    }

    private Path checkedWeights() {
        String name = json.at("/weights/file").asText();
        Path file = folder.resolve(name).normalize();
        if (!name.endsWith(SUFFIX) || !folder.normalize().equals(file.getParent())) {
            throw new IllegalArgumentException(
                    "the model in %s is damaged: model.json names no weights beside it; save it again"
                            .formatted(folder));
        }
        long expected = json.at("/weights/bytes").asLong();
        try {
            long actual = Files.isRegularFile(file) ? Files.size(file) : 0;
            if (actual != expected) {
                throw new IllegalArgumentException("the model in %s is damaged: %s has %d bytes of %d; save it again"
                        .formatted(folder, name, actual, expected));
            }
            if (!Sha256.hex(Files.readAllBytes(file))
                    .equals(json.at("/weights/sha256").asText())) {
                throw new IllegalArgumentException(
                        "the model in %s is damaged: %s is not what model.json says (SHA-256 differs); save it again"
                                .formatted(folder, name));
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException("the model in %s could not be read".formatted(folder), failure);
        }
    }

    private static ObjectNode describe(Network network) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("format", FORMAT)
                .put("version", FORMAT_VERSION)
                .put("architecture", network.architecture().name());
        for (long side : network.input().getShape()) {
            json.withArray("/input").add(side);
        }
        network.classNames().forEach(name -> json.withArray("/classNames").add(name));
        json.put("seed", network.seed());
        json.putObject("libraries")
                .put("djl", Engine.getDjlVersion())
                .put("pytorch", Engines.start().getVersion());
        json.putArray("history");
        for (History.Epoch epoch : network.history().epochs()) {
            ObjectNode node = json.withArray("/history").addObject().put("epoch", epoch.number());
            put(node.putObject("train"), epoch.train());
            epoch.validation().ifPresent(score -> put(node.putObject("validation"), score));
        }
        return json;
    }

    private static void put(ObjectNode node, History.Score score) {
        node.put("loss", score.loss()).put("accuracy", score.accuracy());
    }

    private History history() {
        return new History(StreamSupport.stream(json.path("history").spliterator(), false)
                .map(epoch -> new History.Epoch(
                        epoch.path("epoch").asInt(),
                        score(epoch.path("train")),
                        epoch.has("validation") ? Optional.of(score(epoch.path("validation"))) : Optional.empty()))
                .toList());
    }

    private static History.Score score(JsonNode node) {
        return new History.Score(
                node.path("loss").asDouble(), node.path("accuracy").asDouble());
    }

    private static String pretty(ObjectNode json) throws JsonProcessingException {
        // One line break on every system, so that the same model is the same bytes.
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return MAPPER.writer(printer).writeValueAsString(json) + "\n";
    }

    private static void deleteOtherWeights(Path folder, String keep) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "weights-*" + SUFFIX)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(keep)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteFolder(Path scratch) throws IOException {
        try (var files = Files.newDirectoryStream(scratch)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }
}
