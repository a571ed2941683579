// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An nbformat 4 notebook as it stands in its file.
 *
 * <p>Holds every key of the file in the file's order, known or not. A cell's {@code source} may be a string or a list of strings when read; it is
 * written as a list of lines. The object does not change: {@link #tree()} hands out a copy to work on.
 *
 * <p>Says nothing about the schema beyond what this project relies on: the major version, a list of cells, and type, metadata and source of each.
 */
public final class Notebook {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN into outputs
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE) // an image in an output is one string
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES) // 2.0 points stay 2.0
            .build();
    private static final Set<String> CELL_TYPES = Set.of("code", "markdown", "raw");
    private static final String NEXT = "; mend it in a text editor or restore an earlier version";

    private final String name;
    private final ObjectNode tree;
    private final List<Cell> cells;

    private Notebook(String name, ObjectNode tree) {
        this.name = name;
        this.tree = tree;
        var views = new ArrayList<Cell>();
        tree.get("cells").forEach(cell -> views.add(new Cell(views.size() + 1, cell)));
        this.cells = List.copyOf(views);
    }

    /**
     * Reads a notebook file.
     *
     * @throws MalformedNotebookException if the file is no readable nbformat 4 notebook; names file, line and column
     * @throws IOException if the file cannot be opened
     */
    public static Notebook read(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads a notebook from the bytes of its file.
     *
     * @param name what messages call the notebook, usually its path
     * @throws MalformedNotebookException if the bytes are no readable nbformat 4 notebook; names line and column
     */
    public static Notebook parse(String name, byte[] bytes) throws MalformedNotebookException {
        String text = text(name, bytes);
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage()
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceFirst(" \\((?:start marker|for \\w+ starting).*", "");
            throw new MalformedNotebookException(
                    name + " is not valid JSON at " + place(e.getLocation()) + " (" + why + ")" + NEXT);
        }
        new Shape(name, text).check(root);
        return new Notebook(name, (ObjectNode) root);
    }

    /** Returns a notebook over a copy of {@code tree}, which must have the shape of one that was read. */
    public static Notebook of(String name, ObjectNode tree) {
        return new Notebook(name, tree.deepCopy());
    }

    /** Returns what messages call this notebook, usually the path that it was read from. */
    public String name() {
        return name;
    }

    /** Returns the cells in order. */
    public List<Cell> cells() {
        return cells;
    }

    /** Returns true if a run left outputs in any cell. */
    public boolean hasOutputs() {
        return cells.stream().anyMatch(Cell::hasOutputs);
    }

    /** Returns a copy of the whole tree, free to change. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    /** Returns the bytes of the file: as {@code nbformat.write} lays them out, in this notebook's order of keys. */
    public byte[] toBytes() {
        ObjectNode written = tree();
        for (int i = 0; i < cells.size(); i++) {
            ArrayNode lines = ((ObjectNode) written.get("cells").get(i)).putArray("source");
            lines(cells.get(i).source()).forEach(lines::add);
        }
        return JsonText.of(written).getBytes(UTF_8);
    }

    /** Returns the lines of {@code text}, each with its line feed; a line feed at the end opens no further line. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static String text(String name, byte[] bytes) throws MalformedNotebookException {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new MalformedNotebookException(
                    name + " starts with a byte order mark at line 1, column 1; save it as UTF-8 without one");
        }
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var decoder = UTF_8.newDecoder();
        var result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            String before = out.toString();
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            throw new MalformedNotebookException(
                    name + " is not UTF-8 text at line " + line + ", column " + column + "; save it as UTF-8");
        }
        String text = out.toString();
        if (text.isBlank()) {
            throw new MalformedNotebookException(
                    name + " is empty at line 1, column 1; restore an earlier version of the notebook");
        }
        return text;
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What the rest of the project relies on, each refusal with its place in the text. */
    private record Shape(String name, String text) {
        void check(JsonNode root) throws MalformedNotebookException {
            JsonNode major = root.path("nbformat");
            require(root.isObject() && major.isIntegralNumber(), "", "is JSON but not a notebook (no nbformat number)");
            if (major.intValue() != 4) {
                throw new MalformedNotebookException(name + " is an nbformat " + major.asText() + " notebook at "
                        + placeOf("/nbformat") + "; open it in JupyterLab and save it, which writes nbformat 4");
            }
            require(root.path("cells").isArray(), "", "is not a notebook (no list of cells)");
            require(root.path("metadata").isObject(), "", "is not a notebook (no metadata)");
            for (int i = 0; i < root.get("cells").size(); i++) {
                JsonNode cell = root.get("cells").get(i);
                String at = "/cells/" + i;
                String number = "cell " + (i + 1);
                require(
                        CELL_TYPES.contains(cell.path("cell_type").asText()),
                        at,
                        "has in " + number + " a cell_type other than code, markdown or raw");
                require(cell.path("metadata").isObject(), at, "has in " + number + " no metadata");
                require(isSource(cell.path("source")), at, "has in " + number + " a source that is not text");
            }
        }

        private static boolean isSource(JsonNode source) {
            return source.isTextual()
                    || (source.isArray() && source.valueStream().allMatch(JsonNode::isTextual));
        }

        private void require(boolean holds, String pointer, String problem) throws MalformedNotebookException {
            if (!holds) {
                throw new MalformedNotebookException(name + " " + problem + " at " + placeOf(pointer) + NEXT);
            }
        }

        private String placeOf(String pointer) {
            var wanted = JsonPointer.compile(pointer);
            try (var parser = JSON.createParser(text)) {
                while (parser.nextToken() != null) {
                    if (parser.getParsingContext().pathAsPointer().equals(wanted)) {
                        return place(parser.currentTokenLocation());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the text was parsed a moment ago
            }
            return "line 1, column 1";
        }
    }
}
