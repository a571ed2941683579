// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One field of a YAML file, which knows where it stands.
 *
 * @param file what messages call the file
 * @param path the field, as in {@code probes[1].points}; empty for the whole file
 * @param value what stands there
 */
record Field(String file, String path, JsonNode value) {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Field read(Path file) throws IOException {
        String name = file.toString();
        try {
            return new Field(name, "", YAML.readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new MalformedExerciseException(name + " is not valid YAML at line " + at.getLineNr() + ", column "
                    + at.getColumnNr() + " (" + why(e) + "); mend it in a text editor");
        }
    }

    /** SnakeYAML says what it was doing, then what was wrong, each with a drawing of the place. */
    private static String why(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("while "))
                .findFirst()
                .orElse("unreadable")
                .replaceFirst(" \\(of type START_.*", ", one document to a file");
    }

    MalformedExerciseException wrong(String problem) {
        return new MalformedExerciseException(
                file + ": " + (path.isEmpty() ? "the file" : "`" + path + "`") + " " + problem);
    }

    /** Returns the field {@code key} of this map. */
    Field get(String key, String meaning) throws MalformedExerciseException {
        return find(key).orElseThrow(() -> wrong("lacks the field `" + key + "`, " + meaning));
    }

    Optional<Field> find(String key) throws MalformedExerciseException {
        return Optional.ofNullable(map().get(key));
    }

    /** Refuses every field of this map that has another name. */
    Field only(Set<String> names) throws MalformedExerciseException {
        for (String key : map().keySet()) {
            if (!names.contains(key)) {
                throw wrong("has the unknown field `" + key + "`; known are "
                        + String.join(", ", names.stream().sorted().toList()));
            }
        }
        return this;
    }

    String text() throws MalformedExerciseException {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong("is " + shown() + "; write a text");
        }
        return value.textValue().strip();
    }

    double number() throws MalformedExerciseException {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong("is " + shown() + "; write a finite number");
        }
        return value.doubleValue();
    }

    List<Field> list() throws MalformedExerciseException {
        if (!value.isArray()) {
            throw wrong("is " + shown() + "; write a list");
        }
        var fields = new ArrayList<Field>();
        value.forEach(element -> fields.add(new Field(file, path + "[" + fields.size() + "]", element)));
        return fields;
    }

    /** Returns the fields of this map in the order of the file. */
    Map<String, Field> map() throws MalformedExerciseException {
        if (!value.isObject()) {
            throw wrong("is " + shown() + "; write a map of fields");
        }
        var fields = new LinkedHashMap<String, Field>();
        value.properties().forEach(entry -> fields.put(entry.getKey(), below(entry.getKey(), entry.getValue())));
        return fields;
    }

    List<String> texts() throws MalformedExerciseException {
        var texts = new ArrayList<String>();
        for (Field element : list()) {
            texts.add(element.text());
        }
        return List.copyOf(texts);
    }

    /** Returns the value as a message shows it. */
    String shown() {
        return value.isMissingNode() ? "empty" : value.toString();
    }

    private Field below(String key, JsonNode child) {
        return new Field(file, path.isEmpty() ? key : path + "." + key, child);
    }
}
