// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Digests;
import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What each copy held when it was placed, kept in one small JSON file. */
final class State {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode copies;
    private final boolean lost;

    private State(Path file, ObjectNode copies, boolean lost) {
        this.file = file;
        this.copies = copies;
        this.lost = lost;
    }

    /** Reads the state; an unreadable one counts as none, since it only ever makes us more careful. */
    static State read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new State(file, JSON.createObjectNode(), false);
        } catch (JsonProcessingException e) {
            return new State(file, JSON.createObjectNode(), true);
        }
        return root instanceof ObjectNode object
                ? new State(file, object, false)
                : new State(file, JSON.createObjectNode(), true);
    }

    boolean lost() {
        return lost;
    }

    /** Returns what is remembered of the copy {@code name}. */
    Optional<Entry> of(String name) {
        JsonNode entry = copies.path(name);
        return entry.path("content").isTextual()
                ? Optional.of(new Entry(
                        entry.get("content").asText(),
                        entry.path("release").asText(""),
                        entry.path("offered").asText(""),
                        entry.path("beside").asText("")))
                : Optional.empty();
    }

    /** Remembers {@code entry}, on the disk too. */
    void put(String name, Entry entry) throws IOException {
        if (of(name).filter(entry::equals).isPresent()) {
            return;
        }
        ObjectNode json = copies.putObject(name).put("content", entry.content());
        if (!entry.release().isEmpty()) {
            json.put("release", entry.release());
        }
        if (!entry.beside().isEmpty()) {
            json.put("offered", entry.offered()).put("beside", entry.beside());
        }
        WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(copies));
    }

    /**
     * @param content digest of the copy when it was placed, empty if it was found there and never placed
     * @param release SHA-256 of the file that was placed, empty if that is not known
     * @param offered digest of the newer release that stands beside it, empty if none
     * @param beside file name of that release, empty if none
     */
    record Entry(String content, String release, String offered, String beside) {
        static final Entry UNKNOWN = new Entry("", "", "", "");

        static Entry placed(Notebook release) {
            return new Entry(Content.digest(release), Digests.sha256(release.toBytes()), "", "");
        }

        Entry offering(String newer, String file) {
            return new Entry(content, release, newer, file);
        }
    }
}
