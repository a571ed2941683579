// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What no learner may read: the regions of the instructor's notebooks, and the exercises' sample answers, inputs, results and hints. */
final class AnswerKey {
    /** Names of things, which say nothing about an answer, and what the notebook itself shows. */
    private static final Set<String> PUBLIC = Set.of(
            "id", "week", "points", "entry", "needs", "name", "wrong", "probe", "case", "generator", "property", "of");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private static final Pattern COMMENT_SIGNS = Pattern.compile("^/[/*]+|\\*+/\\s*$");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<Secret> secrets = new ArrayList<>();

    private AnswerKey() {}

    static List<Secret> of(List<Notebook> sources, Path exercises) throws IOException {
        var key = new AnswerKey();
        for (Notebook source : sources) {
            source.cells().stream().filter(Cell::isCode).forEach(cell -> key.regions(source.name(), cell));
        }
        if (!Files.isDirectory(exercises)) {
            throw new IOException(exercises + " is no folder; name the folder of the exercises with --exercises");
        }
        List<Path> files;
        try (var found = Files.walk(exercises)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(".yaml")) {
                key.exercise(file);
            } else if (file.toString().endsWith(".java")) {
                key.sample(file);
            }
        }
        return key.secrets;
    }

    private void regions(String notebook, Cell cell) {
        String[] lines = cell.source().split("\n", -1);
        for (Region region : Region.of(cell.source(), (line, problem) -> {})) {
            String gradeId = cell.metadata("nbgrader").path("grade_id").asText("");
            String part = "the " + (region.isSolution() ? "solution" : "hidden tests") + " in cell " + cell.number()
                    + (gradeId.isEmpty() ? "" : " (grade_id " + gradeId + ")") + " of " + notebook;
            for (int number = region.begin() + 1; number < region.end(); number++) {
                String place = "line " + number + " of ";
                if (region.isSolution()) {
                    java(lines[number - 1], part, place);
                } else {
                    Secret.hidden(lines[number - 1], part, place).ifPresent(secrets::add);
                }
            }
        }
    }

    /** A line's code and its comment apart: without the comment the code is as telling. */
    private void java(String line, String part, String place) {
        int comment = commentStart(line);
        Optional<Secret> code = Secret.code(line.substring(0, comment), part, place);
        Optional<Secret> words =
                Secret.prose(COMMENT_SIGNS.matcher(line.substring(comment)).replaceAll(""), part, place);
        code.ifPresent(secrets::add);
        words.ifPresent(secrets::add);
        if (code.isEmpty() && words.isEmpty()) {
            Secret.code(line, part, place).ifPresent(secrets::add);
        }
    }

    private static int commentStart(String line) {
        String blanked = Blocks.blanked(line);
        for (int at = line.indexOf('/'); at >= 0; at = line.indexOf('/', at + 1)) {
            boolean opens = line.startsWith("//", at) || line.startsWith("/*", at);
            if (opens && blanked.charAt(at) == ' ' && blanked.substring(at).isBlank()) {
                return at;
            }
        }
        return line.length();
    }

    private void sample(Path file) throws IOException {
        Path exercise = file.resolveSibling("..").resolve("exercise.yaml").normalize();
        String entry =
                Files.exists(exercise) ? Compact.of(read(exercise).path("entry").asText()) + "{" : "";
        int number = 0;
        for (String line : Files.readString(file).split("\n", -1)) {
            number++;
            if (!entry.contains(Compact.of(line))) { // the head of the method stands in the notebook
                java(line, file.toString(), "line " + number + " of ");
            }
        }
    }

    private void exercise(Path file) throws IOException {
        values(read(file), file.toString(), "");
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is not valid YAML at line " + e.getLocation().getLineNr() + "; mend it");
        }
    }

    private void values(JsonNode node, String file, String path) {
        String place = "`" + path + "` of ";
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !PUBLIC.contains(field.getKey()))
                    .forEach(field -> {
                        String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                        if (field.getKey().toLowerCase(Locale.ROOT).endsWith("seed")
                                && field.getValue().isValueNode()) {
                            secrets.add(Secret.seed(field.getValue().asText(), file, "`" + inner + "` of "));
                        } else {
                            values(field.getValue(), file, inner);
                        }
                    });
        } else if (node.isArray()) {
            String text = node.toString();
            boolean isCase = path.contains(".cases.") && !path.endsWith("]");
            if (text.indexOf('{') < 0) {
                Secret.value(text, file, place).ifPresent(secrets::add);
                if (isCase) {
                    Secret.value(text.substring(1, text.length() - 1), file, place)
                            .ifPresent(secrets::add); // as a call has it
                }
            }
            for (int i = 0; i < node.size(); i++) {
                values(node.get(i), file, path + "[" + i + "]");
            }
        } else if (node.isTextual() && node.asText().contains(" ")) {
            for (String sentence : SENTENCE_END.split(node.asText(), -1)) {
                Secret.prose(sentence, file, place).ifPresent(secrets::add);
            }
        } else {
            Secret.value(node.asText(), file, place).ifPresent(secrets::add);
        }
    }
}
